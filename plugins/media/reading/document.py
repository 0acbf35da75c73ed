"""Make the document of a media file: container, streams, tags, and each label with its place."""

from __future__ import annotations

from adjudge import Document, Json, Place, ReadError
from adjudge.lib.documents import Steps
from adjudge.lib.formats import suffix_of
from adjudge.lib.pieces import Pieces
from adjudge.lib.words import say

from ..containers.recognition import Recognised, recognise
from ..containers.window import MediaWindow
from .entries import CUT, TagEntry, is_label
from .label import parse
from .streams import media_of
from .tags import entries_of

_MOST_TAGS, _MOST_LABELS = 200, 200
_LONGEST_BOX = 300
_SAMPLES = frozenset(("pcm",))
"""Names of files of samples and nothing else: by their bytes they could be anything."""


def read_media(source: Pieces) -> list[Document]:
    """Return the document of a media file. Raises ReadError for what is no media file, or none that is whole."""
    window = MediaWindow(source)
    extension = suffix_of(source.path).removeprefix(".")[:32]
    found = _container(window, extension)
    labels: list[TagEntry] = []
    tags: list[Json] = []
    for entry in entries_of(window, found):
        if is_label(entry.name):
            labels.append(entry)
        elif len(tags) < _MOST_TAGS and entry.value:
            tags.append({"name": _tidy(entry.name)[:CUT], "value": _tidy(entry.value)[:CUT]})
        if len(labels) > _MOST_LABELS:
            raise ReadError(say("media.labels", most=_MOST_LABELS), file=source.path)
    labels.sort(key=lambda entry: (entry.offset, entry.box))
    media = media_of(source)
    value = {
        "container": found.name,
        "extension": extension,
        "size": source.size,
        "duration": media.duration,
        "streams": media.streams,
        "tags": tags,
        "labels": list(map(_label, labels)),
    }
    return [Document(value=value, locate=_LabelPlaces(labels), sha256=source.sha256, size=source.size)]


def _container(window: MediaWindow, extension: str) -> Recognised:
    """Return what a file is. Raises ReadError for what is none of the containers, and for an empty file."""
    if not window.size:
        raise ReadError(say("media.empty"), file=window.source.path)
    found = recognise(window)
    if found.name is None and extension in _SAMPLES and not found.start:
        return Recognised("pcm", 0)
    if found.name is None:
        raise ReadError(say("media.unknown"), file=window.source.path)
    return found


class _LabelPlaces:
    """Finds places: of a label its own, of all else the beginning of the file."""

    def __init__(self, labels: list[TagEntry]) -> None:
        self._spots = [(entry.offset, _box(entry)) for entry in labels]

    def __call__(self, steps: Steps) -> Place:
        if len(steps) > 1 and steps[0] == "labels" and isinstance(steps[1], int) and 0 <= steps[1] < len(self._spots):
            offset, box = self._spots[steps[1]]
            return Place(offset=offset, box=box)
        return Place(offset=0)


def _label(entry: TagEntry) -> Json:
    parsed = parse(entry.value)
    label = {
        "box": _box(entry),
        "offset": entry.offset,
        "size": entry.size,
        "text": None if entry.value is None else _tidy(entry.value),
        "form": parsed.form,
    }
    if parsed.fields is not None:
        label["fields"] = parsed.fields
    if parsed.repeated:
        label["repeated"] = list(parsed.repeated)
    return label


def _box(entry: TagEntry) -> str:
    return _tidy(entry.box)[:_LONGEST_BOX]


def _tidy(text: str) -> str:
    """Return a text without half surrogates, which UTF-16 in a file may leave."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
