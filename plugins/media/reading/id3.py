"""Tags before and behind the sound: ID3v2 in all its versions, and APEv2."""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from .entries import TagEntry, decoded, is_label
from .window import MOST_TEXT, Window
from .xmp import labels_in

_ENCODINGS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
_NULS = {0: b"\0", 1: b"\0\0", 2: b"\0\0", 3: b"\0"}
_DESCRIBED = {"TXXX": 0, "TXX": 0, "WXXX": 0, "WXX": 0, "COMM": 3, "COM": 3, "USLT": 3, "ULT": 3}
"""Frames that have a name of their own before their text, and the bytes of the language before that name."""
_OWN = ("TXXX", "TXX")
_XMP = b"XMP\0"
_BEGINS = re.compile(
    rb"ID3(?:\x02[\0-\xfe][\0-\xff][\0-\x7f]{4}[A-Z0-9]{3}|[\x03\x04][\0-\xfe][\0-\xff][\0-\x7f]{4}[A-Z0-9]{4})",
    re.DOTALL,
)
"""A tag and its first frame: no accident."""
_APE_MARK = b"APETAGEX"
_IS_HEAD = 1 << 29
_JUNK = 1 << 12
_TAIL = 1 << 18
"""Bytes at the beginning, which players pass over up to the first frame, and at the end in which tags are looked for."""
_STUFFED = re.compile(rb"\xff\x00")
_HEAD = 10
_APE_HEAD = 32
_ID3V1 = 128
_MOST_PACKET = 16 << 20
_MOST_STUFFED = 8 << 20
"""Bytes of a tag that is unstuffed as a whole; its cover included."""


def id3_size(window: Window, offset: int) -> int:
    """Return the bytes of the ID3v2 tag at ``offset``, its header and footer included; 0 where there is none."""
    head = window.peek(offset, _HEAD)
    if len(head) < _HEAD or head[:3] != b"ID3" or 0xFF in head[3:5] or any(byte > 127 for byte in head[6:]):
        return 0
    footer = _HEAD if head[3] >= 4 and head[5] & 0x10 else 0
    return _HEAD + _synchsafe(head[6:]) + footer


def id3_entries(window: Window, offset: int, way: str = "ID3v2") -> Iterator[TagEntry]:
    """Yield the texts of the ID3v2 tag at ``offset``. Raises ReadError where it is cut off."""
    whole = id3_size(window, offset)
    window.fit(offset, whole, way)
    version, _, flags = window.exact(offset + 3, 3, way)
    size = _synchsafe(window.exact(offset + 6, 4, way))
    body = _Body(window, offset + _HEAD, size, way, stuffed=bool(flags & 0x80) and version < 4)
    all_stuffed = bool(flags & 0x80) and version >= 4  # then each frame is, whether its own flag says so or not
    at = 0
    if flags & 0x40 and version >= 3 and size >= 4:
        at = _synchsafe(body.take(0, 4)) if version >= 4 else 4 + int.from_bytes(body.take(0, 4), "big")
    small = version == 2
    head = 6 if small else _HEAD
    while at + head <= body.size:
        window.step()
        frame = body.take(at, head)
        name, size = frame[: 3 if small else 4], int.from_bytes(frame[3 if small else 4 : 6 if small else 8], "big")
        if not name.strip(b"\0"):
            return  # padding
        if version >= 4:
            size = _v24_size(body, at, frame)
        if not re.fullmatch(rb"[A-Z0-9 ]+", name) or at + head + size > body.size:
            raise window.broken(body.place(at), f"{way}/{name.decode('latin-1')!a}")
        if name[:1] == b"T" or name.decode() in _DESCRIBED or name == b"PRIV":
            told = 0 if small else int.from_bytes(frame[8:10], "big") | (0x02 if all_stuffed else 0)
            kind = _Frame(name.decode(), version, told, at + head, size)
            yield from (_private if name == b"PRIV" else _texts)(body, kind, f"{way}/{kind.name.strip()}")
        at += head + size


class _Frame(NamedTuple):
    name: str
    version: int
    flags: int
    at: int
    size: int


