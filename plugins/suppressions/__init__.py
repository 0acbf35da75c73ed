"""Findings that do not count, and why: waivers of a file, comments beside them, a baseline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from adjudge.declared import Command, Option, never
from adjudge.hooks import hookimpl

if TYPE_CHECKING:
    from adjudge.control.gate import Gate
    from adjudge.control.ready import Ready


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """The commands of this battery."""
    here = "adjudge.plugins.suppressions.commands"
    yield Command(
        name="baseline", help="Record today's findings, so that only new ones count.", load=f"{here}.baseline:command"
    )
    yield Command(name="sign", help="Sign a waiver file, so that it counts under a gate.", load=f"{here}.sign:command")
    yield Command(name="waivers", help="List waivers and what is wrong with them.", load=f"{here}.waivers:command")
    yield Command(name="waive", help="Record a waiver for findings that are there now.", load=f"{here}.waive:command")


@hookimpl
def adjudge_options() -> Iterator[Option]:
    """Where suppressions come from."""
    yield Option(
        name="waivers",
        type="path",
        metavar="FILE",
        env="ADJUDGE_WAIVERS",
        loosens=_waives,
        help="Waivers; else adjudge-waivers.yaml beside the configuration.",
    )
    yield Option(
        name="baseline",
        type="path",
        metavar="FILE",
        env="ADJUDGE_BASELINE",
        loosens=_excuses,
        help="Findings that were there before; only new ones count.",
    )
    yield Option(name="inline_waivers", flag=False, loosens=_excuses)
    yield Option(name="waiver_max_days", flag=False, loosens=never)


@hookimpl
def adjudge_session(ready: Ready) -> Iterator[Any]:
    """The waivers, the baseline and the comments that count in this run."""
    if ready.gate is None and not any(map(ready.option, ("waivers", "baseline", "inline_waivers"))):
        if not (ready.config.folder / "adjudge-waivers.yaml").exists():
            return iter(())
    from .session import suppressing

    return suppressing(ready)


def _excuses(_gate: Gate, asked: Any) -> str:
    return "excuses findings" if asked else ""


def _waives(gate: Gate, asked: Any) -> str:
    """Let another waiver file be named where the gate has the keys of those who may sign one."""
    said = gate.config.values.get("waivers", {})
    return "" if "keys" in said and "source" not in said else _excuses(gate, asked)
