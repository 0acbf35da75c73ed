"""OPA itself, without a server: the engine ``native``."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import EngineType, hookimpl


@hookimpl
def adjudge_engines() -> Iterator[EngineType]:
    """The engine."""
    yield EngineType(name="native", make="adjudge_opa.engine:make")
