"""FLV: the label in the script tag `onMetaData`; the offsets of key frames in it move along."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from ..containers.flv import MAP, NUMBER, OBJECT, SCRIPT, STRING, AmfScript, AmfValue, ScriptTag, first_tag, script_tags
from ..containers.window import MOST_PART, MediaWindow
from ..reading.entries import is_label
from .splicing import KEY, SpliceEdit, SplicePlan

_META = "onMetaData"
_END = b"\x00\x00\x09"
_SCRIPTED = 4 << 20
"""Bytes of a script that are looked at."""
_MOST_TEXT = 0xFFFF
_MOST_TAG = 1 << 24
_MOVING = frozenset((("filesize",), ("lastkeyframelocation",), ("keyframes", "filepositions", "")))
"""The numbers that say where something is, or how large all is."""


class _FlvScript(NamedTuple):
    """A script tag, the object in it, the members of this, and where numbers stand that move."""

    tag: ScriptTag
    name: str
    whole: AmfValue
    members: tuple[AmfValue, ...]
    numbers: tuple[int, ...]

    @property
    def is_labelled(self) -> bool:
        return is_label(self.name) or any(is_label(each.names[0]) for each in self.members)

    def written(self, window: MediaWindow, label: str | None, grown: list[tuple[int, int]]) -> bytes:
        """Return its body with this label only, or with none, once tags have ``grown``: (where each ended, by how much)."""
        if is_label(self.name):
            return b""
        body, start = bytearray(window.exact(self.tag.body, self.tag.size, self.name)), self.tag.body
        for at in self.numbers:
            (place,) = struct.unpack_from(">d", body, at - start)
            by = sum(each for end, each in grown if place >= end)
            if abs(place) < 1 << 53:  # a number that is none stays what it is
                struct.pack_into(">d", body, at - start, place + by)
        begin = self.whole.begin + (4 if self.whole.kind == MAP else 0)
        end = self.members[-1].end if self.members else begin
        kept = [bytes(body[m.start - start : m.end - start]) for m in self.members if not is_label(m.names[0])]
        kept += [] if label is None else [_property(label)]
        if self.whole.kind == MAP:
            at = self.whole.begin - start
            count = int.from_bytes(body[at : at + 4], "big") + len(kept) - len(self.members)
            body[at : at + 4] = struct.pack(">I", max(0, count))
        return bytes(body[: begin - start]) + b"".join(kept) + (bytes(body[end - start :]) or _END)


def plan_flv(window: MediaWindow, label: str) -> SplicePlan:
    """Return how an FLV gets its label. Raises ReadError."""
    first = first_tag(window)
    window.fit(first, 0, "FLV")
    box = f"{_META}/{KEY}"
    if len(label.encode()) > _MOST_TEXT:
        raise window.too_big(0, "FLV", _MOST_TEXT)
    scripts = window.few(_scripts(window, first), first, "FLV")
    own = next((each for each in scripts if each.name == _META), None)
    if own is None:
        text = _META.encode()
        head = bytes([STRING]) + struct.pack(">H", len(text)) + text + bytes([MAP]) + struct.pack(">I", 1)
        edits = [SpliceEdit(first, 0, _tagged(window, bytes(11), head + _property(label) + _END))]
    else:
        edits = []
    changed = [each for each in scripts if each is own or each.is_labelled]
    wanted = [label if each is own else None for each in changed]
    grown = []
    for each, given in zip(changed, wanted, strict=True):
        left = len(each.written(window, given, []))
        grown.append((each.tag.end, left - each.tag.size if left else each.tag.at - each.tag.end))
    for each, given in zip(changed, wanted, strict=True):
        head = window.exact(each.tag.at, 11, "FLV")
        new = _tagged(window, head, each.written(window, given, grown))
        edits.append(SpliceEdit(each.tag.at, each.tag.end - each.tag.at, new))
    return SplicePlan(box=box, edits=tuple(edits))


def _scripts(window: MediaWindow, first: int) -> Iterator[_FlvScript]:
    """Yield the scripts with an object. Raises ReadError where they are more than can be held."""
    held = 0
    for tag in script_tags(window, first):
        script = AmfScript(window, tag)
        if script.name == _META and tag.size > _SCRIPTED:
            raise window.too_big(tag.at, _META, _SCRIPTED)
        values = list(script.values())
        held += len(values)
        if held > MOST_PART >> 6:
            raise window.too_big(tag.at, "FLV")
        whole = next((each for each in values if not each.names), None)
        if whole is not None and (whole.kind in (OBJECT, MAP) or is_label(script.name)):
            members = tuple(each for each in values if len(each.names) == 1 and each.end <= whole.end)
            moving = (each for each in values if each.kind == NUMBER and each.names in _MOVING)
            yield _FlvScript(tag, script.name, whole, members, tuple(each.begin for each in moving))
        elif script.name == _META:
            raise window.broken(tag.body, _META)


def _property(label: str) -> bytes:
    value = label.encode()
    return struct.pack(">H", len(KEY)) + KEY.encode() + bytes([STRING]) + struct.pack(">H", len(value)) + value


def _tagged(window: MediaWindow, head: bytes, body: bytes) -> bytes:
    """Return a script tag with the number of its bytes behind it; nothing of one that is left out."""
    if not body:
        return b""
    if len(body) >= _MOST_TAG:
        raise window.too_big(0, "FLV", _MOST_TAG)
    return bytes([SCRIPT]) + len(body).to_bytes(3, "big") + head[4:11] + body + struct.pack(">I", len(body) + 11)
