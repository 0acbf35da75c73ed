"""Which engine judges, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.rego.timing import timed_engine
from adjudge.lib.strangers import guarded
from adjudge.lib.words import say

from .checks import NATIVE, NATIVE_BROUGHT_BY

if TYPE_CHECKING:
    from adjudge.lib.config import Config
    from adjudge.lib.options import Given, Values

    from ..control.gate import Gate
    from ..engine import Engine, JudgedBy
    from .catalogue import Catalogue
    from .registry import Registry

DEFAULT = "auto"


class EngineSetup(NamedTuple):
    """What an engine is made of. ``catalogue()`` gives a new catalogue of what is installed, with the same parameters.

    ``other(name)`` makes another engine to ask; None where there is none of that name, or none that may be asked: of
    plugins' engines only ``native``, and under a gate only where the gate lists its plugin. ``judged`` says which engines
    judged, where that is to be done again.
    """

    options: Values
    config: Config
    gate: Gate | None
    catalogue: Callable[[], Catalogue]
    other: Callable[[str], Engine | None]
    judged: JudgedBy


def chosen(registry: Registry, values: Values, gate: Gate | None) -> str:
    """Return the name of the engine that is to judge: who gives an option of an engine, and names none, means that one.

    Raises UsageError where there is none of that name, where options contradict, and for a plugin's that neither the
    command line (or the caller) nor the gate names.
    """
    said = values.first("engine")
    name, by = (said.value, said) if said is not None else (gate.engine if gate is not None else DEFAULT, None)
    if name not in registry.engines:
        raise _unknown(registry, name).at(**said.place if said is not None else {})
    for option, _ in registry.options.values():
        given = values.first(option.name)
        if option.engine is None or given is None or option.engine == name:
            continue
        stands_in_for = registry.engines[option.engine][0].instead_of
        if (
            said is None
            or stands_in_for == name
            or (given.origin != "configuration" and said.origin == "configuration")
        ):
            name, by = option.engine, given
        elif given.origin != "configuration":
            other = stands_in_for or option.engine
            raise UsageError(say("engine.asks_none", engine=name, option=given.said, other=other), **given.place)
    _see_allowed(registry, name, by, gate)
    return str(name)


def _see_allowed(registry: Registry, name: str, by: Given | None, gate: Gate | None) -> None:
    """Raise UsageError for a plugin's engine that nobody who may name it has named, and for another than the gate's."""
    engine, plugin = registry.engines[name]
    wanted = name if gate is None else gate.engine
    if wanted not in (name, engine.instead_of) and (gate is None or gate.loosened_by(name)):
        raise UsageError(say("engine.not_the_gates", name=name, wanted=wanted))
    named = gate is not None and gate.config.values.get("engine") == name
    if plugin.built_in or named or name == NATIVE:
        return
    assert by is not None  # the default is built in
    if by.origin not in ("command line", "caller"):
        who = {"by": by.said, "name": name, "plugin": plugin.name}
        raise UsageError(say("engine.named", **who) if by.name == "engine" else say("engine.meant", **who), **by.place)


def other_engine(registry: Registry, name: str, setup: EngineSetup) -> Engine | None:
    """Make an engine that another one may ask; None where there is none, or the gate does not list its plugin."""
    if name not in registry.engines:
        return None
    plugin = registry.engines[name][1]
    listed = setup.gate is None or plugin.name in setup.gate.config.values["plugins"]
    return make_engine(registry, name, setup) if plugin.built_in or (name == NATIVE and listed) else None


def make_engine(registry: Registry, name: str, setup: EngineSetup) -> Engine:
    """Make the engine of that name. Raises UsageError where there is none, EngineError where it does not answer."""
    if name not in registry.engines:
        raise _unknown(registry, name)
    engine_type, plugin = registry.engines[name]
    make = plugin.loaded("adjudge_engines", engine_type.make)
    if plugin.built_in:
        engine: Engine = timed_engine(make(setup))
        return engine
    from adjudge.lib.rego.guarding import GuardedEngine

    made = guarded(plugin.name, say("plugin.part.make", name=name), make, setup)
    return timed_engine(GuardedEngine(made, name, plugin.name))


def _unknown(registry: Registry, name: object) -> AdjudgeError:
    code = "engine.no_native" if name == NATIVE else "engine.unknown"
    return UsageError(say(code, name=name, known=sorted(registry.engines), distribution=NATIVE_BROUGHT_BY))
