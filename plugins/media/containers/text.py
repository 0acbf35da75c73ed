"""Bytes as text: values, and names of four bytes."""

from __future__ import annotations


def decoded(data: bytes, encoding: str = "utf-8") -> str | None:
    """Return bytes as text; None where they are none."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def fourcc(data: bytes) -> str:
    """Return four bytes as the name that they are, what is no printable character as ``?``."""
    return "".join(chr(byte) if 32 <= byte < 127 or byte == 0xA9 else "?" for byte in data)
