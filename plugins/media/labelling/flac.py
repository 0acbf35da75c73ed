"""FLAC: the label in the block of comments, whose room is taken from the padding where there is some."""

from __future__ import annotations

from ..containers.id3 import tags_before
from ..containers.recognition import recognise
from ..containers.vorbis import COMMENT, PADDING, FlacBlock, blocks, read_comments
from ..containers.window import MOST_PART, MediaWindow
from ..reading.vorbis import FLAC_BOX
from .id3 import read_tag, tag_edits
from .mp3 import elsewhere
from .splicing import KEY, SpliceEdit, SplicePlan
from .vorbis import NONE, labelled

_LAST = 0x80
_MOST = (1 << 24) - 1


def plan_flac(window: MediaWindow, label: str) -> SplicePlan:
    """Return how a FLAC gets its label. Raises ReadError."""
    container = recognise(window)
    edits = tag_edits(window, [read_tag(window, at) for at in tags_before(window, container.start)], None)
    found = window.few(blocks(window, container.start), container.start, "FLAC")
    if found[0].kind or found[-1].end - container.start > MOST_PART:
        raise window.broken(container.start, "FLAC")
    own = next((block for block in found if block.kind == COMMENT), None)
    new: dict[int, bytes] = {}
    for block in found:
        if block.kind == COMMENT:
            data = window.exact(block.body, block.size, FLAC_BOX)
            comments = read_comments(window, data, block.body.__add__, FLAC_BOX)
            new[block.at] = labelled(comments, label if block is own else None)
    if own is None:
        new[-1] = labelled(NONE, label)
    edits += [_written(window, found, new), *elsewhere(window, container)]
    return SplicePlan(box=f"{FLAC_BOX}/{KEY}", edits=tuple(edits))


def _written(window: MediaWindow, blocks: list[FlacBlock], new: dict[int, bytes]) -> SpliceEdit:
    """Return the one edit that writes all blocks but the first; pictures stay what they are, only their place may move."""
    grown = sum(len(new[block.at]) - block.size for block in blocks if block.at in new)
    grown += 4 + len(new[-1]) if -1 in new else 0
    parts: list[tuple[int, bytes]] = [(COMMENT, new[-1])] if -1 in new else []
    for block in blocks[1:]:
        if block.at in new:
            parts.append((COMMENT, new[block.at]))
        elif block.kind == PADDING:
            size = block.size - grown
            fits = 0 <= size <= _MOST
            grown = 0 if fits else grown
            parts.append((PADDING, b"\0" * size if fits else window.exact(block.body, block.size, "FLAC")))
        else:
            parts.append((block.kind, window.exact(block.body, block.size, "FLAC")))
    first = blocks[0]
    data = bytearray(window.exact(first.at, first.end - first.at, "FLAC"))
    data[0] &= ~_LAST & 0xFF
    for index, (kind, body) in enumerate(parts):
        if len(body) > _MOST:
            raise window.too_big(first.at, "FLAC", _MOST + 1)
        data += bytes([kind | (_LAST if index == len(parts) - 1 else 0)]) + len(body).to_bytes(3, "big") + body
    return SpliceEdit(first.at, blocks[-1].end - first.at, bytes(data))
