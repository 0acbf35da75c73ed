"""What the command line makes of ``--gate`` and ``--release``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge.lib.errors import UsageError
from adjudge.lib.files import Tree

from ..control.config import Config, root_of
from ..declared import Option, loosened

if TYPE_CHECKING:
    from ..control.gate import Gate, Wish
    from ..loading.registry import Registry


def _blocks(_gate: Gate, names: Sequence[str]) -> str:
    return f"blocks {', '.join(names)}" if names else ""


def _selects(_gate: Gate, selectors: Sequence[str]) -> str:
    return "leaves out rules" if selectors else ""


def _excludes(_gate: Gate, excluded: Sequence[str]) -> str:
    return "leaves out files" if excluded else ""


def _forgives(_gate: Gate, flag: bool) -> str:
    return "forgives unclaimed files" if flag else ""


def _lowers(gate: Gate, level: str) -> str:
    return "lets warnings pass" if level == "deny" and gate.fails.warnings else ""


def _chooses(gate: Gate, engine: str) -> str:
    return f"is not {gate.engine}" if engine != gate.engine else ""


CORE_OPTIONS = (
    Option(name="select", loosens=_selects),
    Option(name="ignore", loosens=_selects),
    Option(name="fail_on", loosens=_lowers),
    Option(name="skip_unclaimed", loosens=_forgives),
    Option(name="engine", loosens=_chooses),
    Option(name="disable_plugins", loosens=_blocks),
    Option(name="exclude", flag=False, loosens=_excludes),
)
"""The core's own options that have a bearing on a gate; those of a plugin are held once it is loaded."""


def gate_for(config: Config, options: Mapping[str, Any], disabled: Sequence[str]) -> Gate | None:
    """Read the gate that ``--gate`` names and hold everything else to it. Raises UsageError."""
    refuse_lost()
    if options["gate_file"] is None:
        if options["gate_digest"] is not None:
            raise UsageError("there is a digest but no gate", hint="Name the gate with --gate.")
        return None
    from ..control.gate import read_gate

    gate = read_gate(options["gate_file"], root_of(options["root"], config), options["gate_digest"])
    hold(gate, config, {**options, "disable_plugins": tuple(disabled)}, CORE_OPTIONS)
    return gate


def hold(gate: Gate, config: Config, given: Mapping[str, Any], options: Iterable[Option]) -> None:
    """Raise UsageError for the first value of an option that asks for less than the gate does."""
    for option in options:
        for wish in _wishes(config, given, option.name):
            gate.refuse(wish, loosened(option, gate, wish.value))


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


def _wishes(config: Config, flags: Mapping[str, Any], name: str) -> Iterator[Wish]:
    """Give what a flag, its variable and the configuration ask for, each with where it says so."""
    from ..control.gate import Wish

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


def require_plugins(gate: Gate, registry: Registry) -> None:
    """Raise UsageError unless the plugins are those that the gate says, by version and digest."""
    from adjudge.lib.digests import distribution_digest

    from ..loading.loader import require

    plugins: Mapping[str, Mapping[str, str]] = gate.config.values["plugins"]
    for problem in registry.problems:
        raise UsageError(
            f"a plugin is broken: {problem.message}",
            plugin=problem.plugin,
            hint="Under a gate every installed plugin must load.",
        )
    versions = {name: wanted.get("version", "") for name, wanted in plugins.items()}
    require(versions, registry.plugins, list(registry.blocked), list(registry.problems))
    for name, wanted in sorted(plugins.items()):
        if "sha256" not in wanted:
            continue
        found = distribution_digest(registry.plugins[name].distribution)
        if found != wanted["sha256"]:
            raise UsageError(
                f"the plugin {name} is not the one that the gate names: its digest is {found}",
                plugin=name,
                **gate.config.place(("plugins", name, "sha256")),
                hint="Install that one, or change the gate.",
            )
    others = sorted(set(registry.plugins) - set(plugins))
    if gate.config.values.get("only_these_plugins") and others:
        raise UsageError(
            f"the gate {gate.environment} does not name the plugin {others[0]}",
            plugin=others[0],
            **gate.config.place(("only_these_plugins",)),
            hint="Uninstall it, or add it to the gate.",
        )
