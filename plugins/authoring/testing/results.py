"""What came of a test, as data."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from adjudge.lib.documents import Json
from adjudge.lib.words import Texts

Result: TypeAlias = Literal["passed", "failed", "error", "skipped"]
RESULTS: tuple[Result, ...] = ("passed", "failed", "error", "skipped")


class Replaced(NamedTuple):
    """What a test puts in the place of ``target``, ``input`` or a path below ``data``."""

    target: str
    value: Json


class Sides(NamedTuple):
    """Values that were compared; a side that is undefined has none, and a variable may have several."""

    actual: tuple[Json, ...]
    expected: tuple[Json, ...]


class Why(NamedTuple):
    """Where a test ends: its first ``statement`` that does not hold, at ``line``.

    ``sign`` is how it compares, ``sides`` what; ``found`` is the value of an expression that is false, or that ``not``
    stands before; ``measured`` what a ``count`` has counted. ``variables`` are those of the statement, ``replaced`` what it
    or they were asked with, ``element`` the one for which ``every`` does not hold. ``untold`` says that its values could not be
    asked.
    """

    line: int
    column: int
    statement: str
    sign: str = ""
    sides: Sides | None = None
    found: tuple[Json, ...] = ()
    measured: tuple[Json, ...] = ()
    variables: tuple[tuple[str, Json], ...] = ()
    replaced: tuple[Replaced, ...] = ()
    element: tuple[Json, ...] = ()
    untold: bool = False


class SubCase(NamedTuple):
    """One case of a table; ``name`` is its path of keys."""

    name: tuple[str, ...]
    passed: bool
    why: Why | None = None


class Ran(NamedTuple):
    """One test, and what came of it. ``file`` is as from where one stands; ``line`` counts from 1.

    ``said`` is why it could not be asked, or why it failed where that is no matter of a statement; ``printed`` are lines
    that policies printed, each with its place.
    """

    id: str
    file: str
    line: int
    result: Result
    cases: tuple[SubCase, ...] = ()
    why: Why | None = None
    said: Texts | None = None
    printed: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether it may stand: it passed, or was skipped."""
        return self.result in ("passed", "skipped")
