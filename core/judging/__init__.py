"""From files to verdicts."""
