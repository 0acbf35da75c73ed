"""XMP: elements and attributes of XML, with their places."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

MOST = 16 << 20
"""Bytes of a packet: editors keep histories in it."""


class XmpValue(NamedTuple):
    """An element or attribute: its local name, where its element begins, the bytes of its value, and where these end.

    Of an attribute, ``end`` is where its element begins, too.
    """

    name: str
    at: int
    size: int
    end: int
    value: str


class _EntityError(Exception):
    """The text declares entities, which nobody needs in XMP and which may grow without bounds."""


def values_in(data: bytes, is_wanted: Callable[[str], bool]) -> list[XmpValue] | None:
    """Return the elements and attributes of a packet whose local names are wanted; None where it is no XML."""
    packet = _Packet(is_wanted)
    try:
        packet.parser.Parse(data.rstrip(b"\0 \r\n\t"), True)  # that is all
    except (expat.ExpatError, _EntityError, ValueError):
        return None
    return packet.found


class _Packet:
    def __init__(self, is_wanted: Callable[[str], bool]) -> None:
        self._is_wanted = is_wanted
        self._open: list[tuple[str, int, list[str]]] = []
        self.found: list[XmpValue] = []
        self.parser = expat.ParserCreate()  # knows no name spaces: a prefix that nobody declared hides no value
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._text
        self.parser.EndElementHandler = self._end

    def _refuse(self, *_declared: object) -> None:
        raise _EntityError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        for key, value in attributes.items():
            local = local_name(key)
            if self._is_wanted(local):
                self.found.append(XmpValue(local, at, len(value.encode()), at, value))
        self._open.append((local_name(name), at, []))

    def _text(self, text: str) -> None:
        for name, _, texts in self._open[-1:]:
            if self._is_wanted(name):
                texts.append(text)

    def _end(self, _name: str) -> None:
        name, at, texts = self._open.pop()
        if self._is_wanted(name):
            end = self.parser.CurrentByteIndex
            self.found.append(XmpValue(name, at, end - at, end, "".join(texts)))


def local_name(name: str) -> str:
    """Return a name without its prefix; nothing of one that declares a prefix itself."""
    prefix, _, local = name.rpartition(":")
    return "" if prefix == "xmlns" else local
