"""What the command line makes of ``--gate`` and ``--release``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.lib.errors import UsageError

from ..control.config import Config, root_of
from ..judging.files import Tree

if TYPE_CHECKING:
    from ..control.gate import Gate, Wish

_HELD = (
    "select",
    "ignore",
    "fail_on",
    "skip_unclaimed",
    "engine",
    "opa",
    "opa_url",
    "opa_ca",
    "disable_plugins",
    "exclude",
    "waivers",
    "baseline",
    "inline_waivers",
)
"""What flags, variables and the configuration may not loosen; a flag goes by the configuration's name for it."""


def gate_for(config: Config, options: Mapping[str, Any], disabled: Sequence[str]) -> Gate | None:
    """Read the gate that ``--gate`` names and hold everything else to it. Raises UsageError."""
    refuse_lost()
    if options["gate_file"] is None:
        if options["gate_digest"] is not None:
            raise UsageError("there is a digest but no gate", hint="Name the gate with --gate.")
        return None
    from ..control.gate import read_gate

    gate = read_gate(options["gate_file"], root_of(options["root"], config), options["gate_digest"])
    gate.allow(list(_wishes(config, {**options, "disable_plugins": tuple(disabled)})))
    return gate


def refuse_lost() -> None:
    """Raise UsageError for a variable of the gate that is set to nothing: click takes it for unset, which would loosen."""
    for variable in ("ADJUDGE_GATE", "ADJUDGE_GATE_DIGEST"):
        if os.environ.get(variable) == "":
            raise UsageError(f"{variable} is empty", hint="Give it its value, or unset it.")


def said_of(gate: Gate | None) -> dict[str, str] | None:
    """Give what reports say of the gate."""
    return None if gate is None else {"environment": gate.environment, "sha256": gate.sha256}


def release_tree(tree: Tree, paths: Sequence[Path]) -> Tree:
    """Give a tree whose walk leaves nothing out. Raises UsageError unless the release is one folder."""
    if len(paths) != 1 or not paths[0].is_dir():
        raise UsageError("--release takes one folder", hint="Name the folder that is to be released.")
    return tree.complete()


def _wishes(config: Config, flags: Mapping[str, Any]) -> Iterator[Wish]:
    """Give what flags, their variables and the configuration ask for, each with where it says so."""
    from ..control.gate import Wish

    for name in _HELD:
        if flags.get(name) not in (None, (), False):
            yield Wish(name=name, value=flags[name], said=_origin(name))
        if name in config.values:
            yield Wish(
                name=name, value=config.values[name], said=f"{name} of the configuration", origin=config.place((name,))
            )


def _origin(name: str) -> str:
    """Say whether a flag's value stood on the command line or in a variable of the environment."""
    context = click.get_current_context()
    parameter = {"disable_plugins": "disabled"}.get(name, name)
    option = next(each for each in context.command.params if each.name == parameter)
    source = context.get_parameter_source(parameter)
    return str(option.envvar if source is click.core.ParameterSource.ENVIRONMENT else option.opts[0])
