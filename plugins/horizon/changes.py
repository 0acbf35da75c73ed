"""On which of the coming days the rules of an artifact can say something else than the day before.

Only rules whose policies read the clock are asked, with what else they read of the artifact, for many days at once. What
such a rule answers follows from that input alone, so that the same answer on two days is the same outcome on both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge import Watcher
from adjudge.lib.clock import format_as_of
from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError
from adjudge.lib.rego.reach import reached
from adjudge.lib.rego.scan import scan

if TYPE_CHECKING:
    from adjudge import JudgedKind, Session
    from adjudge.engine import Answer, EngineSession
    from adjudge.lib.rego.rule import Rule

MAX_KEPT = 256 << 20
"""Characters of policy inputs that are kept; an artifact beyond them is judged on each day."""
_BATCH = 512
_CLOCK = "input.as_of"


class InputParts(NamedTuple):
    """What policies read of their input: its parts, and the keys of the document; None where it may be all of it."""

    parts: frozenset[str] | None
    keys: frozenset[str] | None

    @property
    def clock(self) -> bool:
        """Whether they may read the clock."""
        return self.parts is None or "as_of" in self.parts

    def part_of(self, question: Mapping[str, Json]) -> dict[str, Json]:
        """Return as much of a policy input as they read, the clock left out."""
        parts = {name: value for name, value in question.items() if self.parts is None or name in self.parts}
        parts.pop("as_of", None)
        document = parts.get("document")
        if self.keys is not None and isinstance(document, dict):
            parts["document"] = {key: value for key, value in document.items() if key in self.keys}
        return parts


def reads(texts: Iterable[str]) -> InputParts:
    """Return what policies read of ``input``; what the scan cannot follow may be all of it."""
    parts: set[str] = set()
    keys: set[str] = set()
    whole = False
    for text in texts:
        found = scan(text)
        if found.template is not None:
            return InputParts(None, None)
        for name in found.names:
            first, *rest = name.text.split(".")
            if first == "data" and not rest:
                return InputParts(None, None)
            if first != "input":
                continue
            if not rest:
                return InputParts(None, None)
            parts.add(rest[0])
            if rest[0] == "document":
                whole = whole or len(rest) == 1
                keys.update(rest[1:2])
    return InputParts(frozenset(parts), None if whole else frozenset(keys))


class Questions(Watcher):
    """Keeps the latest policy input of each artifact, as far as there is room."""

    def __init__(self) -> None:
        self.latest: dict[str, str] = {}
        self.dropped: set[str] = set()
        self._size = 0

    def question(self, path: str, text: str) -> None:
        """Keep an input."""
        self._size += len(text) - len(self.latest.pop(path, ""))
        if self._size > MAX_KEPT:
            self._size -= len(text)
            self.dropped.add(path)
        else:
            self.latest[path] = text


class Timetable:
    """Asks the rules that read the clock, for all days at once. Raises AdjudgeError where an engine loads no part of a kind."""

    def __init__(self, session: Session, days: Sequence[datetime]) -> None:
        self._days = days
        self._zones = session
        self._standing: dict[str, list[bool]] = {}
        self._reads: dict[str, InputParts] = {}
        self._answers: dict[tuple[str, str], list[bool]] = {}
        programs = []
        for judged in session.judged_kinds():
            rules = judged.program.rules
            self._standing[judged.kind] = self._stand(rules)
            timed = [rule for rule in rules if _reads_of([rule], judged).clock]
            if timed:
                self._reads[judged.kind] = _reads_of(timed, judged)
                programs.append(session.settings.catalogue.program(judged.kind, timed))
        self._engine: EngineSession | None = session.engine.load(programs) if programs else None

    def of(self, kind: str, question: Mapping[str, Json]) -> list[bool]:
        """Return for each day but the first whether the rules of a kind may say something else than the day before."""
        changes = self._standing.get(kind)
        if changes is None:  # a kind that came up only later
            return [True] * (len(self._days) - 1)
        if kind not in self._reads or self._engine is None:
            return changes
        asked = json.dumps(self._reads[kind].part_of(question), ensure_ascii=False)
        key = (kind, asked if len(asked) < 4096 else "")
        if not key[1] or key not in self._answers:
            self._answers[key] = _changes(list(map(_told, self._answers_of(self._engine, kind, asked))))
        return [one or other for one, other in zip(changes, self._answers[key], strict=True)]

    def _answers_of(self, engine: EngineSession, kind: str, asked: str) -> Iterator[Answer]:
        comma = "" if asked == "{}" else ", "
        texts = [f'{asked[:-1]}{comma}"as_of": "{format_as_of(day)}"}}' for day in self._days]
        for begin in range(0, len(texts), _BATCH):
            yield from engine.ask(kind, texts[begin : begin + _BATCH])()

    def _stand(self, rules: Sequence[Rule]) -> list[bool]:
        """Return on which days a rule, or a code of it, begins or ends; each does once, so that first and last day say whether any does."""
        parts = [part for rule in rules for part in rule.each()]
        first, last = ([self._stands(part, self._days[at]) for part in parts] for at in (0, -1))
        moving = [part for part, one, other in zip(parts, first, last, strict=True) if one != other]
        return _changes([[self._stands(rule, day) for rule in moving] for day in self._days])

    def _stands(self, rule: Rule, day: datetime) -> object:
        try:
            return self._zones.standing(rule, day)
        except AdjudgeError:
            return object()  # unlike any other: judge, and see


def _reads_of(rules: Sequence[Rule], judged: JudgedKind) -> InputParts:
    return reads(module.text for module in reached(rules, judged.program.modules))


def _told(answer: Answer) -> object:
    """Return what an answer says; one with an error is like no other."""
    try:
        return json.dumps(answer.rules, sort_keys=True)
    except TypeError:
        return object()


def _changes(said: Sequence[Any]) -> list[bool]:
    """Return for each but the first whether it differs from the one before."""
    return [one != other for one, other in pairwise(said)]


class Calendar:
    """Which files are to be judged on which day, and which because another one changed."""

    def __init__(self, session: Session, days: Sequence[datetime], questions: Questions) -> None:
        self._timetable = Timetable(session, days)
        self._questions = questions
        self._seen: dict[str, Json] = {}
        self._on: dict[str, list[bool]] = {}
        self._related: dict[str, frozenset[str]] = {}
        self._files: dict[str, str] = {}

    def take(self, path: str, file: str, *, asked: bool) -> None:
        """Look at the latest question of an artifact; its rules need not be ``asked`` where it is judged on each day."""
        text = self._questions.latest.get(path)
        if text is None:
            return
        question = json.loads(text)
        question.pop("as_of")
        if self._seen.get(path) == _mark(question):
            return
        self._seen[path] = _mark(question)
        self._files[path] = file
        self._related[path] = frozenset(
            str(each["path"]).partition("#")[0] for each in question["related"] if each["kind"] is not None
        ) - {file}
        if asked:
            self._on[path] = self._timetable.of(question["artifact"]["kind"], question)

    def due(self, day: int) -> set[str]:
        """Return the files of artifacts of which a rule may say something else on a day (from 1) than the day before."""
        return {self._files[path] for path, changes in self._on.items() if changes[day - 1]}

    def naming(self, files: Iterable[str]) -> set[str]:
        """Return the files of artifacts that name one of these."""
        wanted = set(files)
        return {self._files[path] for path, related in self._related.items() if related & wanted}

    @property
    def is_empty(self) -> bool:
        """Whether no rule says anything else on any day."""
        return not any(any(changes) for changes in self._on.values())


def _mark(question: Mapping[str, Json]) -> Json:
    """Return what of a question may change from day to day, the clock aside: the rest is the file's."""
    return [
        question["facts"],
        [
            (each["pointer"], each["path"], each["kind"], each["verdict"], each["document"] is None)
            for each in question["related"]
        ],
    ]
