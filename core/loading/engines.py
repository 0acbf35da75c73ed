"""Which engine judges, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.errors import UsageError
from adjudge.lib.strangers import called

if TYPE_CHECKING:
    from adjudge.lib.config import Config
    from adjudge.lib.options import Values

    from ..control.gate import Gate
    from ..engine import Engine
    from .catalogue import Catalogue
    from .registry import Registry

DEFAULT = "embedded"


class EngineSetup(NamedTuple):
    """What an engine is made of. ``catalogue()`` gives a new catalogue of what is installed, with the same parameters."""

    options: Values
    config: Config
    gate: Gate | None
    catalogue: Callable[[], Catalogue]


def chosen(registry: Registry, values: Values, gate: Gate | None) -> str:
    """Return the name of the engine that is to judge: who gives an option of an engine, and names none, means that one.

    Raises UsageError where there is none of that name, where options contradict, and for a plugin's that only the
    configuration names.
    """
    said = values.first("engine")
    name = said.value if said is not None else gate.engine if gate is not None else DEFAULT
    if name not in registry.engines:
        place = said.place if said is not None else {}
        raise UsageError(f"there is no engine {name}", hint=f"Known: {', '.join(sorted(registry.engines))}.", **place)
    _, plugin = registry.engines[name]
    if said is not None and said.origin not in ("gate", "command line", "caller") and not plugin.built_in:
        raise UsageError(
            f"{said.said} names the engine {name} of the plugin {plugin.name}, which counts only when a gate or the command "
            "line names it",
            hint=f"Say --engine {name}.",
            **said.place,
        )
    for option, _ in registry.options.values():
        given = values.first(option.name)
        if option.engine is None or given is None or option.engine == name:
            continue
        stands_in_for = registry.engines[option.engine][0].instead_of
        if said is None or stands_in_for == name:
            return option.engine
        if given.origin != "configuration":
            if said.origin == "configuration":
                return option.engine
            raise UsageError(
                f"the engine {name} asks no {given.said}",
                hint=f"Take it out, or say --engine {stands_in_for or option.engine}.",
                **given.place,
            )
    return str(name)


def make_engine(registry: Registry, name: str, setup: EngineSetup) -> Engine:
    """Make the engine of that name. Raises UsageError where there is none, EngineError where it does not answer."""
    if name not in registry.engines:
        raise UsageError(f"there is no engine {name}", hint=f"Known: {', '.join(sorted(registry.engines))}.")
    engine_type, plugin = registry.engines[name]
    engine: Engine = called(plugin.loaded("adjudge_engines", engine_type.make), setup)
    return engine
