"""How requests and answers are written into pipes: the length as eight bytes, then as many; before an answer, how it went."""

from __future__ import annotations

HEAD = 8
ANSWERED, RAISED, NO_MEMORY = b"A", b"R", b"M"


def framed(payload: bytes, code: bytes = b"") -> bytes:
    """Return a payload with what stands before it."""
    return b"".join((code, len(payload).to_bytes(HEAD, "little"), payload))
