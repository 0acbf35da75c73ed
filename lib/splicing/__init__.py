"""Change one value of a text, and no other byte of it: in JSON, JSON Lines, YAML, TOML and CSV.

Nothing is written out anew. The place is found, the bytes there are exchanged, and the result is read again by the reader
that judges: unless it holds exactly what the old text held, with that one value changed, there is no result. So comments,
order, quotes, indentation and ends of lines stay, and a text that the splicers do not understand is left alone.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from ..documents import Document, Json, Source
from ..errors import ReadError
from ..formats import CORE_SUFFIXES, RECORD_SUFFIXES, read_core, suffix_of
from ..formats.limits import decode
from ..words import say
from .changes import Change, Exchange, SpliceError

__all__ = ("Change", "SpliceError", "spliced")


def spliced(source: Source, changes: Sequence[Change]) -> Source:
    """Return a file with some values changed. Raises SpliceError where that cannot be, or would change more."""
    suffix = suffix_of(source.path)
    name = CORE_SUFFIXES.get(suffix)
    if name is None:
        raise SpliceError(say("splice.format", file=source.path.rpartition("/")[2]))
    try:
        text = decode(source.path, source.data)
        wanted = _values(source, suffix)
    except ReadError as error:
        raise SpliceError(error.words) from error
    for change in changes:
        _make(wanted, change, is_text=name == "csv", is_records=suffix in RECORD_SUFFIXES)
    pieces = list(_splicer(name)(text, changes))
    mark = codecs.BOM_UTF8 if source.data.startswith(codecs.BOM_UTF8) else b""
    try:
        data = mark + _exchanged(text, pieces).encode()
        after = replace(source, data=data, sha256=sha256(data).hexdigest())
        found = _values(after, suffix)
    except (ReadError, UnicodeError) as error:
        raise SpliceError(say("splice.more")) from error
    if _told(found) != _told(wanted):
        raise SpliceError(say("splice.more"))
    return after


def _exchanged(text: str, pieces: Sequence[Exchange]) -> str:
    """Return a text with the pieces in it; of those for one place the first comes first. Raises SpliceError."""
    made, at = [], 0
    for piece in sorted(pieces, key=lambda each: each[:2]):
        if piece.start < at:
            raise SpliceError(say("splice.more"))
        made += [text[at : piece.start], piece.text]
        at = piece.end
    return "".join((*made, text[at:]))


def _splicer(name: str) -> Callable[[str, Sequence[Change]], Iterable[Exchange]]:
    """Return the splicer of a format."""
    match name:
        case "json":
            from .in_json import json_pieces

            return json_pieces
        case "jsonl":
            from .in_json import jsonl_pieces

            return jsonl_pieces
        case "yaml":
            from .in_yaml import yaml_pieces

            return yaml_pieces
        case "toml":
            from .in_toml import toml_pieces

            return toml_pieces
    from .in_csv import csv_pieces

    return csv_pieces


def _values(source: Source, suffix: str) -> list[Json]:
    """Return the values of the documents of a file; None for a record that cannot be read. Raises ReadError."""
    values = [each.value if isinstance(each, Document) else None for each in read_core(source, suffix)]
    shared: list[Json] = json.loads(json.dumps(values))  # what aliases share is no longer shared
    return shared


def _make(values: list[Json], change: Change, *, is_text: bool, is_records: bool) -> None:
    """Make the change in the values. Raises SpliceError where there is no such place."""
    number = change.number if is_records or len(values) > 1 else 1
    if number is None or not 0 < number <= len(values) or not change.steps:
        raise SpliceError(say("splice.nowhere"))
    box = values[number - 1]
    *above, last = change.steps
    for step in above:
        if isinstance(box, dict) and is_text and step not in box:
            box[step] = {}
        inside = isinstance(box, dict) and step in box
        if not inside and not (isinstance(box, list) and isinstance(step, int) and 0 <= step < len(box)):
            raise SpliceError(say("splice.nowhere"))
        box = box[step]
    if isinstance(box, list) and isinstance(last, int) and 0 <= last < len(box):
        box[last] = change.value
    elif isinstance(box, dict) and isinstance(last, str):
        box[last] = change.cell if is_text else change.value
    else:
        raise SpliceError(say("splice.nowhere"))


def _told(values: list[Json]) -> str:
    """Return values as a text in which 1, 1.0 and true differ, and the order of keys does not."""
    return json.dumps(values, sort_keys=True)
