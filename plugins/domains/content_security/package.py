"""Open an Office file: a zip of XML parts, with a bound for everything that a liar could make endless.

Nothing is written to the disk, no macro is run, nothing outside is opened.
"""

from __future__ import annotations

import posixpath
import zlib
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from adjudge import ReadError, Source
from adjudge.lib.words import Texts, say

if TYPE_CHECKING:
    from zipfile import ZipFile

MOST_PARTS = 10_000
MOST_BYTES = 128 << 20
"""What all parts together may unpack to."""

_PIECE = 1 << 20


class Package:
    """The parts of an Office file by their names."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self._zip = self._opened(source.data)
        infos = self._zip.infolist()
        self.names = [info.filename for info in infos]
        if len(infos) > MOST_PARTS:
            raise self.wrong(say("domain.package_parts", limit=MOST_PARTS))
        if len({name.lower() for name in self.names}) < len(infos):
            # Which of two is read depends on the reader.
            raise self.wrong(say("domain.package_twice"))
        if any(info.flag_bits & 1 for info in infos):
            raise self.wrong(say("domain.package_locked"))
        if any(posixpath.basename(name).lower().startswith("vba") for name in self.names):
            raise self.wrong(say("domain.package_macros"))
        self._left = MOST_BYTES

    def read(self, name: str) -> bytes:
        """Return a part. Raises ReadError where it is broken, not there, or bigger than all may be together."""
        from zipfile import BadZipFile

        pieces = []
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self.wrong(say("domain.package_size", mebibytes=MOST_BYTES >> 20))
                    pieces.append(piece)
        except (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError):
            raise self.wrong(say("domain.in_part", part=name, why=say("domain.package_part"))) from None
        return b"".join(pieces)

    @cached_property
    def main(self) -> str:
        """The part that holds the document, as the relations of the package say."""
        from .hostile_xml import parse, parser

        found: list[str] = []

        class Relations:
            def start(self, name: str, attributes: dict[str, str]) -> None:
                if name.endswith("Relationship") and attributes.get("Type", "").endswith("/officeDocument"):
                    found.append(posixpath.normpath(attributes.get("Target", "").lstrip("/")))

            def end(self, name: str) -> None:
                pass

            def text(self, text: str) -> None:
                pass

        relations = "_rels/.rels"
        parse(self.path, self.read(relations), Relations(), by=parser(), part=relations)
        if len(found) != 1 or found[0] not in self.names:
            raise self.wrong(say("domain.package_main"))
        return found[0]

    def wrong(self, words: Texts) -> ReadError:
        """Return the error that says what is wrong with the file."""
        return ReadError(words, file=self.path)

    def _opened(self, data: bytes) -> ZipFile:
        from zipfile import BadZipFile, ZipFile

        try:
            return ZipFile(BytesIO(data))
        except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, OverflowError, IndexError):
            raise self.wrong(say("domain.package")) from None
