"""Signed verdicts: what is attested of a release, who signed it, and whether these files are the ones."""
