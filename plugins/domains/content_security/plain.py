"""Read a script without times: plain text (``*.script.txt``), each paragraph a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adjudge import Document, Place, Source
from adjudge.lib.formats.limits import decode

from .runs import document

# Not str.splitlines: it also breaks at U+2028, U+0085 and others, which editors show inside a line.
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_plain(source: Source) -> Iterator[Document]:
    """Yield the one document of a text. Raises ReadError where it is no UTF-8."""
    cues: list[dict[str, object]] = []
    paragraph: list[str] = []
    for number, line in enumerate([*_LINE_END.split(decode(source.path, source.data)), ""], 1):
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            cues.append({"line": number - len(paragraph), "text": paragraph})
            paragraph = []
    spots = [Place(line=int(str(cue["line"])), column=1) for cue in cues]
    yield document(source, "text", cues, spots)
