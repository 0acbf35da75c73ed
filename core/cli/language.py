"""The option ``--lang`` as every command has it."""

from __future__ import annotations

import click


def see_language(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the value of ``--lang``. Raises UsageError for a language that there are no words in."""
    from adjudge.lib.options import Voices, read

    from ..control.options import OWN

    read([OWN["lang"]], Voices(caller={"lang": value}, origin="command line"))
    return value
