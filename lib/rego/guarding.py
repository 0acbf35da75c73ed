"""An engine of a stranger, held to its contract: whatever it does wrong is an error in the place of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from ..errors import AdjudgeError, EngineError, PluginError
from ..strangers import guarded
from ..words import Said, say
from .answers import Answer, Decision, has_shape, spoiled
from .rule import Rule


class _Program(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def rules(self) -> Sequence[Rule]: ...


_ANSWER: Said = say("stranger.its_answer")


class GuardedEngine:
    """Calls the engine of a plugin; it goes by the ``name`` that was declared, whatever it calls itself.

    Raises PluginError for what is none.
    """

    def __init__(self, engine: Any, name: str, plugin: str) -> None:
        if not all(callable(getattr(engine, method, None)) for method in ("build", "load", "close")):
            odd = say("stranger.no_engine", engine=name, type=type(engine).__name__, plugin=plugin)
            raise PluginError(odd, plugin=plugin)
        self.name = name
        self._engine = engine
        self._plugin = plugin

    def _call(self, method: str, function: Callable[..., Any], *arguments: object) -> Any:
        what = _ANSWER if method == "answer" else method
        return guarded(self._plugin, say("stranger.of_engine", what=what, engine=self.name), function, *arguments)

    def build(self) -> Mapping[str, str]:
        """Return which engine exactly this is. Raises PluginError."""
        said = self._call("build", lambda: dict(self._engine.build()))
        if not all(isinstance(each, str) for pair in said.items() for each in pair):
            raise PluginError(say("stranger.build", engine=self.name, value=repr(said)), plugin=self._plugin)
        return {name: str(value) for name, value in said.items()}

    def load(self, programs: Sequence[_Program]) -> GuardedSession:
        """Load programs. Raises EngineError, PolicyError, and PluginError for whatever else it raises."""
        session = self._call("load", lambda: self._engine.load(programs))
        batch = self._call("batch", lambda: session.batch)
        if type(batch) is not int or batch < 1:
            raise PluginError(say("stranger.batch", engine=self.name, value=repr(batch)), plugin=self._plugin)
        return GuardedSession(self._call, session, batch, {program.kind: tuple(program.rules) for program in programs})

    def close(self) -> None:
        """Stop what was started. Raises PluginError."""
        self._call("close", self._engine.close)


class GuardedSession:
    """Programs in such an engine."""

    def __init__(
        self, call: Callable[..., Any], session: Any, batch: int, rules: Mapping[str, tuple[Rule, ...]]
    ) -> None:
        self.batch = batch
        self._call = call
        self._session = session
        self._rules = rules

    def ask(self, kind: str, inputs: Sequence[str]) -> Callable[[], list[Answer]]:
        """Ask; where no answer comes, or another number of them, each is an error."""
        try:
            pending = self._call("ask", self._session.ask, kind, list(inputs))
        except Exception as error:  # noqa: BLE001  # it must never raise
            return self._spoiled(kind, len(inputs), error)

        def answers() -> list[Answer]:
            try:
                found: list[Answer] = self._call("answer", lambda: list(pending()))
                if len(found) != len(inputs) or not all(_is_whole(each, self._rules[kind]) for each in found):
                    raise EngineError(say("rego.other_answers"))
            except Exception as error:  # noqa: BLE001  # as above
                return self._spoiled(kind, len(inputs), error)()
            return found

        return answers

    def _spoiled(self, kind: str, count: int, error: Exception) -> Callable[[], list[Answer]]:
        words = error.words if isinstance(error, AdjudgeError) else str(error)
        said = error if isinstance(error, EngineError) else EngineError(words)
        return lambda: [spoiled(self._rules[kind], said) for _ in range(count)]


def _is_whole(answer: object, rules: Sequence[Rule]) -> bool:
    """Return whether it is an answer on these rules, each with its heads or an error."""
    if not isinstance(answer, Answer) or not isinstance(answer.decision, Decision | None):
        return False
    if not isinstance(answer.rules, Mapping) or answer.rules.keys() != {rule.id for rule in rules}:
        return False
    return all(
        isinstance(answer.rules[rule.id], EngineError) or has_shape(rule, answer.rules[rule.id]) for rule in rules
    )
