"""Why a test fails: its first statement that does not hold, and the values in it.

The engine is asked again, with rules behind the test file's own text that have the beginning of the test as their body: how
far does it come, and what is each part there? So it is the engine that judges that tells, whichever it is. What cannot be
asked so is left out; whether a test passes never hangs on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError, EngineError
from adjudge.lib.rego.bodies import COMPARISONS, Statement, StatementParts, expression, names
from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import column_of, line_of

from .questions import SPACE, AskedRule, program
from .rego_files import RegoFile, RegoTest, bodies
from .results import Ran, Replaced, Sides, SubCase, Why
from .suite import Loaded, Suite, asked, loaded_each, printing

MOST_STATEMENTS = 60
"""Of a longer body nothing is told: what is asked grows with its square."""

_DEEP = 3
"""How many `every` in one another are followed."""
_MEASURED = re.compile(r"count\((.*)\)", re.DOTALL)
_LITERAL = re.compile(r'-?[0-9"`{\[]|true\b|false\b|null\b|set\(\)')
_NAME = re.compile(r"[A-Za-z]\w*")


class _Failing(NamedTuple):
    """A body of which the failing statement is wanted: of a test, or of one case of a table.

    ``known`` is what was told of the outer one where it is the body of an `every`.
    """

    file: RegoFile
    test: RegoTest
    case: tuple[str, ...] | None
    statements: tuple[Statement, ...]
    known: Why | None = None
    deep: int = 0


class FailureReasons:
    """Tells why tests have failed, many at once."""

    def __init__(self, suite: Suite) -> None:
        self._suite, self._engine = suite, suite.engine
        self._numbers = count(1)

    def explained(self, failed: Iterable[tuple[RegoFile, RegoTest, Ran]]) -> list[Ran]:
        """Return the same results, each with why it failed, as far as that can be told."""
        rows = list(failed)
        bodies_ = [body for file, test, ran in rows for body in _bodies(file, test, ran)]
        found: dict[tuple[str, tuple[str, ...] | None], Why] = {}
        while bodies_:
            deeper: list[_Failing] = []
            for body, why, inner in self._round(bodies_):
                found[body.test.id, body.case] = why
                if inner is not None:
                    deeper.append(inner)
            bodies_ = deeper
        return [
            ran._replace(
                why=found.get((ran.id, None)),
                cases=tuple(SubCase(each.name, each.passed, found.get((ran.id, each.name))) for each in ran.cases),
            )
            for _, _, ran in rows
        ]

    def _round(self, wanted: Sequence[_Failing]) -> Iterator[tuple[_Failing, Why, _Failing | None]]:
        """Ask about bodies at once; about each alone, and at last only how far it comes, where that is refused."""
        by_file: dict[str, list[_Failing]] = {}
        for each in wanted:
            by_file.setdefault(each.file.module.file, []).append(each)
        whole = {file: self._asking(found) for file, found in by_file.items()}
        with printing():
            loaded = self._loaded(whole.values())
            for file, found in by_file.items():
                if not isinstance(loaded[whole[file].kind], AdjudgeError):
                    yield from _told(whole[file], loaded[whole[file].kind])
                    continue
                for each in found:
                    for plain in (False, True):
                        alone = self._asking([each], plain=plain)
                        session = self._loaded([alone])[alone.kind]
                        if not isinstance(session, AdjudgeError):
                            yield from _told(alone, session)
                            break

    def _asking(self, wanted: Sequence[_Failing], *, plain: bool = False) -> _Reasoning:
        return _Reasoning(f"{SPACE}.why_{next(self._numbers)}", wanted, plain=plain)

    def _loaded(self, wanted: Iterable[_Reasoning]) -> Mapping[str, Loaded]:
        programs = []
        found: dict[str, Loaded] = {}
        for each in wanted:
            file = each.bodies[0].file
            try:
                modules = self._suite.policies(file.domain).reached(file)
                text = "\n".join((file.asked, *each.rules()))
                modules = [
                    Module(module.file, text, module.plugin) if module.file == file.module.file else module
                    for module in modules
                ]
                data = self._suite.data(file.domain, modules)
            except AdjudgeError as error:
                found[each.kind] = error
                continue
            programs.append(program(each.kind, file.module.plugin, list(each.questions()), modules, data))
        return found | loaded_each(self._engine, programs)


def explain(suite: Suite, file: RegoFile, test: RegoTest, ran: Ran) -> Ran:
    """Return a result with why it failed, as far as that can be told."""
    return FailureReasons(suite).explained([(file, test, ran)])[0]


def _bodies(file: RegoFile, test: RegoTest, ran: Ran) -> Iterator[_Failing]:
    statements = test.clause.statements
    if ran.result != "failed" or not 0 < len(statements) <= MOST_STATEMENTS:
        return
    if test.sort == "test":
        yield _Failing(file, test, None, statements)
    for case in ran.cases:
        if not case.passed:
            keys = f"[{', '.join(test.clause.keys)}] == {_names(case.name)}"
            only = Statement(keys, test.clause.statements[0].offset)
            yield _Failing(file, test, case.name, (*statements[: test.bound], only, *statements[test.bound :]))


def _names(path: Sequence[str]) -> str:
    """Return the keys of a case as Rego; those that are no text are shown as JSON."""
    return json.dumps(list(path), ensure_ascii=False)


class _Reasoning:
    """What is asked about some bodies of one file. ``plain`` asks only how far they come."""

    def __init__(self, kind: str, found: Sequence[_Failing], *, plain: bool) -> None:
        self.kind, self.bodies, self.plain = kind, tuple(found), plain

    def rules(self) -> Iterator[str]:
        """Yield the rules that stand behind the file's own text."""
        for number, body in enumerate(self.bodies):
            yield f"_adjudge_far_{number} contains 0"
            for place in range(1, len(body.statements) + 1):
                yield _rule(f"_adjudge_far_{number}", str(place), body.statements[:place])
            if not self.plain:
                for place in range(len(body.statements)):
                    yield f"_adjudge_at_{number}_{place} contains []"
                    for key, value, statements in _parts(body, place):
                        yield _rule(f"_adjudge_at_{number}_{place}", f'["{key}", {value}]', statements)

    def questions(self) -> Iterator[AskedRule]:
        """Yield what is asked for each of those rules."""
        for number, body in enumerate(self.bodies):
            parts = range(0 if self.plain else len(body.statements))
            for name in (f"far_{number}", *(f"at_{number}_{place}" for place in parts)):
                value = f"found if some found in data.{body.file.package}._adjudge_{name} with input as {{}}"
                yield AskedRule(name, body.test.id, {"deny": value})


