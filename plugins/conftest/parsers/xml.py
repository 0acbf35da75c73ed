"""XML as conftest gives it: elements by name, attributes with ``-`` before them, text as ``#content`` beside others.

A document type is refused: what it declares would change what the document says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from adjudge.lib.documents import Document, Json, Place, Source
from adjudge.lib.formats.hostile_xml import parse

_TRIMMED = re.compile(r"^[\s\x00-\x1f\x7f]+|[\s\x00-\x1f\x7f]+$")


def read_xml(source: Source) -> Iterator[Document]:
    """Read XML, and return its document."""
    tree = _Elements()
    parse(source.path, source.data, tree, by=expat.ParserCreate())
    yield Document(value=tree.root, locate=lambda _steps: Place(), sha256=source.sha256, size=source.size)


class _Elements:
    """The elements as they come. Of the text of an element, the last piece counts, as in conftest."""

    def __init__(self) -> None:
        self.root: dict[str, Json] = {}
        self._open: list[tuple[dict[str, list[Json]], list[str]]] = [({}, [""])]
        self._continues = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # a handler's
        """Open an element."""
        own = {f"-{key.rpartition(':')[2]}": [value] for key, value in attributes.items()}
        self._open.append((own, [""]))
        self._continues = False

    def text(self, text: str) -> None:
        """Take characters: a piece that goes on is the same piece."""
        pieces = self._open[-1][1]
        pieces[0] = pieces[0] + text if self._continues else text
        self._continues = True

    def end(self, name: str) -> None:
        """Close an element, and put it into what holds it."""
        children, (text,) = self._open.pop()
        self._continues = False
        inside, content = (
            {key: each[0] if len(each) == 1 else each for key, each in children.items()},
            _TRIMMED.sub("", text),
        )
        value: Json = content if not inside else {**({"#content": content} if content else {}), **inside}
        self._open[-1][0].setdefault(name.rpartition(":")[2], []).append(value)
        if len(self._open) == 1:
            self.root = {key: each[0] if len(each) == 1 else each for key, each in self._open[0][0].items()}
