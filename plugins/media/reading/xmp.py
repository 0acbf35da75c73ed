"""A label in XMP: an element or attribute whose local name is AIGC."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from .entries import TagEntry, is_label
from .window import Window

_MOST = 16 << 20
"""Bytes of a packet: editors keep histories in it."""


class _EntityError(Exception):
    """The text declares entities, which nobody needs in XMP and which may grow without bounds."""


def xmp_entries(window: Window, offset: int, size: int, box: str) -> Iterator[TagEntry]:
    """Yield the labels in an XMP packet. One that is no XML, and names a label all the same, is a label that is no text."""
    yield from labels_in(window.text(offset, size, box, _MOST), offset, box)


def labels_in(data: bytes, offset: int, box: str) -> Iterator[TagEntry]:
    """Yield the labels in a packet that begins at ``offset``, as ``xmp_entries`` does."""
    packet = _Packet(offset, box)
    try:
        packet.parser.Parse(data.rstrip(b"\0 \r\n\t"), True)  # that is all
    except (expat.ExpatError, _EntityError, ValueError):
        if b"aigc" in data.lower():
            yield TagEntry(box, "AIGC", offset, len(data), None)
        return
    yield from packet.found


class _Packet:
    def __init__(self, offset: int, box: str) -> None:
        self._offset, self._box = offset, box
        self._open: list[tuple[str, int, list[str]]] = []
        self.found: list[TagEntry] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._text
        self.parser.EndElementHandler = self._end

    def _refuse(self, *_declared: object) -> None:
        raise _EntityError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        for key, value in attributes.items():
            if is_label(_local(key)):
                self._add(_local(key), at, len(value.encode()), value)
        self._open.append((_local(name), at, []))

    def _text(self, text: str) -> None:
        for name, _, texts in self._open[-1:]:
            if is_label(name):
                texts.append(text)

    def _end(self, _name: str) -> None:
        name, at, texts = self._open.pop()
        if is_label(name):
            self._add(name, at, self.parser.CurrentByteIndex - at, "".join(texts))

    def _add(self, name: str, at: int, size: int, value: str) -> None:
        self.found.append(TagEntry(f"{self._box}/{name}", name, self._offset + at, size, value))


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
