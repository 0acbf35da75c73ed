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
_TYPES = "[Content_Types].xml"


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
        self._look_for_parts_of_other_names()
        targets = [
            posixpath.normpath(attributes.get("Target", "").lstrip("/"))
            for name, attributes in self._elements("_rels/.rels")
            if name.endswith("Relationship") and attributes.get("Type", "").endswith("/officeDocument")
        ]
        if len(targets) != 1 or targets[0] not in self.names:
            raise self.wrong(say("domain.package_main"))
        return targets[0]

    def _look_for_parts_of_other_names(self) -> None:
        """Refuse text in a part that is not named as XML, where it is not looked for."""
        for _, attributes in self._elements(_TYPES) if _TYPES in self.names else ():
            name = attributes.get("PartName") or f".{attributes.get('Extension', '')}"
            what = attributes.get("ContentType", "")
            if "officedocument" in what and what.endswith("+xml") and not name.lower().endswith((".xml", ".rels")):
                raise self.wrong(say("domain.package_types", part=name))

    def _elements(self, part: str) -> list[tuple[str, dict[str, str]]]:
        """Return the elements of a small part, with their attributes."""
        from adjudge.lib.formats.hostile_xml import parse, parser

        found: list[tuple[str, dict[str, str]]] = []

        class Elements:
            def start(self, name: str, attributes: dict[str, str]) -> None:
                found.append((name, attributes))

            def end(self, name: str) -> None:
                pass

            def text(self, text: str) -> None:
                pass

        parse(self.path, self.read(part), Elements(), by=parser(), part=part)
        return found

    def wrong(self, words: Texts) -> ReadError:
        """Return the error that says what is wrong with the file."""
        return ReadError(words, file=self.path)

    def _opened(self, data: bytes) -> ZipFile:
        from zipfile import BadZipFile, ZipFile

        try:
            return ZipFile(BytesIO(data))
        except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, OverflowError, IndexError):
            raise self.wrong(say("domain.package")) from None
