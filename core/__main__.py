"""Start adjudge, and end it: what the console script calls, and ``python -m adjudge``."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress


def main() -> None:
    """Run the command line and end the process."""
    gc.disable()  # nothing that is imported or made while starting is garbage; who works long turns it on again
    from adjudge.cli import main as command_line

    try:
        command_line()
    except SystemExit as end:
        _leave(end)


def _leave(end: SystemExit) -> None:
    """End the process without freeing what it holds object by object, which would take longer than to judge a file.

    What was registered to run at exit has run then. A process that has another thread is ended in the usual way.
    """
    if threading.active_count() > 1 or not isinstance(end.code, int):
        raise end
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    os._exit(end.code)


if __name__ == "__main__":
    main()
