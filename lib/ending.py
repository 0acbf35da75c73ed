"""End a process so that its exit code means what it says: signals, and a stdout that nobody reads."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


class Terminated(KeyboardInterrupt):
    """SIGTERM: what was started is stopped on the way out, as for an interrupt."""


def terminate(*_signal: object) -> None:
    """Handle SIGTERM."""
    raise Terminated


def settled(code: int, *, unread: int) -> int:
    """Empty the buffer of stdout, and return the exit code: ``unread`` where nobody could read what decided.

    The interpreter itself would end with 120.
    """
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        forget_stdout()
        if code in (0, 1):
            if not isinstance(error, BrokenPipeError) and sys.stderr is not None:
                sys.stderr.write(f"error: the report cannot be written: {error}\n")
            return unread
    return code


def forget_stdout() -> None:
    """Let what is still in the buffer of stdout go nowhere, or the exit itself would complain."""
    with suppress(OSError, ValueError):  # a stranger's code may have closed it altogether
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
