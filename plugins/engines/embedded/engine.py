"""The embedded engine: Rego evaluated by regorus, in this process, or in one that may end where strangers bring rules.

An engine is created, used and dropped in one thread. Only JSON texts go in: Python objects can end the process.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from threading import get_ident
from typing import TYPE_CHECKING, Any

from adjudge import Program
from adjudge.engine import Answer, Memo, Pending, answer_of, decode, spoiled
from adjudge.lib.documents import Json
from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors, UnlistedError, UnlistedValueError
from adjudge.lib.rego import failures as attribute
from adjudge.lib.rego.limits import limits_of
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.rego.timing import seconds_of
from adjudge.lib.words import say

from .culprit import GUILTY, Extension, replayed
from .failing import Failures, Message, ours
from .guards import guarded
from .listing import forget, has_unproven_keys, read, read_strange, together
from .prints import Prints

if TYPE_CHECKING:
    from adjudge import EngineSetup
    from adjudge.lib.rego.covered import Lines

    from .outside import Outside, OutsideProgram

PACKAGE = "gordon-to-regorus"


class EmbeddedEngine:
    """Evaluates Rego. Programs of strangers go ``outside``, if it is there; else ``is_trusted`` says that there are none."""

    name = "embedded"

    def __init__(self, outside: Outside | None = None, *, is_trusted: bool = False) -> None:
        self._sessions: list[EmbeddedSession] = []
        self._outside = outside
        self._is_trusted = is_trusted

    def build(self) -> Mapping[str, str]:
        """Return the version of the engine's package."""
        from importlib.metadata import version

        return {"version": f"{PACKAGE} {version(PACKAGE)}"}

    def load(self, programs: Sequence[Program]) -> EmbeddedSession:
        """Load programs.

        Raises PolicyError for a policy that is broken, UnlistedError for one that is off the list, PolicyErrors for several.
        """
        judges: dict[str, Evaluator | OutsideProgram] = {}
        errors: list[PolicyError] = []
        for program in programs:
            try:
                judges[program.kind] = self._judge(program)
            except PolicyError as error:
                errors += error.errors if isinstance(error, PolicyErrors) else [error]
        for each in errors:
            # Its frames hold the engine, which may only be dropped in this thread; the error goes anywhere.
            each.__traceback__ = each.__context__ = None
        forget()
        if errors:
            judges.clear()  # as the frames of the errors
            raise together(errors) from None
        session = EmbeddedSession(judges)
        self._sessions.append(session)
        return session

    def covered(self, programs: Sequence[Program], inputs: Mapping[str, Sequence[str]]) -> Mapping[str, Lines]:
        """Return by file which lines are evaluated for the inputs of each kind, here, whoever brings them; as `load`."""
        from .covering import covered

        return covered(programs, inputs, is_trusted=self._is_trusted)

    def close(self) -> None:
        """Drop what was loaded: it may only be dropped in this thread."""
        while self._sessions:
            self._sessions.pop().close()
        if self._outside is not None:
            self._outside.close()

    def _judge(self, program: Program) -> Evaluator | OutsideProgram:
        if self._outside is not None and self._outside.takes(program):
            return self._outside.load(program)
        return Evaluator(program, is_trusted=self._is_trusted or self._outside is not None)


def make(setup: EngineSetup) -> EmbeddedEngine:
    """Make the engine of a session. Where there are none but our own plugins, nothing goes to another process."""
    plugins = setup.catalogue().registry.plugins
    own = {"adjudge", *(name for name, plugin in plugins.items() if plugin.is_ours)}
    if own.issuperset(plugins):
        return EmbeddedEngine(is_trusted=True)
    from .outside import Outside

    return EmbeddedEngine(Outside(limits_of(setup.options), own.__contains__))


class EmbeddedSession:
    """Programs loaded into this process. Inputs in a row are evaluated faster than with other work in between."""

    batch = 16

    def __init__(self, judges: dict[str, Evaluator | OutsideProgram]) -> None:
        self._judges = judges

    def close(self) -> None:
        """Drop the programs; whoever asks then gets a KeyError."""
        for judge in self._judges.values():
            if isinstance(judge, Evaluator):
                judge.close()
        self._judges.clear()

    def ask(self, kind: str, inputs: Sequence[str]) -> Pending:
        """Evaluate the inputs. A kind that was not loaded is a KeyError."""
        return self._judges[kind].ask(inputs)

    def seconds(self, kind: str, text: str) -> dict[str, float]:
        """Return how long each rule of a kind takes by itself for an input, by id; what it prints is left out."""
        return self._judges[kind].seconds(text)


