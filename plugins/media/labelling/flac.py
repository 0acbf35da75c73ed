"""FLAC: the label in the block of comments, whose room is taken from the padding where there is some."""

from __future__ import annotations

from typing import NamedTuple

from .id3 import tags_at
from .mp3 import plan_tags
from .splicing import SpliceEdit, SplicePlan, is_only
from .vorbis import VorbisComments, read_comments
from .window import MOST, MediaWindow, malformed, too_big, too_many

BOX = "FLAC/VORBIS_COMMENT"
_COMMENT, _PADDING = 4, 1
_LAST = 0x80
_MOST = (1 << 24) - 1
_BLOCKS = 10_000


class _FlacBlock(NamedTuple):
    kind: int
    at: int
    size: int

    @property
    def end(self) -> int:
        return self.at + 4 + self.size


def plan_flac(file: MediaWindow, label: str) -> SplicePlan:
    """Return how a FLAC gets its label. Raises ReadError."""
    tags = tags_at(file, 0)
    edits, found = plan_tags(tags, None) if tags else ([], [])
    start = tags[-1].at + tags[-1].size if tags else 0
    blocks = _blocks(file, start)
    comments = [each for each in blocks if each.kind == _COMMENT]
    read = [(block, read_comments(file.read(block.at + 4, block.size, "FLAC"), block.at + 4)) for block in comments]
    for block, each in read:
        found += each.labels(BOX, block.at + 4)
    if is_only(found, BOX, label):
        return SplicePlan(box=BOX, found=tuple(found))
    new: dict[int, bytes] = {
        block.at: each.labelled(label if block is comments[0] else None).encode() for block, each in read
    }
    if not comments:
        new[-1] = VorbisComments(b"", (), b"").labelled(label).encode()
    return SplicePlan(box=BOX, edits=(*edits, _written(file, blocks, new)), found=tuple(found))


def _blocks(file: MediaWindow, start: int) -> list[_FlacBlock]:
    """Return the blocks of metadata. Raises ReadError."""
    at = start + 4
    found: list[_FlacBlock] = []
    for _ in range(_BLOCKS):
        head = file.read(at, 4, "FLAC")
        block = _FlacBlock(head[0] & ~_LAST, at, int.from_bytes(head[1:], "big"))
        if block.kind == 127 or (not found and block.kind) or block.end > file.size:
            raise malformed("FLAC", at)
        found.append(block)
        if block.end - start > MOST:
            raise too_big("FLAC", at)
        if head[0] & _LAST:
            return found
        at = block.end
    raise too_many("FLAC", at)


def _written(file: MediaWindow, blocks: list[_FlacBlock], new: dict[int, bytes]) -> SpliceEdit:
    """Return the one edit that writes all blocks but the first; pictures stay what they are, only their place may move."""
    grown = sum(len(new[block.at]) - block.size for block in blocks if block.at in new)
    grown += 4 + len(new[-1]) if -1 in new else 0
    parts: list[tuple[int, bytes]] = [(_COMMENT, new[-1])] if -1 in new else []
    for block in blocks[1:]:
        if block.at in new:
            parts.append((_COMMENT, new[block.at]))
        elif block.kind == _PADDING:
            size = block.size - grown
            fits = 0 <= size <= _MOST
            grown = 0 if fits else grown
            parts.append((_PADDING, b"\0" * size if fits else file.read(block.at + 4, block.size, "FLAC")))
        else:
            parts.append((block.kind, file.read(block.at + 4, block.size, "FLAC")))
    first = blocks[0]
    data = bytearray(file.read(first.at, first.end - first.at, "FLAC"))
    data[0] &= ~_LAST & 0xFF
    for index, (kind, body) in enumerate(parts):
        if len(body) > _MOST:
            raise too_big("FLAC", first.at, _MOST + 1)
        data += bytes([kind | (_LAST if index == len(parts) - 1 else 0)]) + len(body).to_bytes(3, "big") + body
    return SpliceEdit(first.at, blocks[-1].end - first.at, bytes(data))
