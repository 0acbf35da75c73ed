"""Files that were read in this run: each content once, whoever asks, and never two contents under one name."""

from __future__ import annotations

import re
from array import array
from codecs import BOM_UTF8
from collections import OrderedDict
from dataclasses import dataclass, field

from .documents import Source
from .errors import ReadError
from .files import Tree
from .opening import MOST
from .pieces import Pieces
from .words import say

_KEEP = 16 << 20
_PIECED = 256
"""Files read in pieces of which what was made of them stays at hand."""
_HEAD = 1 << 12
"""Bytes in which a file that is no text shows it."""
_BREAK = re.compile(rb"\r\n|\n|\r")


@dataclass(kw_only=True, eq=False, repr=False)
class Sources:
    """Reads files of a tree. The latest stay at hand (16 MiB); of all, the digest is remembered."""

    tree: Tree
    _sources: OrderedDict[str, Source] = field(default_factory=OrderedDict)
    _digests: dict[str, tuple[str, int]] = field(default_factory=dict)
    _pieces: OrderedDict[str, Pieces] = field(default_factory=OrderedDict)
    _no_text: set[str] = field(default_factory=set)
    _kept: int = 0
    _text: tuple[str, bytes, array[int]] = ("", b"", array("Q"))

    def take(self, path: str, most: int = MOST) -> Source:
        """Return a file of ``most`` bytes. Raises ReadError when it cannot be read or has changed since it was read before."""
        known = self._sources.get(path)
        if known is not None:
            self._sources.move_to_end(path)
            return known
        source = self.tree.read(path, most)
        self._remember(path, source.sha256, source.size)
        self._sources[path] = source
        self._kept += source.size
        while self._kept > _KEEP and len(self._sources) > 1:
            self._kept -= self._sources.popitem(last=False)[1].size
        return source

    def pieces(self, path: str) -> Pieces:
        """Return a file of any size, to be read in pieces. Raises ReadError as :meth:`take`."""
        known = self._pieces.get(path)
        if known is None:
            known = self.tree.pieces(path)
            self._remember(path, known.sha256, known.size)
            self._pieces[path] = known
            self._no_text.add(path)
        self._pieces.move_to_end(path)
        while len(self._pieces) > _PIECED:
            self._pieces.popitem(last=False)
        known.check()
        return known

    def digest(self, path: str) -> tuple[str, int]:
        """Return SHA-256 and size of a file without keeping it. Raises ReadError as :meth:`take`."""
        if path not in self._digests:
            self._digests[path] = self.tree.digest(path)
        return self._digests[path]

    def _remember(self, path: str, sha256: str, size: int) -> None:
        if self._digests.setdefault(path, (sha256, size)) != (sha256, size):
            raise ReadError(say("read.changed"), file=path)

    def line(self, path: str, number: int) -> str | None:
        """Return a line of a text, from 1, without its end; None when there is none, or the file is no text."""
        if path in self._no_text:
            return None
        if self._text[0] != path:
            try:
                _, known = self._digests.get(path, ("", MOST))
                data = self.take(path, known).data.removeprefix(BOM_UTF8)
            except ReadError:
                return None
            if b"\0" in data[:_HEAD]:
                return None
            # The lines themselves would need several times the file's memory.
            starts = array("Q", [0])
            starts.extend(found.end() for found in _BREAK.finditer(data))
            self._text = (path, data, starts)
        _, data, starts = self._text
        if not 0 < number <= len(starts):
            return None
        end = starts[number] if number < len(starts) else len(data)
        return data[starts[number - 1] : end].rstrip(b"\r\n").decode(errors="replace")