def _rule(name: str, value: str, statements: Sequence[Statement]) -> str:
    return f"{name} contains {value} if {{\n{bodies(statements)}\n}}"


def _parts(body: _Failing, place: int) -> Iterator[tuple[str, str, tuple[Statement, ...]]]:
    """Yield what is asked about a statement: the name of the answer, the value, and the body by which it is had."""
    before, statement = body.statements[:place], body.statements[place]
    parts = expression(statement.text)
    inner = expression(parts.left) if parts.sign == "not" else parts
    behind = parts.replacing

    def valued(*terms: str) -> tuple[Statement, ...]:
        more = [Statement(f"adjudge_{number} := {term}{behind}", 0) for number, term in enumerate(terms)]
        return (*before, *more)

    if inner.sign in (*COMPARISONS, "in"):
        yield "sides", "[adjudge_0, adjudge_1]", valued(inner.left, inner.right)
        yield "left", "adjudge_0", valued(inner.left)
        yield "right", "adjudge_0", valued(inner.right)
    elif inner.sign == "" and inner.left:
        yield "found", "adjudge_0", valued(inner.left)
    elif parts.sign == "some" and parts.right:
        yield "found", "adjudge_0", valued(parts.right)
    elif parts.sign == "every":
        through = Statement(f"some {parts.left} in {parts.right}", 0)
        yield "all", f"[{parts.left}]", (*before, through)
        yield "good", f"[{parts.left}]", (*before, through, *parts.body)
    measured = _MEASURED.fullmatch(inner.left)
    if measured is not None and inner.sign:
        yield "measured", "adjudge_0", valued(measured[1])
    for name in sorted(_bound(before) & names(statement.text)):
        yield "variable", f'["{name}", {name}]', before
    for other, target, value in _replacing(body, place):
        yield (
            "replaced",
            f"[{json.dumps(target)}, adjudge_0]",
            (
                *body.statements[:other],
                Statement(f"adjudge_0 := {value}", 0),
            ),
        )


