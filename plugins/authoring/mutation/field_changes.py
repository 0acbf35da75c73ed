"""Examples that a rule lets pass, each without one of its fields: a field that nobody misses is evidence of nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from adjudge import Session, Settings
from adjudge.engine import Engine
from adjudge.lib.errors import AdjudgeError
from adjudge.lib.rego.rule import Rule

from ..testing.examples import Example, Judging
from ..testing.places import PolicyHomes
from ..vacuity.mutants import mutants

_SUFFIXES = (".json", ".yaml", ".yml")


class FieldChange(NamedTuple):
    """An example without the field at ``pointer``; ``shape`` is that with ``*`` for positions in lists.

    ``kind`` is what it was judged as, ``judged`` the kind of the rule.
    """

    kind: str
    shape: str
    pointer: str
    judged: str
    path: Path
    content: bytes


class ExampleFields:
    """Takes fields of examples away, and judges what is left: by an engine that stays, if one is given."""

    def __init__(
        self, settings: Settings, places: PolicyHomes, domains: Iterable[str], engine: Engine | None = None
    ) -> None:
        self._judging = Judging(settings, places, domains, engine)
        self._as_they_are: dict[Path, object] = {}

    def changes(self, examples: Iterable[Example]) -> Iterator[FieldChange]:
        """Yield the changes of each example that is one document of JSON or YAML."""
        for example in examples:
            rule = self._judging.rule(example.rule)
            is_one = example.path.suffix.lower() in _SUFFIXES and example.path.is_file()
            if example.side == "allowed" and is_one and isinstance(rule, Rule):
                yield from self._of(example.path, rule.kind)

    def _of(self, path: Path, judged: str) -> Iterator[FieldChange]:
        with Session(path, settings=self._judging.settings(path, judged)) as session:
            asked = [json.loads(text) for file in session.files for text in session.questions(file)]
        if len(asked) != 1:
            return
        kind = asked[0]["artifact"]["kind"]
        for each in mutants(asked[0]["document"], {}, kind=kind, file=path.name):
            if each.change == "absent" and isinstance(each.steps[-1], str):
                content = json.dumps(each.document, ensure_ascii=False).encode()
                yield FieldChange(kind, each.shape, each.pointer, judged, path, content)

    def is_missed(self, change: FieldChange) -> bool:
        """Return whether a rule, the schema or whoever reads it misses the field."""
        if change.path not in self._as_they_are:
            self._as_they_are[change.path] = self._told(change.path, change.judged, None)
        return self._told(change.path, change.judged, change.content) != self._as_they_are[change.path]

    def _told(self, path: Path, judged: str, content: bytes | None) -> object:
        """Return what is found in an example; that a rule does not apply any more is nothing that is found."""
        given = {} if content is None else {str(path): content}
        try:
            with Session(path, settings=self._judging.settings(path, judged), given=given) as session:
                return [
                    (verdict.verdict, [(each.rule, len(each.findings)) for each in verdict.outcomes if each.findings])
                    for verdict in session.verdicts()
                ]
        except AdjudgeError as error:
            return error.message
