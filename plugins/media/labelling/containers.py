"""Which container a file is, by its bytes, and who plans the label of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from adjudge.lib.errors import ReadError
from adjudge.lib.words import say

from .id3 import tags_at
from .splicing import SplicePlan
from .window import MediaWindow

_BOXES = frozenset((b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))
_OTHERS = (b"RIFF", b"RF64", b"OggS", b"\x1a\x45\xdf\xa3")
"""What begins behind a tag and has no business there."""
_FAR = 1 << 16
"""Bytes behind a tag in which music is looked for."""
_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_LOW_BITRATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_RATES = (44_100, 48_000, 32_000, 0)
_PAGES = 16


class MediaContainer(NamedTuple):
    """``name`` is that of the schema `dubbing.media`; ``plan`` says how a file of it gets a label."""

    name: str
    plan: Callable[[MediaWindow, str], SplicePlan]


def identify(file: MediaWindow) -> MediaContainer:
    """Return the container of a file. Raises ReadError where there is none that keeps a label."""
    head = file.peek(0, 64)
    if not head:
        raise ReadError(say("labelling.empty"))
    tags = tags_at(file, 0)
    start = tags[-1].at + tags[-1].size if tags else 0
    begin = file.peek(start, 16) if tags else head
    name = _name(file, head) or _music(file, start, begin, is_tagged=bool(tags))
    if name == "adts":
        raise ReadError(say("labelling.adts"))
    if name is None:
        raise ReadError(say("labelling.unknown"))
    return MediaContainer(name, _planner(name))


def _planner(name: str) -> Callable[[MediaWindow, str], SplicePlan]:
    """Return who plans the label of a container; only that module is imported."""
    if name == "wav":
        from .riff import plan_wav as plan
    elif name == "avi":
        from .avi import plan_avi as plan
    elif name == "mp3":
        from .mp3 import plan_mp3 as plan
    elif name == "flac":
        from .flac import plan_flac as plan
    elif name in ("ogg", "opus"):
        from .ogg import plan_ogg as plan
    elif name in ("mkv", "webm"):
        from .matroska import plan_matroska as plan
    elif name == "flv":
        from .flv import plan_flv as plan
    else:
        from .mp4 import plan_mp4 as plan
    return plan


def _name(file: MediaWindow, head: bytes) -> str | None:
    """Return the container that the first bytes of a file name."""
    if head[:4] in (b"RIFF", b"RF64", b"BW64"):
        return {b"WAVE": "wav", b"AVI ": "avi" if head[:4] == b"RIFF" else None}.get(head[8:12])
    if head[:4] == b"OggS":
        return _ogg(file)
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return _matroska(file)
    if head[:4] == b"FLV\x01":
        return "flv"
    if head[4:8] in _BOXES:
        brand = head[8:12] if head[4:8] == b"ftyp" else b"qt  "
        return {b"qt  ": "mov", b"M4A ": "m4a", b"M4B ": "m4a", b"M4P ": "m4a"}.get(brand, "mp4")
    return None


def _ogg(file: MediaWindow) -> str | None:
    """Return whose sound is in an Ogg: that of its first stream of Vorbis or Opus."""
    from .ogg import pages

    for count, page in enumerate(pages(file)):
        begin = file.peek(page.body, 8)
        if not page.flags & 2 or count > _PAGES:
            return None
        if begin == b"OpusHead":
            return "opus"
        if begin.startswith(b"\x01vorbis"):
            return "ogg"
    return None


def _matroska(file: MediaWindow) -> str | None:
    """Return whether an EBML is a Matroska or a WebM; None of another document."""
    from .ebml import children, element_at

    head = element_at(file, 0, file.size, "EBML")
    for each in children(file, head.body, head.end, "EBML"):
        if each.id == 0x4282:
            return {b"matroska": "mkv", b"webm": "webm"}.get(file.peek(each.body, min(each.size, 16)).rstrip(b"\0"))
    return None


def _music(file: MediaWindow, start: int, begin: bytes, *, is_tagged: bool) -> str | None:
    """Return what begins at an offset: FLAC, MP3, AAC without a container, or nothing known."""
    if begin[:4] == b"fLaC":
        return "flac"
    if len(begin) > 1 and begin[0] == 0xFF and begin[1] & 0xF6 == 0xF0:
        return "adts"
    if is_tagged and begin[:4] not in _OTHERS:
        near = file.peek(start, _FAR)
        places = (at for at in range(len(near) - 3) if near[at] == 0xFF and _begins(near, at))
        return "mp3" if next(places, None) is not None or not near else None
    length = _length(begin[:4])
    return "mp3" if length and (_length(file.peek(length, 4)) or length >= file.size - 128) else None


def _begins(data: bytes, at: int) -> bool:
    """Return whether a frame of music begins at a place, and another one behind it, if that is within the data."""
    length = _length(data[at : at + 4])
    following = data[at + length : at + length + 4]
    return bool(length) and (len(following) < 4 or bool(_length(following)))


def _length(head: bytes) -> int:
    """Return the bytes of a frame of MPEG audio, layer III, by its head; 0 of anything else."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate = _RATES[head[2] >> 2 & 3]
    kilobits = (_BITRATES if version == 3 else _LOW_BITRATES)[head[2] >> 4]
    if version == 1 or layer != 1 or not rate or not kilobits:
        return 0
    rate >>= {3: 0, 2: 1, 0: 2}[version]
    return (144 if version == 3 else 72) * kilobits * 1000 // rate + (head[2] >> 1 & 1)