class _Body:
    """What is in a tag, with the bytes taken out that a writer stuffed between, and where each was in the file."""

    def __init__(self, window: Window, start: int, size: int, way: str, *, stuffed: bool) -> None:
        self._window, self._start, self._way = window, start, way
        self._plain: bytes | None = None
        self._gaps = array("I")
        self.size = size
        if stuffed and size > _MOST_STUFFED:
            raise window.broken(start - _HEAD, way)
        if stuffed:
            raw = window.exact(start, size, way)
            self._gaps = _gaps(raw)
            self._plain = _STUFFED.sub(b"\xff", raw)
            self.size = len(self._plain)

    def take(self, at: int, size: int) -> bytes:
        if self._plain is not None:
            return self._plain[at : at + size]
        return self._window.exact(self._start + at, size, self._way)

    def place(self, at: int) -> int:
        """Return where a byte is in the file."""
        return self._start + at + bisect_right(self._gaps, at)

    def refuse(self, at: int, size: int, box: str) -> None:
        self._window.text(self.place(at), size, box)

    def refuse_packet(self, at: int, size: int, box: str) -> None:
        if size > _MOST_PACKET:
            raise self._window.broken(self.place(at), box)

    def broken(self, at: int, box: str) -> Exception:
        return self._window.broken(self.place(at), box)


def _gaps(raw: bytes) -> array[int]:
    """Return the places, among the bytes that stay, behind which one was taken out."""
    return array("I", (found.start() + 1 - number for number, found in enumerate(_STUFFED.finditer(raw))))


def _v24_size(body: _Body, at: int, frame: bytes) -> int:
    """Return the size of a frame of ID3v2.4; some writers, iTunes once, count as in 2.3: what follows tells which it was."""
    plain = int.from_bytes(frame[4:8], "big")
    if any(byte > 127 for byte in frame[4:8]):
        return plain
    size = _synchsafe(frame[4:8])
    if size == plain or _goes_on(body, at + _HEAD + size) or not _goes_on(body, at + _HEAD + plain):
        return size
    return plain


def _goes_on(body: _Body, at: int) -> bool:
    if at >= body.size:
        return at == body.size
    name = body.take(at, min(4, body.size - at))
    return re.fullmatch(rb"[A-Z0-9]{4}|\0{1,4}", name) is not None


def _texts(body: _Body, frame: _Frame, box: str) -> Iterator[TagEntry]:
    """Yield what a text frame says: of TXXX and TXX under its own name, each text of several."""
    own, language = frame.name in _OWN, _DESCRIBED.get(frame.name)
    if frame.size > MOST_TEXT:
        begin = body.take(frame.at, min(frame.size, 64)).replace(b"\0", b"")
        if not own and (language is None or b"aigc" not in begin.lower()):
            return
        body.refuse(frame.at, frame.size, box)  # says that it is too long
    data, where = _unpacked(body, frame), frame.at
    if data is None:
        if own:  # it cannot be read, and might be a label
            yield TagEntry(box, "AIGC", body.place(frame.at), frame.size, None)
        return
    packed = len(data) != frame.size
    encoding = data[0] if data else 3
    if encoding not in _ENCODINGS:
        if own:
            raise body.broken(frame.at, box)
        return
    nul = _NULS[encoding]
    parts = list(_split(data[1:], nul))
    name = frame.name
    if language is not None:
        parts = [(at + language, text) for at, text in _split(data[1 + language :], nul)]
        (_, described), *parts = parts
        name = decoded(described, _with_mark(described, encoding)) or ""
        if not own and not is_label(name):
            return
    if len(parts) > 1 and not parts[-1][1]:
        parts.pop()  # a text may be ended as well as parted
    for at, text in parts or [(len(data) - 1, b"")]:
        offset = body.place(where if packed else where + 1 + at)
        size = frame.size if packed else len(text)
        yield TagEntry(box, name, offset, size, decoded(text, _with_mark(text, encoding)))


def _private(body: _Body, frame: _Frame, box: str) -> Iterator[TagEntry]:
    """Yield the labels of XMP, which editors keep in a private frame."""
    if body.take(frame.at, min(frame.size, len(_XMP))) == _XMP or (frame.flags and frame.size <= MOST_TEXT):
        body.refuse_packet(frame.at, frame.size, box)
        data = _unpacked(body, frame) or b""
        if data.startswith(_XMP):
            yield from labels_in(data[len(_XMP) :], body.place(frame.at) + len(_XMP), box)


def _with_mark(text: bytes, encoding: int) -> str:
    """Return how a text is encoded: one of UTF-16 without a mark is little-endian, as most write it."""
    return "utf-16-le" if encoding == 1 and text[:2] not in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS[encoding]


def _split(data: bytes, nul: bytes) -> Iterator[tuple[int, bytes]]:
    step, begin, at = len(nul), 0, 0
    while at + step <= len(data):
        if data[at : at + step] == nul:
            yield begin, data[begin:at]
            begin = at + step
        at += step
    yield begin, data[begin:]


