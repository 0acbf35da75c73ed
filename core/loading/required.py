"""See that the plugins are those that a gate asks for."""

from __future__ import annotations

from collections.abc import Mapping

from adjudge.lib.errors import UsageError
from adjudge.lib.requirements import require

from ..control.gate import Gate
from .registry import Registry


def require_by_gate(gate: Gate, registry: Registry) -> None:
    """Raise UsageError unless the plugins are those that the gate says, by version and digest."""
    from adjudge.lib.digests import distribution_digest

    plugins: Mapping[str, Mapping[str, str]] = gate.config.values["plugins"]
    for problem in registry.problems:
        raise UsageError(
            f"a plugin is broken: {problem.message}",
            plugin=problem.plugin,
            hint="Under a gate every installed plugin must load.",
        )
    versions = {name: wanted.get("version", "") for name, wanted in plugins.items()}
    require(versions, registry.plugins, registry.blocked, registry.problems)
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
