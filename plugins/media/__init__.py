"""Media files: what the bytes of a recording say, whatever the manifest claims.

The kind ``dubbing.media`` is the domain ``dubbing``'s; this battery reads it, with the extra ``adjudge[media]``, and writes
the label that such a file must carry, for which it needs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from adjudge import Command, Reader, hookimpl
from adjudge.lib.media import MEDIA_SUFFIXES
from adjudge.lib.words import say

if TYPE_CHECKING:
    from adjudge import Document
    from adjudge.lib.pieces import Pieces


@hookimpl
def adjudge_commands() -> Iterator[Command]:
    """Return the command that writes the label."""
    yield Command(
        name="label",
        group="release",
        help=say("help.label"),
        load="adjudge.plugins.media.labelling.command:command",
    )


@hookimpl
def adjudge_readers() -> Iterable[Reader]:
    """Return the reader of media files, which may be of any size."""
    yield Reader(name="media", suffixes=MEDIA_SUFFIXES, read=_read, pieces=True)


def _read(source: Pieces) -> list[Document]:
    from importlib.util import find_spec

    from adjudge import ReadError

    if find_spec("pymediainfo") is None:
        raise ReadError(say("media.extra"), file=source.path)
    from .reading.document import read_media

    return read_media(source)
