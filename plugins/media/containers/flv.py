"""FLV: script tags with AMF values, among those of sound and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .window import MediaWindow

SCRIPT = 18
HEAD = 11
_BLOCK = 1 << 18
_DEEPEST = 16
NUMBER, BOOLEAN, STRING, OBJECT, NULL, UNDEFINED, REFERENCE = 0, 1, 2, 3, 5, 6, 7
MAP, END, ARRAY, DATE, LONG, UNSUPPORTED = 8, 9, 10, 11, 12, 13
_PLAIN = {NUMBER: 8, BOOLEAN: 1, NULL: 0, UNDEFINED: 0, REFERENCE: 2, END: 0, DATE: 10, UNSUPPORTED: 0}
"""Bytes of values that are no text."""


class ScriptTag(NamedTuple):
    """A tag of scripts: where its head begins, and the bytes of its body."""

    at: int
    size: int

    @property
    def body(self) -> int:
        """Where the body begins."""
        return self.at + HEAD

    @property
    def end(self) -> int:
        """Where the next tag begins."""
        return self.at + HEAD + self.size + 4


def first_tag(window: MediaWindow, start: int = 0) -> int:
    """Return where the first tag begins. Raises ReadError."""
    header = window.number(start + 5, 4, "FLV")
    if header < 9:  # it counts itself
        raise window.broken(start + 5, "FLV")
    return start + header + 4


def script_tags(window: MediaWindow, at: int) -> Iterator[ScriptTag]:
    """Yield each script tag; a film has a hundred thousand others, so they are passed over in one go."""
    while at < window.size:
        block = window.peek(at, _BLOCK)
        if len(block) < HEAD:
            raise window.cut(at, HEAD, "FLV")
        start, last, steps = at, at + len(block) - HEAD, 0
        while at <= last:
            steps += 1
            here = at - start
            size = block[here + 1] << 16 | block[here + 2] << 8 | block[here + 3]
            if at + HEAD + size > window.size:
                raise window.cut(at + HEAD, size, "FLV")
            if block[here] & 0x1F == SCRIPT:
                yield ScriptTag(at, size)
            at += HEAD + size + 4
        window.step(steps)


class AmfValue(NamedTuple):
    """A value: ``start`` is where its name begins, ``at`` where its kind stands, ``begin`` and ``size`` are of what it says.

    ``names`` lead to it, with its own name last, which is nothing of what stands in a list.
    """

    names: tuple[str, ...]
    kind: int
    start: int
    at: int
    begin: int
    size: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.begin + self.size


class AmfScript:
    """What is in a script tag: a name, then values."""

    def __init__(self, window: MediaWindow, tag: ScriptTag) -> None:
        self._window, self._at, self._end = window, tag.body, tag.body + tag.size
        self.name = "script"
        if window.exact(self._at, 1, self.name)[0] == STRING:
            self._skip(1)
            self.name = self._key() or self.name

    def values(self) -> Iterator[AmfValue]:
        """Yield the values, what is in one before itself. Raises ReadError."""
        while self._at < self._end:
            yield from self._value((), self._at)

    def box(self, names: tuple[str, ...]) -> str:
        """Return the way to a value."""
        return "/".join((self.name, *(name[:64] for name in names if name)))

    def _skip(self, size: int) -> int:
        """Return where bytes begin that are passed over."""
        begin = self._at
        if begin + size > self._end:
            raise self._window.cut(begin, size, self.name)
        self._at += size
        return begin

    def _number(self, size: int) -> int:
        return self._window.number(self._skip(size), size, self.name)

    def _key(self) -> str:
        size = self._number(2)
        return self._window.exact(self._skip(size), size, self.name).decode(errors="replace")

    def _value(self, names: tuple[str, ...], start: int) -> Iterator[AmfValue]:
        self._window.step()
        at = self._at
        if len(names) > _DEEPEST:
            raise self._window.broken(at, self.box(names))
        kind = self._number(1)
        begin = self._at
        if kind in (STRING, LONG):
            size = self._number(2 if kind == STRING else 4)
            begin = self._skip(size)
        elif kind in _PLAIN:
            self._skip(_PLAIN[kind])
        elif kind in (OBJECT, MAP):
            if kind == MAP:
                self._skip(4)
            yield from self._members(names)
        elif kind == ARRAY:
            for _ in range(self._number(4)):
                yield from self._value((*names, ""), self._at)
        else:
            raise self._window.broken(at, self.box(names))
        yield AmfValue(names, kind, start, at, begin, self._at - begin)

    def _members(self, names: tuple[str, ...]) -> Iterator[AmfValue]:
        while self._at < self._end:
            start = self._at
            key = self._key()
            if not key and self._window.peek(self._at, 1) == b"\x09":
                self._skip(1)
                return
            yield from self._value((*names, key), start)
