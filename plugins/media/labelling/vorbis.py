"""Vorbis comments, as FLAC, Ogg Vorbis and Opus have them: a vendor, and entries `NAME=value`."""

from __future__ import annotations

import struct
from typing import NamedTuple

from .splicing import KEY, FoundLabel, as_text, is_key
from .window import malformed

_ENTRIES = 100_000


class VorbisComments(NamedTuple):
    """``entries`` are stored as they are; ``rest`` is what follows them."""

    vendor: bytes
    entries: tuple[bytes, ...]
    rest: bytes

    def labels(self, box: str, at: int) -> list[FoundLabel]:
        """Return the labels, in comments that begin at offset ``at``."""
        found, place = [], at + 8 + len(self.vendor)
        for entry in self.entries:
            if _is_label(entry):
                found.append(FoundLabel(box, place + 4, as_text(entry.partition(b"=")[2])))
            place += 4 + len(entry)
        return found

    def labelled(self, label: str | None) -> VorbisComments:
        """Return them with this label only, as the first: some readers give up behind a picture. Without any for None."""
        own = [f"{KEY}={label}".encode()] if label is not None else []
        return self._replace(entries=(*own, *(entry for entry in self.entries if not _is_label(entry))))

    def encode(self) -> bytes:
        """Return what is stored."""
        parts = [_length(self.vendor), self.vendor, struct.pack("<I", len(self.entries))]
        for entry in self.entries:
            parts += [_length(entry), entry]
        return b"".join([*parts, self.rest])


def read_comments(data: bytes, at: int) -> VorbisComments:
    """Return the comments that these bytes begin with, which are at offset ``at``. Raises ReadError."""
    vendor, place = _part(data, 0, at)
    if place + 4 > len(data):
        raise malformed("VORBIS_COMMENT", at + place)
    count = int.from_bytes(data[place : place + 4], "little")
    place += 4
    if count > _ENTRIES or count * 4 > len(data) - place:
        raise malformed("VORBIS_COMMENT", at + place - 4)
    entries = []
    for _ in range(count):
        entry, place = _part(data, place, at)
        entries.append(entry)
    return VorbisComments(vendor, tuple(entries), data[place:])


def _part(data: bytes, place: int, at: int) -> tuple[bytes, int]:
    """Return bytes that stand behind their length, and where they end. Raises ReadError."""
    end = place + 4 + int.from_bytes(data[place : place + 4], "little")
    if place + 4 > len(data) or end > len(data):
        raise malformed("VORBIS_COMMENT", at + place)
    return data[place + 4 : end], end


def _is_label(entry: bytes) -> bool:
    return is_key(entry.partition(b"=")[0])


def _length(data: bytes) -> bytes:
    return struct.pack("<I", len(data))
