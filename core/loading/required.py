"""See that the plugins are those that a gate asks for."""

from __future__ import annotations

from collections.abc import Mapping

from adjudge.lib.errors import UsageError
from adjudge.lib.requirements import require
from adjudge.lib.words import say

from ..control.gate import Gate
from .registry import Registry


def require_by_gate(gate: Gate, registry: Registry) -> None:
    """Raise UsageError unless the plugins are those that the gate says, by version and digest."""
    plugins: Mapping[str, Mapping[str, str]] = gate.config.values["plugins"]
    for name, plugin in registry.plugins.items():
        if plugin.local is not None and "sha256" not in plugins.get(name, {}):
            words = say("gate.local_rules", gate=gate.environment, name=name, found=plugin.digest())
            raise UsageError(words, plugin=name, **plugin.local.where)
    for problem in registry.problems:
        raise UsageError(say("gate.broken_plugin", why=problem.words), plugin=problem.plugin)
    versions = {name: wanted.get("version", "") for name, wanted in plugins.items()}
    require(versions, registry.plugins, registry.blocked, registry.problems)
    for name, wanted in sorted(plugins.items()):
        if "sha256" not in wanted:
            continue
        found = registry.plugins[name].digest()
        if found != wanted["sha256"]:
            place = gate.config.place(("plugins", name, "sha256"))
            raise UsageError(say("gate.other_plugin", name=name, found=found), plugin=name, **place)
    others = sorted(set(registry.plugins) - set(plugins))
    if gate.config.values.get("only_these_plugins") and others:
        words = say("gate.unnamed_plugin", gate=gate.environment, name=others[0])
        raise UsageError(words, plugin=others[0], **gate.config.place(("only_these_plugins",)))
