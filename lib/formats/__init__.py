"""Read the formats that the core knows into documents: JSON, JSON Lines, YAML, TOML and CSV.

One meaning for a text, and no guessing: what engines or versions of a format read differently is refused by every
reader (see :mod:`adjudge.lib.formats.limits`). Each format's module is imported when a file of it is read, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..durations import each_measured
from ..errors import ReadError
from ..words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..documents import Document, Json, Source
    from ..pieces import Pieces
    from .comments import Comment
    from .tags import Tag

CORE_SUFFIXES = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".csv": "csv",
}
"""The reader's name for each suffix, lower-case, with the dot."""

RECORD_SUFFIXES = frozenset({".jsonl", ".csv"})
"""The formats that are read record by record."""


def suffix_of(path: str) -> str:
    """Return the suffix of a file's name, lower-case, with the dot; empty where there is none."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def read_core(source: Source, suffix: str, tags: Mapping[str, Tag] | None = None) -> Iterator[Document | ReadError]:
    """Read a file of a core format, lazily.

    JSON and TOML give one document, YAML one for each of its documents. JSONL and CSV give exactly one item for each
    record, in order: its document, or the ReadError that spoils it alone, so that the others keep their verdict.
    ``tags`` are those that YAML may have besides its own.

    Raises ReadError, when the iterator is advanced, for a file that is not what its suffix says or holds nothing.
    """
    steps = each_measured("artifact", source.path, _read(source, suffix, tags), times=0)
    return each_measured("reader", CORE_SUFFIXES.get(suffix, ""), steps)


def _read(source: Source, suffix: str, tags: Mapping[str, Tag] | None) -> Iterator[Document | ReadError]:
    match CORE_SUFFIXES.get(suffix):
        case "json":
            from .json import read_json

            yield read_json(source)
        case "jsonl":
            from .json import read_jsonl

            yield from read_jsonl(source)
        case "yaml":
            from .scalars import CORE
            from .yaml import read_yaml

            yield from read_yaml(source, CORE._replace(tags=tags) if tags else CORE)
        case "toml":
            from .toml import read_toml

            yield read_toml(source)
        case "csv":
            from .csv import read_csv

            yield from read_csv(source)
        case _:
            unknown = say("read.no_reader", suffix=suffix) if suffix else say("read.no_suffix")
            raise ReadError(unknown, file=source.path)


def entries(source: Source | Pieces, records: Iterable[Document | ReadError], meta: Source | None) -> Document:
    """Make one document, ``{"entries": […]}``, of the records of ``source``; see :mod:`adjudge.lib.formats.records`.

    ``meta`` is the YAML file with its other fields, if there is one. Raises ReadError where that is not one mapping of scalars.
    """
    from .records import as_document

    return as_document(source, records, None if meta is None else (meta.path, _only_document(meta)))


def _only_document(source: Source) -> Document:
    found = list(read_core(source, ".yaml"))
    if len(found) != 1 or isinstance(found[0], ReadError) or not isinstance(found[0].value, dict):
        raise ReadError(say("judge.meta"), file=source.path)
    return found[0]


def comments_of(suffix: str, take: Callable[[], Source]) -> list[Comment]:
    """Return the comments of a file of a core format, taken only where that has some; see :mod:`.comments`."""
    from .comments import core_comments

    return core_comments(suffix, take)


def plain(value: Json) -> Json:
    """Return ``value`` as every core reader would have given it. Raises ValueError or TypeError for what all refuse."""
    from json import dumps

    from .json import loads

    return loads(dumps(value, allow_nan=False))


def typer(schema: Json) -> Callable[[Json], Json]:
    """Prepare to give CSV cells the types that ``schema`` wants; see :mod:`adjudge.lib.formats.cells`."""
    from .cells import Typer

    return Typer(schema)
