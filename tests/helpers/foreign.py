"""Policies in the style of those that people bring along (tests/data/foreign), and documents that suit them ill."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "data" / "foreign"
PACKAGE = FOLDER / "adjudge_foreign"
AS_OF = "2026-12-15T12:00:00Z"
# What an author did not think of: other types, the edges of texts and numbers, what looks like something else.
STRANGE = (
    None,
    True,
    False,
    0,
    -1,
    7,
    1.5,
    2.0,
    8080,
    2**31,
    9007199254740993,
    "",
    " ",
    "0",
    "５",
    "a",
    "*",
    "latest",
    "İstanbul",
    "ΟΔΟΣ",
    "straße",
    "é🎉",
    "a:b:c",
    "x/y@z",
    "1.2.3",
    "v1.2.3",
    "1e3",
    "256Mi",
    "2026-11-31T00:00:00Z",
    "2026-11-30T00:00:00z",
    "a\nb",
    [],
    {},
    [None],
    ["a", "a"],
    [["*"]],
    {"name": "x"},
    {"0": 1},
)


def files() -> dict[str, str]:
    """Return the plugin's files, for a wheel."""
    return {
        file.relative_to(FOLDER).as_posix(): file.read_text("utf-8")
        for file in sorted(PACKAGE.rglob("*"))
        if file.suffix in (".py", ".rego", ".json", ".yaml")
    }


def samples(name: str) -> list[Any]:
    """Return the documents that the authors of a kind's policies had in mind."""
    found: list[Any] = json.loads((FOLDER / "documents" / f"{name}.json").read_text("utf-8"))
    return found


def documents(name: str, count: int) -> Iterator[Any]:
    """Yield ``count`` documents of a kind: the samples, then samples that were disturbed, always the same ones."""
    known = samples(name)
    yield from known[:count]
    chance = random.Random(name)
    for _ in range(count - len(known)):
        document = copy.deepcopy(chance.choice(known))
        for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
            disturb(document, chance)
        yield document


def disturb(document: Any, chance: random.Random) -> None:
    """Take a member of a document away, or put something else into its place."""
    places = list(_places(document))
    if not places:
        return
    holder, step, value = chance.choice(places)
    ways: tuple[Callable[[], Any], ...] = (
        lambda: holder.pop(step),
        lambda: _put(holder, step, chance.choice(STRANGE)),
        lambda: _put(holder, step, chance.choice(places)[2]),
        lambda: _put(holder, step, [value]),
        lambda: _put(holder, step, _changed(value, chance)),
    )
    chance.choice(ways)()


def question(document: Any) -> str:
    """Return the policy input of a document."""
    artifact = {"path": "a.json", "kind": "foreign", "sha256": "0" * 64, "size": 1}
    asked = {"artifact": artifact, "document": document, "related": [], "facts": {}, "as_of": AS_OF}
    return json.dumps(asked, ensure_ascii=False)


def _places(value: Any) -> Iterator[tuple[Any, Any, Any]]:
    members = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield value, step, member
        yield from _places(member)


def _put(holder: Any, step: Any, value: Any) -> None:
    holder[step] = copy.deepcopy(value)


def _changed(value: Any, chance: random.Random) -> Any:
    if isinstance(value, str):
        return chance.choice(
            (value.upper(), value.title(), f" {value}", f"{value}\n", value[::-1], f"{value}é", value[:3])
        )
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, int | float):
        return chance.choice((-value, value + 1, str(value), value * 1000, value / 3))
    if isinstance(value, list):
        return [*value, *value]
    return {str(name).upper(): member for name, member in value.items()}
