"""Which changes may pass unnoticed, and why: a file of sentences that people have read, each of which is still needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from adjudge.lib.documents import Source
from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.formats import read_core
from adjudge.lib.opening import read_regular
from adjudge.lib.system import reason
from adjudge.lib.words import say

DEFAULT = Path("tests", "mutation.yaml")

_CHANGE, _FIELD = ("file", "before", "after"), ("kind", "field")


class ReviewedChange(NamedTuple):
    """One entry: ``key`` is what it is about, as :func:`key_of_change` and :func:`key_of_field` say it."""

    key: tuple[str, ...]
    reason: str
    line: int


def key_of_change(file: str, before: str, after: str) -> tuple[str, ...]:
    """Return how an entry names a change of a policy: its file, the lines that go, and those that come."""
    return file, _plain(before), _plain(after)


def key_of_field(kind: str, field: str) -> tuple[str, ...]:
    """Return how an entry names a field: its kind and its pointer, with ``*`` for positions in lists."""
    return kind, field


def read_reviewed(path: Path, shown: str) -> list[ReviewedChange]:
    """Return the entries of a file. Raises UsageError for one that lacks something, has more, or gives no sentence."""
    try:
        source = Source(path=shown, real=path, data=read_regular(path), sha256="")
    except OSError as error:
        raise UsageError(say("mutate.reviewed_unreadable", why=reason(error)), file=shown) from error
    try:
        documents = list(read_core(source, ".yaml"))
    except ReadError as error:
        raise UsageError(error.words, file=shown, line=error.line, column=error.column, hint=error.next) from error
    document = documents[0] if len(documents) == 1 else None
    if document is None or isinstance(document, ReadError):
        raise UsageError(say("mutate.reviewed_shape"), file=shown)
    value = document.value
    if not isinstance(value, dict) or not set(value) <= {"changes", "fields"}:
        raise UsageError(say("mutate.reviewed_shape"), file=shown)
    found: dict[tuple[str, ...], ReviewedChange] = {}
    for group, members in (("changes", _CHANGE), ("fields", _FIELD)):
        entries = value.get(group, [])
        if not isinstance(entries, list):
            raise UsageError(say("mutate.reviewed_shape"), file=shown)
        for number, entry in enumerate(entries):
            line = document.locate((group, number)).line
            made = _entry(entry, members, line, shown)
            if made.key in found:
                raise UsageError(say("mutate.reviewed_twice", line=found[made.key].line), file=shown, line=line)
            found[made.key] = made
    return list(found.values())


def _entry(entry: object, members: tuple[str, ...], line: int, shown: str) -> ReviewedChange:
    names = (*members, "reason")
    if (
        not isinstance(entry, dict)
        or set(entry) != set(names)
        or not all(isinstance(each, str) for each in entry.values())
    ):
        raise UsageError(say("mutate.reviewed_entry", names=list(names)), file=shown, line=line)
    reason = " ".join(entry["reason"].split())
    if not reason.endswith((".", "。")):  # as a sentence in Chinese ends
        raise UsageError(say("mutate.reviewed_reason"), file=shown, line=line)
    values = [entry[name] for name in members]
    key = key_of_change(*values) if members is _CHANGE else key_of_field(*values)
    return ReviewedChange(key, reason, line)


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def skeleton(changes: Iterable[Mapping[str, Any]], fields: Iterable[Mapping[str, Any]]) -> str:
    """Return entries to be filled in, as YAML: a reason that is missing is the word TODO, which is no sentence."""
    lines: list[str] = []
    for group, entries in (("changes", list(changes)), ("fields", list(fields))):
        lines += [f"{group}:"] if entries else []
        for entry in entries:
            marks = ["-"] + [" "] * len(entry)
            lines += (
                f"  {mark} {name}: {_quoted(value)}" for mark, (name, value) in zip(marks, entry.items(), strict=False)
            )
            lines.append("    reason: TODO")
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
