"""In which language a command line is answered: before it is parsed, and where it cannot be."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from ..errors import AdjudgeError
from ..words import ENGLISH, languages
from .language import values_of


def language_of(args: list[str]) -> str:
    """Return the language that the arguments, the variable or the configuration say; English where it is unknown.

    Help does not look for a configuration, which would take longer than all the rest.
    """
    asked: object = next(reversed([*values_of(args, "--lang")]), None) or os.environ.get("ADJUDGE_LANG")
    if not asked and not {"--help", "-h"} & {*args}:
        from ..config import said_by_any

        with suppress(OSError):  # a working directory that is gone: the command itself will say so
            asked = said_by_any("lang", *_asked(args))
    return str(asked) if asked in languages() else ENGLISH


def configuration(args: list[str]) -> Any:
    """Return the configuration that a command with these arguments reads; None where it cannot be read."""
    from ..config import find_config

    try:
        return find_config(*_asked(args))
    except (AdjudgeError, OSError):
        return None  # the command itself will say so


def _asked(args: list[str]) -> tuple[Any, ...]:
    """Return from where a configuration is looked for, the one that is named, and what is judged."""
    from pathlib import Path

    named = next(reversed([*values_of(args, "--config")]), None) or os.environ.get("ADJUDGE_CONFIG")
    judged = [Path(each) for each in args if not each.startswith("-") and os.path.lexists(each)]
    return Path.cwd(), Path(named) if named else None, judged
