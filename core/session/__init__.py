"""From options to a run that is ready, and from its verdicts to reports."""
