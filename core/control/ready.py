"""What a plugin sees of a run that is ready, and of which nothing is judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from adjudge.lib.rego.rule import Rule

    from .config import Config
    from .gate import Gate


class Ready(NamedTuple):
    """A run that is ready.

    ``option(name)`` gives what flag, variable or configuration say, a path of the configuration as one that can be
    opened. ``release`` says that every file must be accounted for. What is not known before the walk is a
    function, which may be called from the first verdict on: ``files()`` gives the paths that are looked at,
    ``rule(id)`` and ``line(file, number)`` are those of :class:`adjudge.report.Context`.
    """

    root: Path
    as_of: datetime
    config: Config
    gate: Gate | None
    option: Callable[[str], Any]
    files: Callable[[], tuple[str, ...]]
    release: bool
    rule: Callable[[str], Rule | None]
    line: Callable[[str, int], str | None]