def _unpacked(body: _Body, frame: _Frame) -> bytes | None:
    """Return a frame's content without its wrappings; None where it is encrypted, or does not unpack."""
    data, flags = body.take(frame.at, frame.size), frame.flags
    if frame.version == 3:
        extra = (4 if flags & 0x80 else 0) + (1 if flags & 0x40 else 0) + (1 if flags & 0x20 else 0)
        packed, locked = bool(flags & 0x80), bool(flags & 0x40)
    elif frame.version >= 4:
        extra = (1 if flags & 0x40 else 0) + (1 if flags & 0x04 else 0) + (4 if flags & 0x01 else 0)
        packed, locked = bool(flags & 0x08), bool(flags & 0x04)
    else:
        return data
    if locked:
        return None
    data = data[extra:]
    if frame.version >= 4 and flags & 0x02:
        data = _STUFFED.sub(b"\xff", data)
    if not packed:
        return data
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, MOST_TEXT)
    except zlib.error:
        return None
    return found if unpacker.eof else None


def _synchsafe(data: bytes) -> int:
    return (data[0] & 127) << 21 | (data[1] & 127) << 14 | (data[2] & 127) << 7 | (data[3] & 127)


def ape_entries(window: Window, start: int = 0) -> Iterator[TagEntry]:
    """Yield the texts of the APE tags before the first frame and at the end, whatever other tags stand behind them."""
    ends = [window.size, *id3_behind(window)]
    stretches = [(start, start + _JUNK), *((max(start, end - _TAIL), end) for end in ends)]
    seen = set()
    for begin, end in stretches:
        data, found = window.peek(begin, min(end, window.size) - begin), -1
        while (found := data.find(_APE_MARK, found + 1)) >= 0:
            at = begin + found
            told = window.peek(at, _APE_HEAD)
            size, count, flags = (int.from_bytes(told[place : place + 4], "little") for place in (12, 16, 20))
            first = at + _APE_HEAD if flags & _IS_HEAD else at + _APE_HEAD - size
            if len(told) == _APE_HEAD and (first, size, count) not in seen:  # head and foot say the same
                seen.add((first, size, count))
                yield from _ape_items(window, first, size, count)


def _ape_items(window: Window, at: int, size: int, count: int) -> Iterator[TagEntry]:
    """Yield the texts of an APE tag whose items begin at ``at``; ``size`` counts its footer."""
    stop = at + size - _APE_HEAD
    if not 0 <= at <= stop <= window.size:
        raise window.cut(max(at, 0), size, "APEv2")
    for _ in range(count):
        window.step()
        if at + 8 > stop:
            raise window.broken(at, "APEv2")
        head = window.exact(at, 8, "APEv2")
        name, closed, _ = window.peek(at + 8, min(256, stop - at - 8)).partition(b"\0")
        begin, length = at + 8 + len(name) + 1, int.from_bytes(head[:4], "little")
        if not closed or begin + length > stop:
            raise window.broken(at, "APEv2")
        key = name.decode("latin-1")
        if int.from_bytes(head[4:8], "little") >> 1 & 3 == 0 or key.upper() == "AIGC":  # the others are no text
            part = begin
            data = window.text(begin, length, f"APEv2/{key}") if length <= MOST_TEXT or key.upper() == "AIGC" else b""
            for text in data.split(b"\0"):
                yield TagEntry(f"APEv2/{key}", key, part, len(text), decoded(text))
                part += len(text) + 1
        at = begin + length


def id3_loose(window: Window, start: int) -> Iterator[int]:
    """Yield where ID3v2 tags begin that players or MediaInfo come upon: before the first frame, and behind the last."""
    tail = max(start, window.size - _TAIL)
    for begin, end in ((start, min(start + _JUNK, tail)), (tail, window.size)):
        for found in _BEGINS.finditer(window.peek(begin, end - begin)):
            yield begin + found.start()


def id3_behind(window: Window) -> Iterator[int]:
    """Yield where ID3v2.4 tags begin that stand at the end of a file and are found by their footers."""
    end = window.size
    if end >= _ID3V1 and window.peek(end - _ID3V1, 3) == b"TAG":
        end -= _ID3V1
    while end >= 2 * _HEAD and window.peek(end - _HEAD, 3) == b"3DI":
        window.step()
        begin = end - 2 * _HEAD - _synchsafe(window.exact(end - 4, 4, "ID3v2"))
        if begin < 0 or id3_size(window, begin) != end - begin:
            raise window.broken(end - _HEAD, "ID3v2")
        yield begin
        end = begin
