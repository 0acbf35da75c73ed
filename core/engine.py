"""What an engine is to the rest of adjudge, and what helps to write one.

``Engine.load(programs)`` gives an :class:`EngineSession` that can judge the kinds of those programs.
``EngineSession.ask(kind, inputs)`` takes inputs as JSON texts and returns at once; calling what it returned waits for the
answers. It never raises: whatever goes wrong is an EngineError in the place of the answer that it spoils.
:mod:`adjudge.lib.rego.failures` finds the guilty rule where a whole query failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias, cast

from adjudge.lib.json_text import decode
from adjudge.lib.rego.answers import Answer, Decision, Heads, Memo, answer_of, of_rule, spoiled

from .model import JudgedBy, Program

__all__ = [
    "Answer",
    "Composite",
    "Decision",
    "Engine",
    "EngineSession",
    "Heads",
    "JudgedBy",
    "Memo",
    "Pending",
    "Program",
    "answer_of",
    "decode",
    "judged_by",
    "of_rule",
    "spoiled",
]

Pending: TypeAlias = Callable[[], "list[Answer]"]


class EngineSession(Protocol):
    """An engine with programs loaded. ``batch`` is how many inputs it likes to get at once."""

    batch: int

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        """Begin to evaluate ``inputs`` (JSON texts of the policy input) against the rules of ``kind``."""
        ...


class Engine(Protocol):
    """A way to evaluate Rego. ``name`` is what ``--engine`` and reports call it."""

    name: str

    def build(self) -> Mapping[str, str]:
        """Return which engine exactly this is, as far as there is one: ``version``, ``sha256`` or ``revision``."""
        ...

    def load(self, programs: Sequence[Program]) -> EngineSession:
        """Load programs; the sessions of earlier loads stay usable.

        Raises EngineError when the engine cannot start, PolicyError for a policy it refuses, PolicyErrors for several.
        """
        ...

    def close(self) -> None:
        """Stop whatever was started, whatever has happened."""
        ...


class Composite(Engine, Protocol):
    """An engine that lets others judge, such as ``auto``."""

    def judged(self) -> JudgedBy:
        """Return which of them have judged so far."""
        ...

    def builds(self) -> Mapping[str, Mapping[str, str]]:
        """Return which engines exactly those are, by name."""
        ...


def judged_by(engine: Engine) -> JudgedBy:
    """Return which engines have judged for one that lets others judge; empty for one that judges itself."""
    return cast("Composite", engine).judged() if hasattr(engine, "judged") else {}
