"""Findings that do not count, and why: waivers of a file, comments beside them, a baseline."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from adjudge import Command, Option, hookimpl

if TYPE_CHECKING:
    from adjudge import Gate, Ready, Suppressor

_GROUP = "What does not count"


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The commands of this battery."""
    here = "adjudge.plugins.suppressions.commands"
    for name, text in (
        ("baseline", "Record today's findings, so that only new ones count."),
        ("sign", "Sign a waiver file, so that it counts under a gate."),
        ("waivers", "List waivers and what is wrong with them."),
        ("waive", "Record a waiver for findings that are there now."),
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
        help="Waivers; else adjudge-waivers.yaml beside the configuration.",
    )
    yield Option(
        name="baseline",
        type="path",
        group=_GROUP,
        metavar="FILE",
        env="ADJUDGE_BASELINE",
        loosens=_excuses,
        help="Findings that were there before; only new ones count.",
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


def _excuses(_gate: Gate, asked: Any) -> str:
    return "excuses findings" if asked else ""


def _waives(gate: Gate, asked: Any) -> str:
    """Let another waiver file be named where the gate has the keys of those who may sign one."""
    said = gate.config.values.get("waivers", {})
    return "" if "keys" in said and "source" not in said else _excuses(gate, asked)
