"""Media with labels in odd places, several at once, made from real files by own bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

OLD = '{"Label":"1","ContentProducer":"001191110102MACQD9K64010000","ProduceID":"old"}'
_QUOTED = OLD.replace('"', "&quot;")
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:D TC260:AIGC=\'{"ContentProducer":"a"}\' keep="1">'
    f"<TC260:AIGC>{_QUOTED}</TC260:AIGC><k>kept</k></r:D></x:xmpmeta>"
).encode()
UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of RIFF."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def riff(data: bytes, *chunks: bytes) -> bytes:
    """Return a RIFF with more chunks at its end."""
    data += b"".join(chunks)
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def syncsafe(number: int) -> bytes:
    """Return a number of ID3."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def tag(*frames: bytes, version: int = 4, flags: int = 0, padding: int = 0, lead: bytes = b"") -> bytes:
    """Return a tag of ID3v2; with the flag of it, unsynchronised as versions 2.2 and 2.3 are."""
    body = lead + b"".join(frames)
    if flags & 0x80 and version < 4:
        body = (
            body.replace(b"\xff\0", b"\xff\0\0").replace(b"\xff\xe0", b"\xff\0\xe0").replace(b"\xff\xfb", b"\xff\0\xfb")
        )
        body = body.replace(b"\xff\xfe", b"\xff\0\xfe")
    body += bytes(padding)
    head = bytes((version, 0, flags)) + syncsafe(len(body))
    return b"ID3" + head + body + (b"3DI" + head if flags & 0x10 else b"")


def frame(name: bytes, body: bytes, version: int = 4, flags: bytes = b"\0\0") -> bytes:
    """Return a frame of ID3v2."""
    if version == 2:
        return name + len(body).to_bytes(3, "big") + body
    return name + (syncsafe(len(body)) if version == 4 else struct.pack(">I", len(body))) + flags + body


def text(value: str = OLD, key: str = "AIGC", version: int = 4, encoding: int = 3) -> bytes:
    """Return a frame of ID3v2 with a label."""
    codec = ("latin-1", "utf-16", "utf-16-be", "utf-8")[encoding]
    end = b"\0\0" if encoding in (1, 2) else b"\0"
    body = bytes([encoding]) + key.encode(codec) + end + value.encode(codec)
    return frame(b"TXX" if version == 2 else b"TXXX", body, version)


def ape(*items: tuple[str, str]) -> bytes:
    """Return an APE tag with its head."""
    body = b"".join(struct.pack("<II", len(value), 0) + key.encode() + b"\0" + value.encode() for key, value in items)

    def end(flags: int) -> bytes:
        return b"APETAGEX" + struct.pack("<IIII", 2000, len(body) + 32, len(items), flags) + bytes(8)

    return end(0xA0000000) + body + end(0x80000000)


def comments(*entries: str) -> bytes:
    """Return Vorbis comments."""
    parts = [entry.encode() for entry in entries]
    body = b"".join(struct.pack("<I", len(part)) + part for part in parts)
    return struct.pack("<I", 4) + b"test" + struct.pack("<I", len(parts)) + body


def box(kind: bytes, *parts: bytes) -> bytes:
    """Return a box of MP4."""
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def value(item: bytes, data: str = OLD, *before: bytes) -> bytes:
    """Return an item of a list of metadata."""
    return box(item, *before, box(b"data", struct.pack(">II", 1, 0), data.encode()))


def freeform(key: bytes = b"AIGC") -> bytes:
    """Return a label as music players write what has no item of its own."""
    return value(b"----", OLD, box(b"mean", bytes(4), b"com.apple.iTunes"), box(b"name", bytes(4), key))


def meta(handler: bytes, *parts: bytes, version: bytes = bytes(4)) -> bytes:
    """Return a box of metadata."""
    return box(b"meta", version, box(b"hdlr", bytes(8), handler, bytes(13)), *parts)


def keys(*names: bytes) -> bytes:
    """Return a box of keys."""
    return box(b"keys", bytes(4), struct.pack(">I", len(names)), *(box(b"mdta", name) for name in names))


def number(index: int) -> bytes:
    """Return the kind of an item that belongs to a key."""
    return struct.pack(">I", index)


def within_moov(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return an MP4 whose `moov` comes last, with another content of that."""
    at = data.rindex(b"moov") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    assert at + size == len(data)
    return data[:at] + box(b"moov", change(data[at + 8 :]))


def without_user_data(body: bytes) -> bytes:
    """Return the content of a `moov` without the user data of the movie."""
    kept, at = [], 0
    while at < len(body):
        size = int.from_bytes(body[at : at + 4], "big")
        if body[at + 4 : at + 8] != b"udta":
            kept.append(body[at : at + size])
        at += size
    return b"".join(kept)


def element(id_: int, *parts: bytes) -> bytes:
    """Return an element of Matroska, its size in eight bytes."""
    body = b"".join(parts)
    return id_.to_bytes((id_.bit_length() + 7) // 8, "big") + (1 << 56 | len(body)).to_bytes(8, "big") + body


def simple(name: str = "AIGC", said: str = OLD, *more: bytes) -> bytes:
    """Return a text of Matroska."""
    return element(0x67C8, element(0x45A3, name.encode()), element(0x4487, said.encode()), *more)


def checked(*parts: bytes) -> bytes:
    """Return parts of a master element behind their checksum."""
    body = b"".join(parts)
    return b"\xbf\x84" + zlib.crc32(body).to_bytes(4, "little") + body
