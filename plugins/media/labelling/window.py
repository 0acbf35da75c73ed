"""Bytes of an open file, by offset: nothing is read that is not asked for, and nothing that is not there."""

from __future__ import annotations

import os

from adjudge.lib.errors import ReadError
from adjudge.lib.words import say

MOST = 64 << 20
"""Bytes of one part (a tag, a `moov`, a header) that are held in memory."""
HELD = 512 << 20
"""Bytes that are read of one file in parts of more than 64 KiB: a hostile one may have very many of those."""
PARTS = 4_000_000
"""Parts of one file that are walked: pages, tags, clusters. A hostile file shall not keep us for ever."""
_SMALL = 1 << 16


class MediaWindow:
    """A file as its walkers see it; ``size`` in bytes is that of its opening. Whoever opened the descriptor closes it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.size = os.fstat(descriptor).st_size
        self._held = 0

    def read(self, offset: int, size: int, what: str) -> bytes:
        """Return exactly these bytes of ``what``. Raises ReadError where they are not all there, or too many to hold."""
        self._held += size if size > _SMALL else 0
        if size > MOST or self._held > HELD:
            raise too_big(what, offset)
        data = self.peek(offset, size) if offset + size <= self.size else b""
        if len(data) != size:
            raise cut_off(what, offset)
        return data

    def peek(self, offset: int, size: int) -> bytes:
        """Return these bytes as far as they are there."""
        pieces = []
        while size > 0:
            piece = os.pread(self.descriptor, size, offset)
            if not piece:
                break
            pieces.append(piece)
            offset, size = offset + len(piece), size - len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def cut_off(what: str, offset: int) -> ReadError:
    """Return the error of a part that is not all there."""
    return ReadError(say("labelling.cut_off", what=what, offset=offset))


def malformed(what: str, offset: int) -> ReadError:
    """Return the error of a part that is not as its container wants it."""
    return ReadError(say("labelling.malformed", what=what, offset=offset))


def too_big(what: str, offset: int, limit: int = MOST) -> ReadError:
    """Return the error of a part that is more than anybody needs, or than its container can say."""
    return ReadError(say("labelling.too_big", what=what, offset=offset, limit=limit >> 20))


def too_many(what: str, offset: int) -> ReadError:
    """Return the error of a file with more parts than are walked."""
    return ReadError(say("labelling.too_many", what=what, offset=offset))


def no_room(what: str, offset: int) -> ReadError:
    """Return the error of a file where a label would move what its index points to, and the index has no room."""
    return ReadError(say("labelling.no_room", what=what, offset=offset))
