"""Read the formats that the core knows into documents: JSON, JSON Lines, YAML, TOML and CSV.

One meaning for a text, and no guessing: what engines or versions of a format read differently is refused by every
reader (see :mod:`adjudge.lib.formats.limits`). Each format's module is imported when a file of it is read, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ReadError
from ..words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..documents import Document, Json, Source

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
    """Return the suffix of a file, lower-case, with the dot; empty where it has none."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def read_core(source: Source, suffix: str) -> Iterator[Document | ReadError]:
    """Read a file of a core format, lazily.

    JSON and TOML give one document, YAML one for each of its documents. JSONL and CSV give exactly one item for each
    record, in order: its document, or the ReadError that spoils it alone, so that the others keep their verdict.

    Raises ReadError, when the iterator is advanced, for a file that is not what its suffix says or holds nothing.
    """
    match CORE_SUFFIXES.get(suffix):
        case "json":
            from .json import read_json

            yield read_json(source)
        case "jsonl":
            from .json import read_jsonl

            yield from read_jsonl(source)
        case "yaml":
            from .yaml import read_yaml

            yield from read_yaml(source)
        case "toml":
            from .toml import read_toml

            yield read_toml(source)
        case "csv":
            from .csv import read_csv

            yield from read_csv(source)
        case _:
            unknown = say("read.no_reader", suffix=suffix) if suffix else say("read.no_suffix")
            raise ReadError(unknown, file=source.path)


def entries(source: Source, records: Iterable[Document | ReadError], meta: tuple[str, Document] | None) -> Document:
    """Make one document, ``{"entries": […]}``, of the records of ``source``; see :mod:`adjudge.lib.formats.records`."""
    from .records import as_document

    return as_document(source, records, meta)


def plain(value: Json) -> Json:
    """Return ``value`` as every core reader would have given it. Raises ValueError or TypeError for what all refuse."""
    from json import dumps

    from .json import loads

    return loads(dumps(value, allow_nan=False))


def typer(schema: Json) -> Callable[[Json], Json]:
    """Prepare to give CSV cells the types that ``schema`` wants; see :mod:`adjudge.lib.formats.cells`."""
    from .cells import Typer

    return Typer(schema)
