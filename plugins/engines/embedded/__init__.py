"""The embedded engine: Rego evaluated in this process."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import EngineType, hookimpl


@hookimpl
def adjudge_engines() -> Iterator[EngineType]:
    """The engine."""
    yield EngineType(name="embedded", make="adjudge.plugins.engines.embedded.engine:make")
