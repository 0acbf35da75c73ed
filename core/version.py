"""The version of adjudge, where everything below the public face finds it."""

__version__ = "0.1.0"
