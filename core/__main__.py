"""Start adjudge: what the console script calls, and ``python -m adjudge``."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line and exit."""
    gc.disable()  # nothing that is imported or made while starting is garbage; who works long turns it on again
    from .cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
