"""Read a keyword library: a CSV file with its ``.meta.yaml`` beside it, or the sample that ships with adjudge.

The CSV is UTF-8 with the header ``term,category`` and, if wished, ``risk`` and ``note``. A category is ``I1`` … ``I11``
(content-ecology#6, illegal), ``U1`` … ``U9`` (content-ecology#7, undesirable), or ``allowed`` for a word that frees the
shorter keywords in it. The meta file says ``updated``, an RFC 3339 time: a file's own time is no evidence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from io import StringIO

from adjudge import Artifact, Document, ReadError, Source
from adjudge.lib.words import say

from .keywords import Entry, Library
from .spelling import spell
from .steps import SpellingSteps

META = ".meta.yaml"
SAMPLE = "sample_library.csv"
_REQUIRED = ("term", "category")
_OPTIONAL = ("risk", "note")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})")
ALLOWED = "allowed"
_CATEGORIES = frozenset(
    (*(f"I{number}" for number in range(1, 12)), *(f"U{number}" for number in range(1, 10)), ALLOWED)
)


def open_library(artifact: Artifact) -> Library:
    """Return the library that the parameters name, else the sample. Raises ReadError when it is missing or wrong."""
    path, steps = artifact.params["keyword_library"], SpellingSteps.of(artifact.params)
    if path is None:
        from importlib.resources import files

        folder = files("adjudge.plugins.domains.content_security")
        return parse(
            SAMPLE, (folder / SAMPLE).read_bytes(), (folder / (SAMPLE + META)).read_bytes(), steps, sample=True
        )
    table, meta = artifact.evidence.parameter(path), artifact.evidence.parameter(path + META)
    if table is None:
        raise ReadError(
            say("domain.no_library"),
            file=path,
        )
    if meta is None:
        raise ReadError(
            say("domain.no_meta", file=path + META),
            file=path,
        )
    return parse(path, table, meta, steps, sample=False)


# By content: a run over a thousand scripts builds the automaton once.
@lru_cache(maxsize=2)
def parse(path: str, table: bytes, meta: bytes, steps: SpellingSteps, *, sample: bool) -> Library:
    """Return a library that is read from a table and its meta file. Raises ReadError for one that is wrong."""
    listed, spellings = _entries(path, table, steps)
    entries, allowed = listed, []
    if any(entry.category == ALLOWED for entry in listed):
        allowed = [entry.term for entry in listed if entry.category == ALLOWED]
        kept = [each for each in zip(listed, spellings, strict=True) if each[0].category != ALLOWED]
        entries, spellings = [entry for entry, _ in kept], [spelling for _, spelling in kept]
    if not entries:
        raise ReadError(say("domain.empty_library"), file=path)
    return Library(
        entries=entries,
        sha256=sha256(table).hexdigest(),
        updated=_updated(path, meta),
        sample=sample,
        allowed=allowed,
        steps=steps,
        spellings=spellings,
    )


def _entries(path: str, table: bytes, steps: SpellingSteps) -> tuple[list[Entry], list[str]]:
    """Return what the table lists, and how it is compared. Raises ReadError at the first line that is wrong."""
    entries: list[Entry] = []
    try:
        for entry in _rows(path, table):
            entries.append(entry)
    except ReadError:
        _spelled(path, entries, steps)  # a line before it may be wrong in another way
        raise
    return entries, _spelled(path, entries, steps)


def _spelled(path: str, entries: Sequence[Entry], steps: SpellingSteps) -> list[str]:
    spellings = spell([entry.term for entry in entries], steps) if entries else []
    if "" in spellings:
        raise ReadError(say("domain.invisible"), file=path, line=entries[spellings.index("")].line)
    return spellings


def _rows(path: str, table: bytes) -> Iterator[Entry]:
    from adjudge.lib.formats.limits import decode

    text = decode(path, table)
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = next(rows, [])
        _check_header(path, header)
        at = {name: header.index(name) for name in header}
        term, category, risk = at["term"], at["category"], at.get("risk")
        for row in rows:
            if not row:
                continue
            if len(row) != len(header):
                raise ReadError(say("domain.cells", cells=len(row), columns=len(header)), file=path, line=rows.line_num)
            if row[category] not in _CATEGORIES:
                raise ReadError(say("domain.category", category=row[category]), file=path, line=rows.line_num)
            stands_for = None if risk is None else row[risk].strip() or None
            yield Entry(row[term].strip(), row[category], rows.line_num, stands_for)
    except csv.Error as error:
        raise ReadError(say("domain.broken_csv", why=str(error)), file=path, line=rows.line_num) from error


def _check_header(path: str, header: Sequence[str]) -> None:
    known = {*_REQUIRED, *_OPTIONAL}
    if not set(_REQUIRED) <= set(header) <= known or len(set(header)) < len(header):
        optional = say("domain.or", one=_OPTIONAL[0], other=_OPTIONAL[1])
        words = say("domain.library_header", header=",".join(header), required=",".join(_REQUIRED), optional=optional)
        raise ReadError(words, file=path, line=1)


def _updated(path: str, meta: bytes) -> str:
    value = read_yaml(path + META, meta).value
    updated = value.get("updated") if isinstance(value, dict) else None
    if not isinstance(updated, str) or not _TIME.fullmatch(updated):
        raise ReadError(
            say("domain.not_updated"),
            file=path + META,
        )
    return updated


def read_yaml(path: str, data: bytes) -> Document:
    """Return the one YAML document in ``data``. Raises ReadError when there is not just one."""
    from pathlib import Path

    from adjudge.lib.formats import read_core

    source = Source(path=path, real=Path(path), data=data, sha256=sha256(data).hexdigest())
    documents = list(read_core(source, ".yaml"))
    if len(documents) != 1:
        raise ReadError(say("domain.documents", number=len(documents)), file=path)
    if isinstance(documents[0], ReadError):
        raise documents[0]
    return documents[0]
