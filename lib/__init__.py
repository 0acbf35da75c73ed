"""Libraries that know nothing of kinds or verdicts; each could be a distribution of its own."""
