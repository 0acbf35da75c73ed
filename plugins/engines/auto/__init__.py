"""The default engine: the embedded one judges what it is proven to decide as OPA does, and an OPA the rest."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import EngineType, hookimpl


@hookimpl
def adjudge_engines() -> Iterator[EngineType]:
    """The engine."""
    yield EngineType(name="auto", make="adjudge.plugins.engines.auto.engine:make")
