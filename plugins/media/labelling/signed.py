"""Whether a file carries Content Credentials (C2PA), which sign all of it: a label that is written into it would break them.

The bytes decide, so no library is needed. Wherever a container keeps credentials (a chunk ``C2PA``, a box ``uuid``, a frame
``GEOB``, a block of FLAC), they begin with the same box; and who keeps them elsewhere names the place in XMP.
"""

from __future__ import annotations

from ..containers.window import MediaBytes

_MARKS = (b"c2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq", b"dcterms:provenance")
"""The type of the box that holds all credentials of a file, and what names those that lie elsewhere."""
_BLOCK = 1 << 20
_SHARED = max(map(len, _MARKS)) - 1


def credentials_at(file: MediaBytes) -> int | None:
    """Return where credentials, or the name of their place, are in a file; None where there are none."""
    for start in range(0, file.size, _BLOCK):
        block = file.read(start, _BLOCK + _SHARED)
        found = [at for at in map(block.find, _MARKS) if at >= 0]
        if found:
            return start + min(found)
    return None
