"""The first-party domains."""