_LEFT: list[Any] = []
"""Engines whose judge was collected in another thread than its own, where dropping them is an error: they stay."""


class Evaluator:
    """One program in one engine."""

    _engine: Any = None
    _unasked: Any = None
    _replay: Any = None

    def __init__(self, program: Program, *, is_trusted: bool = False) -> None:
        self._thread = get_ident()
        self.rules = self._rules = program.rules
        self._modules = {module.file: module for module in program.modules}
        self._program = program
        self._failures = Failures(self._modules)
        if is_trusted:
            aligned = read(program, self._parse, is_ours=True)
        else:
            self._program, aligned = read_strange(program, self._parse)
            program = self._program
        self._guards = guarded(program, aligned)
        self._aligned = self._guards.texts
        self._failures = Failures(self._modules, self._guards)
        self.prints = Prints(program, self._aligned)
        self._unasked = self._build()
        self._engine = self._unasked.clone()
        self._query = f"data.adjudge.{program.kind}.outcomes"
        self._data = json.dumps(program.data)
        self._memo = Memo()
        self._known: dict[tuple[str, str, int, int], EngineError] = {}

    def close(self) -> None:
        """Drop the engines now, in their own thread: a frame or a cycle may keep this object for longer."""
        self._engine = self._unasked = self._replay = None

    def __del__(self) -> None:
        if self._unasked is not None and get_ident() != self._thread:
            _LEFT.extend((self._engine, self._unasked, self._replay))

    def ask(self, inputs: Sequence[str]) -> Pending:
        """Evaluate the inputs; nothing is left to wait for."""
        answers = [self.answer(text) for text in inputs]
        return lambda: answers

    def answer(self, text: str) -> Answer:
        """Return the answer to one input."""
        said = self.said(text)
        return said if isinstance(said, Answer) else self._memo.answer(said, partial(answer_in, self._rules))

    def said(self, text: str) -> Answer | str:
        """Return what the engine says of one input: its own words where nothing failed."""
        failed = self._set_input(self._engine, text)
        if failed is not None:
            return spoiled(self._rules, failed)
        try:
            return self._said(text)
        finally:
            self.prints.tell(text)

    def _said(self, text: str) -> Answer | str:
        try:
            raw = self._evaluate(self._engine, self._query)
            if not has_unproven_keys(raw, text, self._data):
                return raw
            whole = partial(_unproven_keys, None)
        except _FailedQuery as failure:
            whole = partial(self._explain, failure.said, self._query, text)
        return attribute.one_by_one(self._rules, lambda rule, head: self.head(rule, head, text), whole)

    def head(self, rule: Rule, head: str, text: str) -> list[Json] | EngineError:
        """Return the value of one head of one rule, in a list that is empty when it is undefined; or why there is none."""
        failed = self._set_input(self._engine, text)  # after a failure it is another engine
        if failed is not None:
            return failed
        try:
            raw = self._evaluate(self._engine, f"data.{rule.id}.{head}")
            return _unproven_keys(rule) if has_unproven_keys(raw, text, self._data) else _values(raw)
        except _FailedQuery as failure:
            return self._explain(failure.said, failure.query, text)

    def seconds(self, text: str) -> dict[str, float]:
        """Return how long each rule takes by itself."""
        try:
            return seconds_of(self._rules, lambda rule, head: self.head(rule, head, text))
        finally:
            self.prints.forget()

    # --- the engine itself --------------------------------------------------------------------------------------

    def _parse(self, module: Module) -> None:
        from .reach import is_safe_to_parse

        if is_safe_to_parse(module.text):
            self._load(module, lambda: _new_engine().add_policy(module.file, module.text), is_sound=False)

    def _build(self, extensions: Iterable[Extension] = ()) -> Any:
        engine = _new_engine()
        engine.set_gather_prints(self.prints.are_there)
        for name, count, function in (*self._guards.extensions, *extensions):
            engine.add_extension(name, count, function)
        program = self._program
        entry = Module(file=f"adjudge/{program.kind.replace('.', '/')}/entry.rego", text=program.entry, plugin="")
        for module in (*program.modules, *self._guards.modules, entry):
            self._load(module, partial(self._add, engine, module))
        self._load(None, lambda: engine.add_data_json(json.dumps(program.data, allow_nan=False)))
        # The first query makes the engine analyse all modules: unsafe variables are found here, not by an artifact.
        self._load(None, lambda: engine.eval_query_as_json("1"))
        return engine

    def _add(self, engine: Any, module: Module) -> None:
        aligned = self._aligned.get(module.file)
        if aligned is None:
            engine.add_policy(module.file, module.text)
            return
        # What was moved to another line may make it longer than the engine takes.
        engine.set_policy_length_config(max_col=4 * 1024, max_file_bytes=4 * 1024 * 1024, max_lines=20_000)
        engine.add_policy(module.file, aligned.text)
        engine.clear_policy_length_config()

    def _load(self, module: Module | None, step: Callable[[], object], *, is_sound: bool = True) -> None:
        """Do a step. What is refused although it is read as OPA reads it is not on the list, else it is broken."""
        try:
            step()
            return
        except BaseException as error:  # noqa: BLE001  # a panic of the engine is no Exception
            said = Message.of(ours(error))
        spot = self._failures.spot(said)
        module = self._modules.get(said.file or "") or module
        rule = next((rule for rule in self._rules if module is not None and rule.file == module.file), None)
        refused, code = (UnlistedError, "embedded.not_read") if is_sound else (PolicyError, "embedded.policy")
        raise refused(
            say(code, why=attribute.other_failure(said.text, None).words),
            file=module.file if module is not None else None,
            line=spot.line if spot is not None else None,
            column=spot.column if spot is not None else None,
            rule=rule.id if rule is not None else None,
            plugin=(module.plugin or None) if module is not None else None,
        )

    def _set_input(self, engine: Any, text: str) -> EngineError | None:
        """Set the input. After a failure the input of the artifact before is still there: nothing may be asked."""
        try:
            self._guards.see(text)
            engine.set_input_json(text)
        except UnlistedValueError as error:
            return error.with_traceback(None)  # whose frame holds the engine: an error goes anywhere
        except BaseException as error:  # noqa: BLE001  # a panic of the engine is no Exception
            said = Message.of(ours(error))
            return EngineError(say("embedded.input", why=attribute.other_failure(said.text, None).words))
        return None

    def _evaluate(self, engine: Any, query: str) -> str:
        try:
            raw: str = engine.eval_query_as_json(query)
        except BaseException as error:  # noqa: BLE001  # a panic of the engine is no Exception
            if not isinstance(ours(error), Exception):
                self._unasked, self._replay = self._build(), None
            # Where a `walk` fails the engine remembers how far it came: the next artifact would find nothing there.
            self._engine = self._unasked.clone()
            raise _FailedQuery(Message.of(error), query) from None
        finally:
            self.prints.take(engine)
        return raw

    # --- what failed ----------------------------------------------------------------------------------------------

    def _explain(self, said: Message, query: str, text: str) -> EngineError:
        """Return what failed as every engine would say it."""
        return self._failures.explained(said) or self._replayed(said, query, text) or self._failures.unplaced(said)

    def _replayed(self, said: Message, query: str, text: str) -> EngineError | None:
        """Run the failed query again to learn which builtin failed; None when that cannot be told."""
        key = (query, said.file or "", said.line, said.column)
        if said.file is not None and key in self._known:
            return self._known[key]
        if self._replay is None:
            self._replay = self._build(replayed(self._program.modules))
        replay = self._replay.clone()
        if self._set_input(replay, text) is not None:
            return None
        try:
            self._evaluate(replay, query)
        except _FailedQuery as failure:
            guilty = re.match(GUILTY, failure.said.text)
            if guilty is not None and guilty["error"] != "NotReplayedError":
                self._known[key] = self._failures.builtin(guilty["name"], failure.said)
                return self._known[key]
        return None


class _FailedQuery(Exception):  # noqa: N818  # it never leaves this module
    def __init__(self, said: Message, query: str) -> None:
        super().__init__(said.text)
        self.said = said
        self.query = query


def answer_in(rules: Sequence[Rule], raw: str) -> Answer:
    """Return the answer that the engine's own words are."""
    values = _values(raw)
    if isinstance(values, EngineError):
        return spoiled(rules, values)
    return answer_of(rules, values[0] if values else None)


def _unproven_keys(rule: Rule | None) -> EngineError:
    words = say("embedded.number_key")
    if rule is None:
        return UnlistedValueError(words)
    return UnlistedValueError(words, file=rule.file, rule=rule.id, plugin=rule.plugin)


def _new_engine() -> Any:
    import regorus

    return regorus.Engine()


def _values(raw: str) -> list[Json] | EngineError:
    """Return the value of a query in a list, empty when it is undefined."""
    try:
        result = decode(raw).get("result", [])
        return [result[0]["expressions"][0]["value"]] if result else []
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        return EngineError(say("embedded.answer", why=attribute.other_failure(str(error), None).words))
