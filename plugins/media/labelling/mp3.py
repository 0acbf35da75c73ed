"""MP3: the label in the ID3v2 tag at the beginning; all other tags, there and elsewhere, lose theirs."""

from __future__ import annotations

import struct

from ..containers.ape import HEAD, MARK, ApeTag, ape_items, ape_tags
from ..containers.id3 import tags_before
from ..containers.recognition import Recognised, recognise
from ..containers.window import MediaWindow
from ..reading.entries import is_label
from ..reading.tags import tags_apart
from .id3 import EMPTY, read_tag, tag_edits
from .splicing import SpliceEdit, SplicePlan


def plan_mp3(window: MediaWindow, label: str) -> SplicePlan:
    """Return how an MP3 gets its label. Raises ReadError."""
    found = recognise(window)
    tags = [read_tag(window, at) for at in tags_before(window, found.start)] or [EMPTY]
    box = "ID3v2/TXX" if tags[0].version == 2 else "ID3v2/TXXX"
    return SplicePlan(box=box, edits=(*tag_edits(window, tags, label), *elsewhere(window, found)))


def elsewhere(window: MediaWindow, found: Recognised) -> list[SpliceEdit]:
    """Return the edits that take labels out of the tags that do not stand in front of all. Raises ReadError."""
    edits = tag_edits(window, [read_tag(window, at) for at in tags_apart(window, found)], None)
    for tag in ape_tags(window, found.start):
        edit = _ape(window, tag)
        edits += [edit] if edit is not None else []
    return edits


def _ape(window: MediaWindow, tag: ApeTag) -> SpliceEdit | None:
    """Return the edit that takes the labels out of an APE tag, and all of it where nothing else is in it."""
    items = list(ape_items(window, tag))
    kept = [item for item in items if not is_label(item.key)]
    foot = window.peek(tag.end, HEAD)
    if len(kept) == len(items) or foot[:8] != MARK:
        return None
    head = window.peek(tag.at - HEAD, HEAD) if tag.at >= HEAD else b""
    head = head if head[:8] == MARK else b""
    body = b"".join(window.exact(item.at, item.end - item.at, "APEv2") for item in kept)
    told = struct.pack("<II", len(body) + HEAD, len(kept))
    new = b"".join(part and part[:12] + told + part[20:] for part in (head, foot))
    new = new[: len(head)] + body + new[len(head) :] if kept else b""
    begin = tag.at - len(head)
    return SpliceEdit(begin, tag.end + HEAD - begin, new)
