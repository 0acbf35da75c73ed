"""What an engine is to the rest of adjudge, and what helps to write one.

``Engine.load(programs)`` gives an :class:`EngineSession` that can judge the kinds of those programs.
``EngineSession.ask(kind, inputs)`` takes inputs as JSON texts and returns at once; calling what it returned waits for the
answers. It never raises: whatever goes wrong is an EngineError in the place of the answer that it spoils.
:mod:`adjudge.lib.rego.failures` finds the guilty rule where a whole query failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from adjudge.lib.json_text import decode
from adjudge.lib.rego.answers import Answer, Decision, Heads, Memo, answer_of, of_rule, spoiled

from .model import Program

__all__ = [
    "Answer",
    "Decision",
    "Engine",
    "EngineSession",
    "Heads",
    "Memo",
    "Pending",
    "Program",
    "answer_of",
    "decode",
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
