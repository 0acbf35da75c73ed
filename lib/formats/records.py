"""Records as one document, for a kind whose artifact is the whole file: ``{"entries": […]}``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..documents import Document, EvidenceFile, Json, Place, Source, Steps
from ..errors import ReadError
from ..pieces import Pieces
from ..words import say

ENTRIES = "entries"


def as_document(
    source: Source | Pieces, records: Iterable[Document | ReadError], meta: tuple[str, Document] | None
) -> Document:
    """Make one document of the records of ``source``, with the scalar fields of its sibling beside ``entries``.

    ``meta`` is the sibling's name and its document; places in it carry that name as their file. Raises ReadError for
    a record that could not be read, and for a sibling that is no mapping of scalars or has ``entries`` itself.
    """
    documents = []
    for record in records:
        if isinstance(record, ReadError):
            raise record
        documents.append(record)
    fields = _fields(*meta) if meta else {}
    beside = (EvidenceFile(path=meta[0], sha256=meta[1].sha256),) if meta else ()
    return Document(
        value={**fields, ENTRIES: [document.value for document in documents]},
        locate=_locator([document.locate for document in documents], meta),
        sha256=source.sha256,
        size=source.size,
        cells=any(document.cells for document in documents),
        beside=beside,
    )


def _fields(name: str, meta: Document) -> dict[str, Json]:
    assert isinstance(meta.value, dict)  # whoever read it has seen to that
    for key, value in meta.value.items():
        if key == ENTRIES or isinstance(value, dict | list):
            what = say("read.entries_here") if key == ENTRIES else say("read.no_scalar", key=key)
            place = meta.locate((key,))
            raise ReadError(what, file=name, line=place.line, column=place.column)
    return dict(meta.value)


def _locator(records: list[Callable[[Steps], Place]], meta: tuple[str, Document] | None) -> Callable[[Steps], Place]:
    def locate(steps: Steps) -> Place:
        match steps:
            case (str() as name, int() as index, *rest) if name == ENTRIES and 0 <= index < len(records):
                return records[index](tuple(rest))
            case (str() as key, *_) if meta is not None and key != ENTRIES:
                return meta[1].locate(steps)._replace(file=meta[0])
        return Place(line=1, column=1)

    return locate
