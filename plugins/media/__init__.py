"""Media files: what the bytes of a recording say, whatever the manifest claims.

The kind ``dubbing.media`` is the domain ``dubbing``'s; this battery reads it, and comes with the extra ``adjudge[media]``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from adjudge import Reader, hookimpl
from adjudge.lib.media import MEDIA_SUFFIXES

if TYPE_CHECKING:
    from adjudge import Document
    from adjudge.lib.pieces import Pieces


@hookimpl
def adjudge_readers() -> Iterable[Reader]:
    """Return the reader of media files, which may be of any size."""
    yield Reader(name="media", suffixes=MEDIA_SUFFIXES, read=_read, pieces=True)


def _read(source: Pieces) -> list[Document]:
    from importlib.util import find_spec

    from adjudge import ReadError
    from adjudge.lib.words import say

    if find_spec("pymediainfo") is None:
        raise ReadError(say("media.extra"), file=source.path)
    from .reading.document import read_media

    return read_media(source)