def _bound(before: Sequence[Statement]) -> frozenset[str]:
    """Return the names that statements bind."""
    found: set[str] = set()
    for each in before:
        parts = expression(each.text)
        if parts.sign in (":=", "some") and (parts.sign == ":=" or parts.right):
            found |= {name for name in names(parts.left) if name != "_" and _NAME.fullmatch(name)}
    return frozenset(found)


def _replacing(body: _Failing, place: int) -> Iterator[tuple[int, str, str]]:
    """Yield what a statement is asked with, and what its variables were: where that stands, the target, the value."""
    used = names(body.statements[place].text)
    for other in (*range(place), place):
        parts = expression(body.statements[other].text)
        if other == place or (parts.sign == ":=" and names(parts.left) & used):
            for target, value in parts.withs:
                yield other, target, value


def _told(asking: _Reasoning, session: Loaded) -> Iterator[tuple[_Failing, Why, _Failing | None]]:
    """Yield what an engine says of each body, and the body of an `every` that does not hold."""
    assert not isinstance(session, AdjudgeError)
    for number, body in enumerate(asking.bodies):
        far = asked(session, asking.kind, f"far_{number}")
        if isinstance(far, EngineError):
            continue
        place = max(far["deny"][0])
        if place >= len(body.statements):
            continue
        answer = None if asking.plain else asked(session, asking.kind, f"at_{number}_{place}")
        if answer is None or isinstance(answer, EngineError):
            yield _why(body, place, None)
        else:
            yield _why(body, place, [each for each in answer["deny"][0] if each])


def _why(body: _Failing, place: int, said: Sequence[Sequence[Json]] | None) -> tuple[_Failing, Why, _Failing | None]:
    statement = body.statements[place]
    parts = expression(statement.text)
    inner = expression(parts.left) if parts.sign == "not" else parts
    by_name: dict[str, list[Json]] = {}
    for key, value in said or ():
        by_name.setdefault(str(key), []).append(value)
    bad = [each for each in by_name.get("all", ()) if each not in by_name.get("good", ())]
    known = body.known
    text = body.file.module.text
    why = Why(
        line=line_of(text, statement.offset),
        column=column_of(text, statement.offset),
        statement=statement.text,
        sign=f"not {inner.sign}".strip() if parts.sign == "not" else inner.sign,
        sides=_sides(inner, by_name) if said is not None and inner.sign in (*COMPARISONS, "in") else None,
        found=tuple(by_name.get("found", ())),
        measured=tuple(by_name.get("measured", ())),
        variables=tuple(sorted((str(name), value) for name, value in by_name.get("variable", ()))),
        replaced=tuple(Replaced(str(target), value) for target, value in by_name.get("replaced", ())),
        element=(known.element if known is not None else ()) + tuple(bad[0] if bad else ()),
        untold=said is None,
    )
    if not bad or body.deep >= _DEEP:
        return body, why, None
    shift = statement.offset
    only = (
        *body.statements[:place],
        Statement(f"some {parts.left} in {parts.right}", shift),
        Statement(f"[{parts.left}] == {json.dumps(bad[0], ensure_ascii=False)}", shift),
        *(Statement(each.text, each.offset + shift) for each in parts.body),
    )
    return body, why, body._replace(statements=only, known=why, deep=body.deep + 1)


def _sides(parts: StatementParts, by_name: Mapping[str, list[Json]]) -> Sides:
    """Return what was compared: what is written out is what was expected, else what stands on the right."""
    both = by_name.get("sides", ())
    left = tuple(each[0] for each in both) or tuple(by_name.get("left", ()))
    right = tuple(each[1] for each in both) or tuple(by_name.get("right", ()))
    swapped = _LITERAL.match(parts.left) is not None and _LITERAL.match(parts.right) is None
    return Sides(actual=right, expected=left) if swapped else Sides(actual=left, expected=right)
