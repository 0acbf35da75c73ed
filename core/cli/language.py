"""In which language a command line is answered: before it is parsed, and where it cannot be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import click

from adjudge.lib.errors import AdjudgeError
from adjudge.lib.words import ENGLISH, languages


def language_of(args: list[str]) -> str:
    """Return the language that the arguments, the variable or the configuration say; English where it is unknown.

    Help does not look for a configuration, which would take longer than all the rest.
    """
    asked: object = next(reversed([*values_of(args, "--lang")]), None) or os.environ.get("ADJUDGE_LANG")
    if not asked and not {"--help", "-h"} & {*args}:
        config = configuration(args)
        asked = config.values.get("lang") if config is not None else _lang_of_a_broken_one(args)
    return str(asked) if asked in languages() else ENGLISH


def _lang_of_a_broken_one(args: list[str]) -> object:
    """Return what a configuration with a mistake says of the language, since that mistake is told in it."""
    import tomllib

    from adjudge.lib.config import locate_config
    from adjudge.lib.opening import OWN, read_text

    try:
        located = locate_config(*_asked(args))
        values = tomllib.loads(read_text(located.file, OWN)) if located.file is not None else {}
        return (values.get("tool", {}).get("adjudge", {}) if "tool" in values else values).get("lang")
    except (AdjudgeError, OSError, ValueError, AttributeError):
        return None


def configuration(args: list[str]) -> Any:
    """Return the configuration that a command with these arguments reads; None where it cannot be read."""
    from adjudge.lib.config import find_config

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


def values_of(args: list[str], flag: str) -> Iterator[str]:
    """Return the values of a flag, wherever it stands."""
    for number, argument in enumerate(args):
        if argument == flag and number + 1 < len(args):
            yield args[number + 1]
        elif argument.startswith(f"{flag}="):
            yield argument.partition("=")[2]


def see_language(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the value of ``--lang``. Raises UsageError for a language that there are no words in."""
    from adjudge.lib.options import Voices, read

    from ..control.options import OWN

    read([OWN["lang"]], Voices(caller={"lang": value}, origin="command line"))
    return value
