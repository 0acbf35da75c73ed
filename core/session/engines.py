"""Which engine judges, by flags, environment, configuration and gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge.lib.errors import UsageError

from ..control.config import Config
from ..engine import Engine
from ..loading.catalogue import Catalogue
from ..loading.loader import loaded
from .settings import Settings

if TYPE_CHECKING:
    from ..control.gate import Gate

DEFAULT = "embedded"


class Setup(NamedTuple):
    """What an engine is made of. ``given(name)`` is an option of the command line or the environment alone, ``option``
    that or the configuration's; ``catalogue()`` is a new catalogue of what is installed."""

    option: Callable[[str], Any]
    given: Callable[[str], Any]
    config: Config
    gate: Gate | None
    catalogue: Callable[[], Catalogue]


def make_engine(settings: Settings, name: str, options: Mapping[str, Any]) -> Engine:
    """Make the engine of that name. Raises UsageError where there is none, EngineError where it does not answer."""
    if name not in settings.registry.engines:
        known = ", ".join(sorted(settings.registry.engines))
        raise UsageError(f"there is no engine {name}", hint=f"Known: {known}.")
    kind, _ = settings.registry.engines[name]
    layers = settings.catalogue.layers
    engine: Engine = loaded(kind.make)(
        Setup(
            option=lambda asked: settings.option(options, asked),
            given=options.get,
            config=settings.config,
            gate=settings.gate,
            catalogue=lambda: Catalogue(registry=settings.registry, layers=layers),
        )
    )
    return engine


def make_local(settings: Settings, name: str, options: Mapping[str, Any]) -> Engine:
    """Make an engine that no server's address of the configuration leads elsewhere."""
    values = {key: value for key, value in settings.config.values.items() if key == "opa"}
    return make_engine(settings._replace(config=settings.config._replace(values=values), gate=None), name, options)


def engine_for(settings: Settings, options: Mapping[str, Any]) -> Engine:
    """Make the engine that a run is to judge with; who gives an option of an engine, and names none, means that one."""
    gate, config, flag = settings.gate, settings.config.values, options["engine"]
    owned = [option for option, _ in settings.registry.options.values() if option.engine is not None]
    for option in owned:
        if flag and flag != option.engine and options.get(option.name):
            raise UsageError(
                f"an engine in this process asks no --{option.name.replace('_', '-')}",
                hint=f"Take it out, or say --engine {option.engine}.",
            )
    meant = next((option.engine for option in owned if options.get(option.name)), None)
    configured = next((option.engine for option in owned if option.name in config), None)
    default = config.get("engine", configured or (gate.engine if gate is not None else DEFAULT))
    return make_engine(settings, flag or meant or default, options)
