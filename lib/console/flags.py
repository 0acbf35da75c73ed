"""A declared option as click has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..options import Option
from ..words import languages
from .help import option
from .usage import PATH, Choice


def flag_of(declaration: Option, *, env: bool = False, see: Callable[..., Any] | None = None) -> Callable[[Any], Any]:
    """Return a declaration as a decorator of click's; ``env`` lets click read its variable too.

    ``see`` is asked about a language: whether there are words in it is not known before it is typed.
    """
    spelled = (*declaration.spellings, declaration.name)
    told = {"help": declaration.help, "group": declaration.group, "near": declaration.near}
    if declaration.type == "flag":
        return option(*spelled, is_flag=True, **told)
    if see is not None:
        return option(*spelled, metavar=f"[{'|'.join(languages())}]", callback=see, **told)
    return option(
        *spelled,
        type=Choice(declaration.allowed) if declaration.allowed else PATH if declaration.type == "path" else str,
        multiple=declaration.multiple,
        metavar=declaration.metavar,
        envvar=declaration.env if env else None,
        **told,
    )
