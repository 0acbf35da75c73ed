"""Vorbis comments as they are written, with a label or without one."""

from __future__ import annotations

import struct

from ..containers.vorbis import VorbisComments
from ..reading.entries import is_label
from ..reading.vorbis import name_of
from .splicing import KEY

NONE = VorbisComments(b"", (), b"")


def labelled(comments: VorbisComments, label: str | None) -> bytes:
    """Return comments with this label only, as the first: some readers give up behind a picture. Without any for None."""
    entries = [f"{KEY}={label}".encode()] if label is not None else []
    entries += [entry for _, entry in comments.entries if not is_label(name_of(entry))]
    return b"".join(
        (
            _sized(comments.vendor),
            struct.pack("<I", len(entries)),
            *map(_sized, entries),
            comments.rest,
        )
    )


def _sized(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data
