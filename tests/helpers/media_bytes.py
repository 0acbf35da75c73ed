"""Media files: made by a real encoder, and labelled by hand where that writes no label, or not the one that is wanted.

tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import json
import re
import struct
import subprocess
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FIELDS = {
    "Label": "1",
    "ContentProducer": "001191110102MACQD9K64010000",
    "ProduceID": "p-0001",
    "ReservedCode1": "",
    "ContentPropagator": "001191110102MACQD9K64010000",
    "PropagateID": "p-0001",
    "ReservedCode2": "",
}
LABEL = json.dumps(FIELDS, separators=(",", ":"))
OTHER = LABEL.replace("p-0001", "p-0002")

_SOUND = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1:sample_rate=48000")
_PICTURE = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1")
_SEEN = (*_PICTURE, *_SOUND)
_AIGC = ("-metadata", f"AIGC={LABEL}")
_KEYS = ("-movflags", "use_metadata_tags", *_AIGC)
RECIPES: dict[str, tuple[str, ...]] = {
    "plain.wav": (*_SOUND, "-c:a", "pcm_s16le", "-t", "0.1"),
    "mp3": (*_SOUND, "-c:a", "libmp3lame", *_AIGC),
    "v23.mp3": (*_SOUND, "-c:a", "libmp3lame", "-id3v2_version", "3", *_AIGC),
    "flac": (*_SOUND, "-c:a", "flac", *_AIGC),
    "ogg": (*_SOUND, "-c:a", "libvorbis", *_AIGC),
    "opus": (*_SOUND, "-c:a", "libopus", *_AIGC),
    "m4a": (*_SOUND, "-c:a", "aac", *_KEYS),
    "plain.m4a": (*_SOUND, "-c:a", "aac", "-metadata", "title=An example"),
    "mp4": (*_SEEN, "-c:v", "libx264", "-c:a", "aac", "-metadata:s:a:0", "language=zho", *_KEYS),
    "fragmented.mp4": (
        *_SEEN,
        "-c:v",
        "libx264",
        "-c:a",
        "aac",
        "-movflags",
        "frag_keyframe+use_metadata_tags",
        *_AIGC,
    ),
    "mov": (*_SEEN, "-c:v", "libx264", "-c:a", "aac", *_KEYS),
    "mkv": (*_SEEN, "-c:v", "libx264", "-c:a", "aac", *_AIGC),
    "live.mkv": (*_SEEN, "-c:v", "libx264", "-c:a", "aac", "-live", "1", *_AIGC),
    "webm": (*_SEEN, "-c:v", "libvpx", "-c:a", "libopus", *_AIGC),
    "plain.avi": (*_SEEN, "-c:v", "mpeg4", "-c:a", "libmp3lame", "-metadata", "title=An example"),
    "flv": (*_SEEN, "-c:v", "flv", "-c:a", "libmp3lame", "-ar", "44100", *_AIGC),
    "aac": (*_SOUND, "-c:a", "aac", "-f", "adts"),
    "pcm": (*_SOUND, "-t", "0.1", "-f", "s16le"),
}
"""What the encoder is asked for, by the end of the file's name. It writes no label into WAV and AVI."""


@cache
def encoder() -> str:
    """Return the path of ffmpeg."""
    from imageio_ffmpeg import get_ffmpeg_exe

    return str(get_ffmpeg_exe())


def encode(name: str, folder: Path, *more: str) -> bytes:
    """Make a file of ``RECIPES``, with some more options, and return it."""
    target = folder / f"made.{name}"
    said = subprocess.run(
        [encoder(), "-v", "error", "-y", *RECIPES[name], *more, str(target)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return target.read_bytes()


# --- RIFF ---------------------------------------------------------------------------------------------------------------


def chunk(name: bytes, value: bytes) -> bytes:
    """Return a chunk, padded."""
    return name + struct.pack("<I", len(value)) + value + bytes(len(value) % 2)


def riff(data: bytes) -> bytes:
    """Return a RIFF file with its own size set right."""
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def wav(plain: bytes, *values: str | bytes) -> bytes:
    """Return a WAV with a chunk AIGC for each value."""
    texts = (value.encode() if isinstance(value, str) else value for value in values)
    return riff(plain + b"".join(chunk(b"AIGC", text) for text in texts))


def avi(plain: bytes, value: str) -> bytes:
    """Return an AVI with a label in the list INFO that it has."""
    at = plain.index(b"INFO")
    size = int.from_bytes(plain[at - 4 : at], "little")
    more = chunk(b"AIGC", value.encode())
    grown = struct.pack("<I", size + len(more))
    return riff(plain[: at - 4] + grown + plain[at : at + size] + more + plain[at + size :])


# --- ID3 and APE ----------------------------------------------------------------------------------------------------------


def synchsafe(size: int) -> bytes:
    """Return a size in four times seven bits."""
    return bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127))


