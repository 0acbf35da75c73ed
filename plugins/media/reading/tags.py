"""What a file says of itself, in the tags around it and in its own, and which of that are labels."""

from __future__ import annotations

from collections.abc import Iterator

from ..containers import id3
from ..containers.recognition import Recognised
from ..containers.window import MediaWindow
from .ape import ape_entries
from .entries import TagEntry, is_label
from .flv import flv_entries
from .id3 import id3_entries
from .isobmff import iso_entries
from .matroska import matroska_entries
from .riff import riff_entries
from .vorbis import flac_entries, ogg_entries

TAGGED = ("mp3", "flac", "adts")
"""What tags are put before and behind of; in others nobody looks for them."""


def entries_of(window: MediaWindow, found: Recognised) -> Iterator[TagEntry]:
    """Yield what a file says. Raises ReadError where it is cut off."""
    for at in id3.tags_before(window, found.start):
        yield from id3_entries(window, at)
    match found.name:
        case "wav" | "avi":
            yield from riff_entries(window, found.start)
        case "flac":
            yield from flac_entries(window, found.start)
        case "ogg" | "opus":
            yield from ogg_entries(window, found.start)
        case "mp4" | "m4a" | "mov":
            yield from iso_entries(window, found.start)
        case "mkv" | "webm":
            yield from matroska_entries(window)
        case "flv":
            yield from flv_entries(window, found.start)
    if found.name in TAGGED:
        yield from ape_entries(window, found.start)
        for at in tags_apart(window, found):
            yield from id3_entries(window, at)


def tags_apart(window: MediaWindow, found: Recognised) -> list[int]:
    """Return where ID3v2 tags begin that do not stand in front of all: behind the sound, and where players come upon them."""
    loose = id3.loose_tags(window, found.start) if found.name == "mp3" else ()  # in FLAC nobody looks for them
    return sorted(at for at in {*id3.tags_behind(window), *loose} if at >= found.start)


def labels_of(window: MediaWindow, found: Recognised) -> Iterator[TagEntry]:
    """Yield the labels of a file. Raises ReadError where it is cut off."""
    return (entry for entry in entries_of(window, found) if is_label(entry.name))
