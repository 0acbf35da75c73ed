"""FLV: the label in the script tag `onMetaData`; the offsets of key frames in it move along."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from .splicing import KEY, FoundLabel, SpliceEdit, SplicePlan, as_text, is_key, is_only
from .window import MOST, PARTS, MediaWindow, cut_off, malformed, too_big, too_many

BOX = "FLV/onMetaData/AIGC"
_SCRIPT = 18
_NAME = b"\x02\x00\x0aonMetaData"
"""What the script begins with that has the label; one of another name that has one loses it."""
_END = b"\x00\x00\x09"
_NUMBER, _TEXT, _OBJECT, _ARRAY, _LIST, _LONG = 0, 2, 3, 8, 10, 12
_FIXED = {_NUMBER: 8, 1: 1, 5: 0, 6: 0, 7: 2, 11: 10, 13: 0}
"""Bytes of the values of AMF0 that have always as many."""
_DEPTH = 32
_SCRIPTED = 4 << 20
"""Bytes of a script that are looked at."""
_MOST_TEXT = 0xFFFF
_MOVING = frozenset((b"filesize", b"lastkeyframelocation"))


class _FlvTag(NamedTuple):
    at: int
    kind: int
    size: int

    @property
    def end(self) -> int:
        return self.at + 15 + self.size


class _ScriptProperty(NamedTuple):
    """A name with its value: where it begins and ends in the script, and where its value does."""

    name: bytes
    start: int
    value: int
    end: int


class _MetaScript(NamedTuple):
    """A script tag. ``number`` is where the number of its properties stands, 0 in an object; the value is behind the name."""

    tag: _FlvTag
    body: bytes
    value: int
    number: int
    properties: tuple[_ScriptProperty, ...]
    end: int

    @property
    def has_metadata(self) -> bool:
        """Whether it is the one that players read."""
        return self.body.startswith(_NAME)

    def labels(self) -> list[FoundLabel]:
        """Return the labels in it."""
        box = BOX if self.has_metadata else "FLV/AIGC"
        return [
            FoundLabel(box, self.tag.at + 11 + each.value, _text(self.body[each.value : each.end]))
            for each in self.properties
            if is_key(each.name)
        ]


def plan_flv(file: MediaWindow, label: str) -> SplicePlan:
    """Return how an FLV gets its label. Raises ReadError."""
    first = int.from_bytes(file.read(0, 9, "FLV")[5:9], "big") + 4
    if not 13 <= first <= file.size:
        raise malformed("FLV", 5)
    scripts = _scripts(file, first)
    found = [label for script in scripts for label in script.labels()]
    if is_only(found, BOX, label):
        return SplicePlan(box=BOX, found=tuple(found))
    if len(label.encode()) > _MOST_TEXT:
        raise too_big("FLV", 0, _MOST_TEXT)
    home = next((script for script in scripts if script.has_metadata), None)
    edits = []
    if home is None:  # then nothing in the file says where anything else is
        body = _NAME + bytes([_ARRAY]) + struct.pack(">I", 1) + _property(label) + _END
        edits.append(SpliceEdit(first, 0, _tagged(bytes(11), body)))
    bodies = [_without(script, label if script is home else None) for script in scripts]
    grown = [len(body) - script.tag.size for script, body in zip(scripts, bodies, strict=True)]
    for script, body in zip(scripts, bodies, strict=True):
        if script is home or script.labels():
            moved = _moved(script, body, [(each.tag.end, by) for each, by in zip(scripts, grown, strict=True)])
            head = file.read(script.tag.at, 11, "FLV")
            edits.append(SpliceEdit(script.tag.at, script.tag.size + 15, _tagged(head, moved)))
    return SplicePlan(box=BOX, edits=tuple(edits), found=tuple(found))


def _tags(file: MediaWindow, at: int) -> Iterator[_FlvTag]:
    """Yield the tags. Raises ReadError for what is none, or is not all there."""
    for _ in range(PARTS):
        head = file.peek(at, 11)
        if len(head) < 11:
            if head:
                raise cut_off("FLV", at)
            return
        tag = _FlvTag(at, head[0] & 0x1F, int.from_bytes(head[1:4], "big"))
        if tag.kind not in (8, 9, _SCRIPT):
            raise malformed("FLV", at)
        if tag.end > file.size:
            raise cut_off("FLV", at)
        yield tag
        at = tag.end
    raise too_many("FLV", at)


def _scripts(file: MediaWindow, first: int) -> list[_MetaScript]:
    """Return the scripts that have properties. Raises ReadError where they are more than can be held."""
    found, held = [], 0
    for tag in _tags(file, first):
        script = _script(file, tag) if tag.kind == _SCRIPT else None
        if script is not None:
            found.append(script)
            held += tag.size
        if held > MOST:
            raise too_big("FLV", tag.at)
    return found


def _script(file: MediaWindow, tag: _FlvTag) -> _MetaScript | None:
    """Return the script of a tag; None of one that has no properties. Raises ReadError."""
    body = file.read(tag.at + 11, tag.size, "FLV")
    if body[:1] != bytes([_TEXT]):
        return None
    if tag.size > _SCRIPTED:
        raise too_big("onMetaData", tag.at, _SCRIPTED)
    at = 3 + int.from_bytes(body[1:3], "big")
    kind = body[at] if at < len(body) else None
    if kind not in (_OBJECT, _ARRAY):
        if body.startswith(_NAME) or is_key(body[3:at]):  # a label that is a script of its own
            raise malformed("onMetaData", tag.at + 11 + at)
        return None
    count = at + 1 if kind == _ARRAY else 0
    properties, end = _properties(body, at + (5 if count else 1), tag.at + 11, 0)
    return _MetaScript(tag, body, at, count, tuple(properties), end)


def _properties(body: bytes, at: int, offset: int, depth: int) -> tuple[list[_ScriptProperty], int]:
    """Return the properties of an object that begin at ``at``, and where its end is. Raises ReadError."""
    found: list[_ScriptProperty] = []
    while body[at : at + 3] != _END:
        if at == len(body) and depth == 0:  # some leave the end out
            return found, at
        length = int.from_bytes(body[at : at + 2], "big")
        value = at + 2 + length
        if value >= len(body):
            raise malformed("onMetaData", offset + at)
        end = _after(body, value, offset, depth)
        found.append(_ScriptProperty(body[at + 2 : value], at, value, end))
        at = end
    return found, at


def _after(body: bytes, at: int, offset: int, depth: int) -> int:
    """Return where a value ends. Raises ReadError."""
    kind = body[at] if at < len(body) else None
    if kind is None or depth > _DEPTH:
        raise malformed("onMetaData", offset + at)
    if kind in _FIXED:
        end = at + 1 + _FIXED[kind]
    elif kind == _TEXT:
        end = at + 3 + int.from_bytes(body[at + 1 : at + 3], "big")
    elif kind == _LONG:
        end = at + 5 + int.from_bytes(body[at + 1 : at + 5], "big")
    elif kind in (_OBJECT, _ARRAY):
        end = _properties(body, at + (5 if kind == _ARRAY else 1), offset, depth + 1)[1] + 3
    elif kind == _LIST:
        end = at + 5
        for _ in range(int.from_bytes(body[at + 1 : at + 5], "big")):
            end = _after(body, end, offset, depth + 1)
    else:
        raise malformed("onMetaData", offset + at)
    if end > len(body):
        raise malformed("onMetaData", offset + at)
    return end


def _without(script: _MetaScript, label: str | None) -> bytes:
    """Return a script with this label only, or with none."""
    body, start = script.body, script.properties[0].start if script.properties else script.end
    kept = [body[each.start : each.end] for each in script.properties if not is_key(each.name)]
    if label is not None:
        kept.append(_property(label))
    head = bytearray(body[:start])
    if script.number:
        count = int.from_bytes(head[script.number : script.number + 4], "big")
        by = len(kept) - len(script.properties)
        head[script.number : script.number + 4] = struct.pack(">I", max(0, count + by))
    return bytes(head) + b"".join(kept) + (body[script.end :] or _END)


def _property(label: str) -> bytes:
    value = label.encode()
    return struct.pack(">H", len(KEY)) + KEY.encode() + bytes([_TEXT]) + struct.pack(">H", len(value)) + value


def _tagged(head: bytes, body: bytes) -> bytes:
    """Return a script tag with the number of its bytes behind it."""
    if len(body) >= 1 << 24:
        raise too_big("FLV", 0, 1 << 24)
    return bytes([_SCRIPT]) + len(body).to_bytes(3, "big") + head[4:11] + body + struct.pack(">I", len(body) + 11)


def _moved(script: _MetaScript, body: bytes, grown: list[tuple[int, int]]) -> bytes:
    """Return a script whose offsets are those after tags have ``grown``: (where each ended, by how much)."""
    new = bytearray(body)

    def move(at: int) -> None:
        (place,) = struct.unpack_from(">d", new, at)
        by = sum(each for end, each in grown if place >= end)
        if abs(place) < 1 << 53:  # a number that is none stays what it is
            struct.pack_into(">d", new, at, place + by)

    begin = script.value + (5 if script.number else 1)
    for each in _properties(body, begin, script.tag.at + 11, 0)[0]:
        if each.name in _MOVING and body[each.value] == _NUMBER:
            move(each.value + 1)
        elif each.name == b"keyframes" and body[each.value] in (_OBJECT, _ARRAY):
            inner = _properties(body, each.value + (5 if body[each.value] == _ARRAY else 1), script.tag.at + 11, 1)[0]
            for part in inner:
                if part.name == b"filepositions" and body[part.value] == _LIST:
                    for at in range(part.value + 5, part.end - 8, 9):
                        if body[at] == _NUMBER:
                            move(at + 1)
    return bytes(new)


def _text(value: bytes) -> str | None:
    """Return the text of a value; None where it is none."""
    if value[:1] == bytes([_TEXT]):
        return as_text(value[3:])
    return as_text(value[5:]) if value[:1] == bytes([_LONG]) else None
