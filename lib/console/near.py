"""Which option somebody meant who wrote one that the command does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import click

from ..words import Texts

SHORT, LIKE = 2, 0.7
"""How long a beginning of a word must be at least that means nothing, and how like another word, from 0 to 1."""


def meant(name: str, args: Sequence[str], params: Iterable[click.Parameter], ctx: click.Context | None) -> str:
    """Return what to write in the place of an option: its flag, with the value that was typed; "" where nothing is near.

    An option says by ``near`` what others call it: ``--format``, or ``--json=json`` where the name itself is the value.
    """
    from difflib import get_close_matches

    known = {word: written for option, of in _options(params, ctx) for word, written in _words(option, of)}
    word = name.strip("-").lower().replace("_", "-")
    longer = [each for each in known if len(word) > SHORT and each.startswith(word)]  # --out, not --o
    found = [each for each in (name, word) if each in known] or longer[:1]
    found = found or (get_close_matches(word, known, n=1, cutoff=LIKE) if len(word) > 1 else [])
    if not found:
        return ""
    option, value, of = known[found[0]]
    value = "" if option.is_flag else value or _typed(name, args)
    flag = (min if value else max)(option.opts, key=len)
    return f"{of}{flag} {value}".rstrip()


class DeclaredCommand(Protocol):
    """As much of the declaration of a command as help and near misses ask for."""

    @property
    def name(self) -> str:
        """What one types."""
        ...

    @property
    def help(self) -> str | Texts:
        """What the list says of it."""
        ...

    @property
    def group(self) -> str:
        """The key of its heading."""
        ...

    @property
    def near(self) -> tuple[str, ...]:
        """Names of other tools' commands by which it is meant."""
        ...


def near_command(name: str, commands: Iterable[DeclaredCommand], ctx: click.Context) -> str:
    """Return what to write in the place of a command that is not there; "" where nothing is near."""
    from difflib import get_close_matches

    flags = {
        flag.strip("-"): f"{ctx.command_path} {flag}" for each in ctx.command.get_params(ctx) for flag in each.opts
    }
    declared = [*commands]
    names = [each.name for each in declared]
    known = flags | {word: each.name for each in declared for word in (*each.near, each.name)}
    return next((known[each] for each in (name, *get_close_matches(name, names, n=1)) if each in known), "")


def _options(params: Iterable[click.Parameter], ctx: click.Context | None) -> Iterator[tuple[click.Option, str]]:
    """Yield the options that are shown; those of the commands above with what stands before them."""
    above = ctx.parent if ctx is not None else None
    of = [(each, f"{above.command_path} ") for each in above.command.get_params(above)] if above is not None else []
    for each, before in (*of, *((each, "") for each in params)):
        if isinstance(each, click.Option) and not each.hidden:
            yield each, before


def _words(option: click.Option, of: str) -> Iterator[tuple[str, tuple[click.Option, str, str]]]:
    """Yield by what an option may be meant, with the value that it then has."""
    near: tuple[str, ...] = getattr(option, "near", ())
    for each in (*near, *option.opts):
        word, _, value = each.partition("=")
        yield (word.removeprefix("--") if word.startswith("--") else word), (option, value, of)


def _typed(name: str, args: Sequence[str]) -> str:
    """Return the value that stands behind an option; "" where none does."""
    for number, each in enumerate(args):
        if each.startswith(f"{name}="):
            return each.partition("=")[2]
        if each == name and number + 1 < len(args) and not args[number + 1].startswith("-"):
            return args[number + 1]
    return ""
