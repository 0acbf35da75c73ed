"""Schemas that were imported, beside the originals: the one judges as it always did, the other as adjudge does."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema

from adjudge.lib.schema import Validator, check_schema
from adjudge.plugins.authoring.schema_import.conversion import SchemaConversion
from adjudge.plugins.authoring.schema_import.drafts import DRAFTS
from adjudge.plugins.authoring.schema_import.files import GivenSchemas

OWN: dict[str, Any] = {
    "4": jsonschema.Draft4Validator,
    "6": jsonschema.Draft6Validator,
    "7": jsonschema.Draft7Validator,
    "2019-09": jsonschema.Draft201909Validator,
    "2020-12": jsonschema.Draft202012Validator,
}
VALUES = [None, True, False, 0, 1, -1, 1.5, "", "x", "a b", "1", "true", [], {}, ["x"], {"x": 1}, "${{ x }}", "1.2.3"]


class Pair(NamedTuple):
    """The original by jsonschema in its own draft; what came out by the validator that judges, and by that of authors."""

    original: Any
    judging: Validator
    authors: Any
    schema: dict[str, Any]

    def differs(self, document: object) -> bool:
        """Return whether the three do not agree on a document."""
        answers = {each.is_valid(document) for each in (self.original, self.judging, self.authors)}
        return len(answers) > 1


def converted(path: Path, *more: Path, draft: str | None = None, pointer: str = "", **options: Any) -> SchemaConversion:
    """Return a conversion that is done, with the schema as ``made``."""
    files = GivenSchemas([path, *more], DRAFTS[draft] if draft else None)
    conversion: Any = SchemaConversion(files, options.pop("dropped", frozenset()), **options)
    conversion.files, conversion.made = files, conversion.of(pointer)
    return conversion  # type: ignore[no-any-return]


def pair(path: Path, *more: Path, draft: str | None = None) -> Pair:
    """Import a schema without formats, which jsonschema asserts only where it is asked to."""
    done: Any = converted(path, *more, draft=draft, formats=False)
    assert [each.message for each in done.ledger.problems] == []
    check_schema(done.made, path.name)
    first = done.files.first
    original = OWN[first.draft.name](first.value, registry=done.files.registry)
    authors = jsonschema.Draft202012Validator(done.made)
    return Pair(original, Validator(done.made, path.name), authors, done.made)


def keys(schema: object) -> list[str]:
    """Return the properties that a schema names anywhere."""
    found: set[str] = set()
    todo = [schema]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            found |= properties.keys() if isinstance(properties, dict) else set()
            todo += node.values()
        elif isinstance(node, list):
            todo += node
    return sorted(found) or ["x"]


def changed(document: Any, known: Sequence[str], chance: random.Random) -> Any:
    """Return a document with one or two changes: a part less, more, renamed, or of another value."""
    made = copy.deepcopy(document)
    for _ in range(chance.choice([1, 1, 1, 2])):
        places = list(_places(made))
        if not places:
            return chance.choice(VALUES)
        parent, step = chance.choice(places)
        what = chance.random()
        if what < 0.2:
            del parent[step]
        elif what < 0.4 and isinstance(parent, dict):
            parent[chance.choice([*known, "zz", "x-foo", "1"])] = copy.deepcopy(chance.choice([*VALUES, parent[step]]))
        elif what < 0.5 and isinstance(parent, dict):
            parent[chance.choice(known)] = parent.pop(step)
        elif what < 0.6 and isinstance(parent[step], str) and parent[step]:
            text, at = parent[step], chance.randrange(len(parent[step]))
            parent[step] = text[:at] + chance.choice(["", " ", "$", "A", "1", "."]) + text[at + 1 :]
        elif what < 0.65 and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[step]))
        else:
            parent[step] = copy.deepcopy(chance.choice(VALUES))
    return made


def _places(part: Any) -> Iterator[tuple[Any, Any]]:
    steps = [*part] if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for step in steps:
        yield part, step
        yield from _places(part[step])


def disagreements(judges: Pair, documents: Sequence[Any], *, rounds: int, seed: int = 7) -> tuple[int, int, list[str]]:
    """Return how many documents were judged, how many of them are invalid, and those on which the judges differ."""
    chance, known = random.Random(seed), keys(judges.schema)
    count, invalid, found = 0, 0, []
    for document in documents:
        for each in [document, *(changed(document, known, chance) for _ in range(rounds))]:
            count += 1
            invalid += not judges.judging.is_valid(each)
            if judges.differs(each):
                found.append(json.dumps(each, ensure_ascii=False)[:300])
    return count, invalid, found
