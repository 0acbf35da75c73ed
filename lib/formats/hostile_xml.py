"""Parse XML that may be hostile: no document type, no entities, no other encoding than it says, bounded nesting.

expat tells the place of everything that it meets, as no tree does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from ..errors import ReadError
from ..words import Texts, say
from .limits import MAX_DEPTH, TOO_DEEP
from .text import Text

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType


class Handler(Protocol):
    """What is told of a document. Names are ``namespace local``, or ``local`` where there is no namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take characters, a piece at a time."""


def parser(encoding: str | None = None) -> XMLParserType:
    """Return a parser, which then is given to :func:`parse`. ``encoding`` is what the bytes are, whatever they say."""
    return expat.ParserCreate(encoding, " ")


def parse(path: str, data: bytes, handler: Handler, *, by: XMLParserType, part: str | None = None) -> None:
    """Parse ``data``, which is ``path`` or, in a package, its ``part``. Raises ReadError where it is broken or refused."""
    depth = 0

    def error(words: Texts) -> ReadError:
        if part is not None:
            return ReadError(say("domain.in_part", part=part, why=words), file=path)
        before = data[: by.CurrentByteIndex].decode(errors="ignore")
        place = Text(path, before).place(len(before))
        return ReadError(words, file=path, line=place.line, column=place.column)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise error(TOO_DEEP.words)
        handler.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name)

    def doctype(*_: object) -> None:
        raise error(say("domain.xml_doctype"))

    def declared(_: str, encoding: str | None, __: int) -> None:
        # Bytes that are UTF-8 by luck would be other characters to whoever believes the declaration.
        known = {"utf-8", "utf8", "us-ascii"} | ({"utf-16"} if part is not None else set())
        if encoding is not None and encoding.lower() not in known:
            raise error(say("domain.xml_encoding", encoding=encoding))

    by.StartElementHandler, by.EndElementHandler, by.CharacterDataHandler = start, end, handler.text
    by.StartDoctypeDeclHandler, by.XmlDeclHandler = doctype, declared
    try:
        by.Parse(data, True)
    except expat.ExpatError as broken:
        why = expat.errors.messages.get(broken.code, expat.ErrorString(broken.code))
        raise error(say("domain.xml", why=why)) from None
    finally:
        # They hold the parser, which holds them.
        by.StartElementHandler = by.EndElementHandler = by.CharacterDataHandler = None
        by.StartDoctypeDeclHandler = by.XmlDeclHandler = None
