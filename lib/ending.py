"""End a process so that its exit code means what it says: signals, and a stdout that nobody reads."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from io import UnsupportedOperation
from typing import TextIO

from .words import ENGLISH, said, say


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP: what was started is stopped on the way out, as for an interrupt."""


_heard: list[int] = []


def heed_signals() -> None:
    """Let this process end by SIGTERM, and by SIGHUP where that is not ignored (`nohup`), as a Terminated."""
    _heard.clear()
    signal.signal(signal.SIGTERM, terminate)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, terminate)


def terminate(number: int = signal.SIGTERM, _frame: object = None) -> None:
    """Handle a signal that ends this process."""
    _heard.append(number)
    raise Terminated


def terminated() -> int:
    """Return the exit code of who was ended by a signal, 143 for SIGTERM; 0 where none was heard."""
    return 128 + _heard[0] if _heard else 0


def keep_stdout() -> TextIO:
    """Keep stdout for ourselves and return it: what others write to its descriptor goes to stderr from now on.

    Strangers, and programs that they start, then neither write into a report nor close it. Where a caller in Python has put
    something without a descriptor in the place of stdout, it is returned as it is.
    """
    there = sys.stdout
    there.flush()
    try:
        there.fileno()
    except (AttributeError, UnsupportedOperation):
        return there
    buffering = 1 if there.isatty() else -1
    ours = open(os.dup(there.fileno()), "w", buffering, encoding=there.encoding, errors=there.errors, newline="")  # noqa: PTH123, SIM115
    os.dup2(2 if sys.stderr is not None else os.open(os.devnull, os.O_WRONLY), there.fileno())
    sys.stdout = ours
    return ours


def settled(code: int, stdout: TextIO, *, unread: int, language: Callable[[], str] = lambda: ENGLISH) -> int:
    """Empty the buffer of stdout, and return the exit code: ``unread`` where nobody could read what decided.

    The interpreter itself would end with 120. Whoever was asked to end, and went on since a stranger's code kept that from
    us, has not passed.
    """
    if code in (0, 1):
        code = terminated() or code
    try:
        stdout.flush()
    except (OSError, ValueError) as error:
        forget_stdout()
        if code in (0, 1):
            if not isinstance(error, BrokenPipeError) and sys.stderr is not None:
                from .system import reason

                why = reason(error) if isinstance(error, OSError) else str(error)
                sys.stderr.write(said(say("file.report_lost", why=why), language()) + "\n")
            return unread
    if sys.__stdout__ is not None and sys.__stdout__ is not stdout:
        with suppress(OSError, ValueError):  # a stranger may have closed it
            sys.__stdout__.flush()  # what a stranger wrote there; the interpreter does not always come to it
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    return code


def forget_stdout() -> None:
    """Let what is still in the buffer of stdout go nowhere, or the exit itself would complain."""
    with suppress(OSError, ValueError):  # a stranger's code may have closed it altogether
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
