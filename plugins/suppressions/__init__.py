"""Findings that do not count, and why: waivers of a file, comments beside them, a baseline."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from adjudge import Command, Option, hookimpl
from adjudge.lib.words import Texts, say

if TYPE_CHECKING:
    from adjudge import Gate, Ready, Suppressor

_GROUP = say("help.options_of_suppressions")


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The commands of this battery."""
    here = "adjudge.plugins.suppressions.commands"
    for name, text in (
        ("baseline", say("help.baseline")),
        ("sign", say("help.sign")),
        ("waivers", say("help.waivers")),
        ("waive", say("help.waive")),
    ):
        yield Command(name=name, group="release", help=text, load=f"{here}.{name}:command")


@hookimpl
def adjudge_options() -> Iterator[Option]:
    """Where suppressions come from."""
    yield Option(
        name="waivers",
        type="path",
        group=_GROUP,
        metavar="FILE",
        env="ADJUDGE_WAIVERS",
        gate="waivers.source",
        loosens=_waives,
        help=say("help.option.waivers"),
    )
    yield Option(
        name="baseline",
        type="path",
        group=_GROUP,
        metavar="FILE",
        env="ADJUDGE_BASELINE",
        loosens=_excuses,
        help=say("help.option.baseline"),
    )
    yield Option(name="inline_waivers", type="flag", flags=(), loosens=_excuses)


@hookimpl
def adjudge_session(ready: Ready) -> Iterable[Suppressor]:
    """The waivers, the baseline and the comments that count in this session."""
    from .places import WAIVERS

    named = any(map(ready.options.value, ("waivers", "baseline", "inline_waivers")))
    if not named and not os.path.lexists(ready.config.folder / WAIVERS):
        return ()
    from .suppressing import suppressing

    return suppressing(ready)


def _excuses(_gate: Gate, asked: Any) -> str | Texts:
    return say("waiver.excuses") if asked else ""


def _waives(gate: Gate, asked: Any) -> str | Texts:
    """Let another waiver file be named where the gate has the keys of those who may sign one."""
    said = gate.config.values.get("waivers", {})
    return "" if "keys" in said and "source" not in said else _excuses(gate, asked)
