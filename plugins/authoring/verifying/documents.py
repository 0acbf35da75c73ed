"""What a kind is given to judge: made documents, each with a change, wrong types everywhere, and files that mean harm."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any, Literal, NamedTuple, TypeAlias

from adjudge.lib.documents import Json

from ..vacuity.mutants import mutants, places, replaced
from .generation import SchemaDocuments
from .hostile import hostile
from .reference_validator import ReferenceValidator

ExpectedVerdict: TypeAlias = Literal["judged", "refused", "either"]
"""What may become of a file: a document that satisfies its schema is judged; one that does not, never passes."""
_WRONG: tuple[Json, ...] = (None, True, 0, -1e308, "x", "", [], {}, [[]], {"x": {}})
_MADE = 24
"""How many documents are made of a schema, of which those are kept that satisfy it."""


class DocumentFile(NamedTuple):
    """A file of a kind: its name, what it holds, what it is in a word, and what may become of it."""

    name: str
    data: bytes
    label: str
    expected: ExpectedVerdict


class KindDocuments:
    """The files of one kind, the same for the same seed."""

    def __init__(self, kind: str, schema: Mapping[str, Json], seed: int) -> None:
        self.kind, self._schema, self._seed = kind, schema, seed
        self._validator = ReferenceValidator(schema, kind)
        self.differing: list[tuple[str, Json]] = []
        """Documents that jsonschema refuses and jsonschema-rs takes."""
        self.sound: list[Json] = []
        """Those made that both take."""
        told = schema.get("examples", [])
        made = [*SchemaDocuments(schema, seed).documents(_MADE), *(told if isinstance(told, list) else ())]
        for number, document in enumerate(made):
            if self._expected(f"drawn-{number}", document) == "judged":
                self.sound.append(document)

    def files(self, most: int, examples: Iterable[Json] = ()) -> Iterator[DocumentFile]:
        """Yield at most so many files besides hostile ones. ``examples`` are documents that were judged."""
        known = [each for each in examples if self._takes(each)]
        for number, each in enumerate(self.sound):
            yield self._file(f"made-{number}", each)
        for number, each in enumerate(known):
            yield self._file(f"example-{number}", each)
        begun = [*self.sound[:2], *known[:1]]
        absent: list[tuple[str, Json]] = []
        others: list[tuple[str, Json]] = []
        for number, document in enumerate(begun):
            for label, changed in self._changed(document):
                (absent if label.endswith(": absent") else others).append((f"{number}{label}", changed))
        drawn = Random(self._seed)  # noqa: S311  # no secret
        left = max(0, most - len(self.sound) - len(known))
        taken = absent if len(absent) <= left // 2 else drawn.sample(absent, left // 2)
        taken += others if len(others) <= left - len(taken) else drawn.sample(others, left - len(taken))
        for label, each in taken:
            yield self._file(label, each)
        for name, data in hostile(self.sound[0] if self.sound else {}):
            yield self._hostile(name, data)

    def _takes(self, document: Json) -> bool:
        return self._validator.opinions(document).both

    def large(self, size: int) -> Json:
        """Return a document that satisfies the schema, of about so many bytes where its lists may be so long; None for none."""
        best: Json = None
        for items in (4, 16, 64, 256, 1024, 4096):
            document = _wide(SchemaDocuments(self._schema, self._seed, size=items), self._takes, size)
            if document is None:
                break
            best = document
            if len(json.dumps(document)) > size // 2:
                break
        return best

    def _changed(self, document: Json) -> Iterator[tuple[str, Json]]:
        for mutant in mutants(document, self._schema, kind=self.kind, file="", skip=()):
            yield f"{mutant.pointer}: {mutant.change}", mutant.document
        for steps, value in places(document, ()):
            for wrong in _WRONG:
                if _type(wrong) != _type(value):
                    at = "".join(f"/{each}" for each in steps)
                    yield f"{at}: {json.dumps(wrong)}", replaced(document, steps, wrong)

    def _file(self, label: str, document: Json) -> DocumentFile:
        data = json.dumps(document, ensure_ascii=False).encode()
        return DocumentFile("", data, label, self._expected(label, document))

    def _expected(self, label: str, document: Json) -> ExpectedVerdict:
        """Return what may become of a document, and keep it where the validators differ."""
        opinions = self._validator.opinions(document)
        if opinions.judging and not opinions.both:
            self.differing.append((label, document))
        return "judged" if opinions.both else "refused"

    def _hostile(self, name: str, data: bytes) -> DocumentFile:
        """Return a hostile file: of what JSON says without doubt, as YAML does, the schema is asked; the rest is refused."""
        expected: ExpectedVerdict = "refused"
        try:
            document = json.loads(
                data.decode("utf-8-sig"),  # a byte order mark is no part of a text
                parse_constant=_no_number,
                object_pairs_hook=_no_pair_twice,
            )
            expected = "either" if self._takes(document) else "refused"
        except (ValueError, RecursionError):
            pass
        except Exception:  # noqa: BLE001  # nesting or numbers that the validators do not take are no document
            expected = "refused"
        return DocumentFile(name, data, name, expected)


def named(files: Iterable[DocumentFile]) -> list[DocumentFile]:
    """Return files with names of their own, by which they are in order."""
    found = []
    for number, each in enumerate(files):
        suffix = each.name.rpartition(".")[2] or "json"
        found.append(each._replace(name=f"{number:04}.{suffix}"))
    return found


def _wide(made: SchemaDocuments, takes: Callable[[Json], bool], size: int) -> Json:
    """Return the widest document of a few that satisfies the schema and is not far beyond the size."""
    for number in (1, 4, 7):
        document = made.document("most", number)
        if document is not None and len(json.dumps(document)) <= 4 * size and takes(document):
            return document
    return None


def _type(value: Json) -> str:
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _no_pair_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found
