"""Findings that do not count, and why: waivers of a file, comments beside them, a baseline."""
