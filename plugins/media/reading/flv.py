"""FLV: script tags with AMF values, among those of sound and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from .entries import CUT, TagEntry, decoded, is_label
from .window import MOST_TEXT, Window

_SCRIPT = 18
_HEAD = 11
_BLOCK = 1 << 18
_DEEPEST = 16
_NUMBER, _BOOLEAN, _STRING, _OBJECT, _NULL, _UNDEFINED, _REFERENCE = range(7)
_MAP, _END, _ARRAY, _DATE, _LONG = 8, 9, 10, 11, 12
_PLAIN = {_NUMBER: 8, _BOOLEAN: 1, _NULL: 0, _UNDEFINED: 0, _REFERENCE: 2, _DATE: 10}
"""Bytes of values that are no text."""


def flv_entries(window: Window, start: int = 0) -> Iterator[TagEntry]:
    """Yield the texts of every script tag."""
    header = int.from_bytes(window.exact(start + 5, 4, "FLV"), "big")
    if header < 9:  # it counts itself
        raise window.broken(start + 5, "FLV")
    at = start + header + 4
    for begin, size in _scripts(window, at):
        yield from _ScriptTag(window, begin, begin + size).entries()


def _scripts(window: Window, at: int) -> Iterator[tuple[int, int]]:
    """Yield place and size of each script tag; a film has a hundred thousand others, so they are passed over in one go."""
    while at < window.size:
        block = window.peek(at, _BLOCK)
        if len(block) < _HEAD:
            raise window.cut(at, _HEAD, "FLV")
        start, last, steps = at, at + len(block) - _HEAD, 0
        while at <= last:
            steps += 1
            here = at - start
            size = block[here + 1] << 16 | block[here + 2] << 8 | block[here + 3]
            if at + _HEAD + size > window.size:
                raise window.cut(at + _HEAD, size, "FLV")
            if block[here] & 0x1F == _SCRIPT:
                yield at + _HEAD, size
            at += _HEAD + size + 4
        window.step(steps)


class _ScriptTag:
    """One script tag: a name, then values."""

    def __init__(self, window: Window, at: int, end: int) -> None:
        self._window, self._at, self._end = window, at, end
        self._way = "script"

    def entries(self) -> Iterator[TagEntry]:
        name = self._window.exact(self._at, 1, self._way)
        if name[0] == _STRING:
            self._take(1)
            self._way = self._key() or self._way
        while self._at < self._end:
            yield from self._value(self._way if is_label(self._way) else "", self._way, 0)

    def _take(self, size: int) -> bytes:
        if self._at + size > self._end:
            raise self._window.cut(self._at, size, self._way)
        found = self._window.exact(self._at, size, self._way)
        self._at += size
        return found

    def _skip(self, size: int) -> int:
        begin = self._at
        if begin + size > self._end:
            raise self._window.cut(begin, size, self._way)
        self._at += size
        return begin

    def _key(self) -> str:
        return self._take(int.from_bytes(self._take(2), "big")).decode(errors="replace")

    def _value(self, name: str, way: str, depth: int) -> Iterator[TagEntry]:
        self._window.step()
        if depth > _DEEPEST:
            raise self._window.broken(self._at, way)
        kind, label, begin = self._take(1)[0], is_label(name), self._at
        if kind in (_STRING, _LONG):
            size = int.from_bytes(self._take(2 if kind == _STRING else 4), "big")
            begin = self._skip(size)
            if label:
                yield TagEntry(way, name, begin, size, decoded(self._window.text(begin, size, way)))
            elif name and size <= MOST_TEXT:
                text = self._window.peek(begin, min(size, CUT * 4)).decode(errors="replace")
                yield TagEntry(way, name, begin, size, text)
            return
        if kind in _PLAIN:
            self._skip(_PLAIN[kind])
        elif kind in (_OBJECT, _MAP):
            if kind == _MAP:
                self._take(4)
            yield from self._members(way, depth)
        elif kind == _ARRAY:
            for _ in range(int.from_bytes(self._take(4), "big")):
                yield from self._value("", way, depth + 1)
        elif kind != _END:
            raise self._window.broken(begin - 1, way)
        if label:
            yield TagEntry(way, name, begin, self._at - begin, None)

    def _members(self, way: str, depth: int) -> Iterator[TagEntry]:
        while self._at < self._end:
            key = self._key()
            if not key and self._window.peek(self._at, 1) == b"\x09":
                self._skip(1)
                return
            yield from self._value(key, f"{way}/{key[:64]}" if key else way, depth + 1)