def txxx(name: str, value: str, *, encoding: int = 3) -> bytes:
    """Return a frame TXXX of ID3v2.4."""
    coded, nul = {0: ("latin-1", 1), 1: ("utf-16", 2), 2: ("utf-16-be", 2), 3: ("utf-8", 1)}[encoding]
    body = bytes([encoding]) + name.encode(coded) + bytes(nul) + value.encode(coded)
    return b"TXXX" + synchsafe(len(body)) + b"\0\0" + body


def id3(*frames: bytes, version: int = 4, flags: int = 0) -> bytes:
    """Return a tag."""
    body = b"".join(frames)
    return b"ID3" + bytes([version, 0, flags]) + synchsafe(len(body)) + body


def old_txx(value: str) -> bytes:
    """Return a tag of ID3v2.2 with a label."""
    body = b"\0AIGC\0" + value.encode()
    return id3(b"TXX" + len(body).to_bytes(3, "big") + body, version=2)


def stuffed(value: str) -> bytes:
    """Return a tag of ID3v2.3 in UTF-16 in which bytes are stuffed between, so that no player takes them for sound."""
    body = b"\1" + "AIGC".encode("utf-16") + b"\0\0" + value.encode("utf-16")
    frame = b"TXXX" + struct.pack(">I", len(body)) + b"\0\0" + body
    return id3(re.sub(rb"\xff(?=[\xe0-\xff\0])", b"\xff\0", frame), version=3, flags=0x80)


def packed(value: str) -> bytes:
    """Return a tag of ID3v2.3 with a frame that is compressed."""
    body = zlib.compress(b"\0AIGC\0" + value.encode())
    frame = b"TXXX" + struct.pack(">I", len(body) + 4) + b"\0\x80" + struct.pack(">I", 6 + len(value)) + body
    return id3(frame, version=3)


def sound_of(mp3: bytes) -> bytes:
    """Return an MP3 without the tag before it."""
    size = mp3[6] << 21 | mp3[7] << 14 | mp3[8] << 7 | mp3[9]
    return mp3[10 + size :]


def ape(name: str, value: str) -> bytes:
    """Return an APE tag of version 2."""
    item = struct.pack("<II", len(value.encode()), 0) + name.encode() + b"\0" + value.encode()

    def edge(flags: int) -> bytes:
        return b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, flags) + bytes(8)

    return edge(0xA0000000) + item + edge(0x80000000)


# --- boxes ----------------------------------------------------------------------------------------------------------------


def box(name: bytes, *parts: bytes) -> bytes:
    """Return a box."""
    inside = b"".join(parts)
    return struct.pack(">I", 8 + len(inside)) + name + inside


def boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, place and size of the boxes that lie side by side."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], at, size
        at += size


def in_moov(data: bytes, more: bytes) -> bytes:
    """Return a file of boxes with something more at the end of ``moov``, which is its last box."""
    at, size = next((at, size) for name, at, size in boxes(data) if name == b"moov")
    assert at + size == len(data)
    return data[:at] + struct.pack(">I", size + len(more)) + data[at + 4 :] + more


def freeform(value: str) -> bytes:
    """Return an item ``----`` of iTunes."""
    return box(
        b"----",
        box(b"mean", bytes(4), b"com.apple.iTunes"),
        box(b"name", bytes(4), b"AIGC"),
        box(b"data", struct.pack(">II", 1, 0), value.encode()),
    )


def meta(*items: bytes) -> bytes:
    """Return a box ``meta`` with a list of items."""
    handler = box(b"hdlr", bytes(8), b"mdirappl", bytes(9))
    return box(b"meta", bytes(4), handler, box(b"ilst", *items))


def xmp(value: str) -> bytes:
    """Return an XMP packet that has a label."""
    text = value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" TC260:AIGC="{text}"/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
