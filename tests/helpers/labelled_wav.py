"""WAV files with implicit labels, made of bytes: one second of silence and a chunk AIGC for each label.

tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import json
import struct
from typing import Any

CODE = "001191110000MA0000007710000"
"""A producer's code that nobody has: its check digits fit."""

FIELDS: dict[str, Any] = {
    "Label": "1",
    "ContentProducer": CODE,
    "ProduceID": "episode-01-en",
    "ReservedCode1": "",
    "ContentPropagator": CODE,
    "PropagateID": "episode-01-en",
    "ReservedCode2": "",
}
RATE = 8000


def label(**changes: Any) -> str:
    """Return the text of a label whose fields are changed; those that are None are left out."""
    return json.dumps({key: value for key, value in {**FIELDS, **changes}.items() if value is not None})


def wav(*labels: str | bytes, info: str = "") -> bytes:
    """Return the file; ``info`` is a comment in its LIST/INFO."""
    chunks = _chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16))
    chunks += _chunk(b"data", bytes(2 * RATE))
    if info:
        chunks += _chunk(b"LIST", b"INFO" + _chunk(b"ICMT", info.encode() + b"\0"))
    for each in labels:
        chunks += _chunk(b"AIGC", each if isinstance(each, bytes) else each.encode())
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
