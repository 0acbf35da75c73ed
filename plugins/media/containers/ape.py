"""APEv2: tags of items before the sound and behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .id3 import JUNK, TAIL, tags_behind
from .window import MediaWindow

MARK = b"APETAGEX"
HEAD = 32
_IS_HEAD = 1 << 29


class ApeTag(NamedTuple):
    """A tag whose items begin at ``at``; ``size`` counts these and the foot, ``items`` is how many."""

    at: int
    size: int
    items: int

    @property
    def end(self) -> int:
        """Where its items end, and its foot begins."""
        return self.at + self.size - HEAD


class ApeItem(NamedTuple):
    """An item that begins at ``at``, and its value of ``size`` bytes at ``begin``."""

    key: str
    at: int
    begin: int
    size: int
    is_text: bool

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.begin + self.size


def ape_tags(window: MediaWindow, start: int = 0) -> Iterator[ApeTag]:
    """Yield the tags before the first frame and at the end, whatever other tags stand behind them."""
    ends = [window.size, *tags_behind(window)]
    stretches = [(start, start + JUNK), *((max(start, end - TAIL), end) for end in ends)]
    seen = set()
    for begin, end in stretches:
        data, found = window.peek(begin, min(end, window.size) - begin), -1
        while (found := data.find(MARK, found + 1)) >= 0:
            at = begin + found
            told = window.peek(at, HEAD)
            size, count, flags = (int.from_bytes(told[place : place + 4], "little") for place in (12, 16, 20))
            tag = ApeTag(at + HEAD if flags & _IS_HEAD else at + HEAD - size, size, count)
            if len(told) == HEAD and tag not in seen:  # head and foot say the same
                seen.add(tag)
                yield tag


def ape_items(window: MediaWindow, tag: ApeTag) -> Iterator[ApeItem]:
    """Yield the items of a tag. Raises ReadError."""
    at, stop = tag.at, tag.end
    if not 0 <= at <= stop <= window.size:
        raise window.cut(max(at, 0), tag.size, "APEv2")
    for _ in range(tag.items):
        window.step()
        if at + 8 > stop:
            raise window.broken(at, "APEv2")
        head = window.exact(at, 8, "APEv2")
        name, closed, _ = window.peek(at + 8, min(256, stop - at - 8)).partition(b"\0")
        begin, size = at + 8 + len(name) + 1, int.from_bytes(head[:4], "little")
        if not closed or begin + size > stop:
            raise window.broken(at, "APEv2")
        yield ApeItem(name.decode("latin-1"), at, begin, size, int.from_bytes(head[4:8], "little") >> 1 & 3 == 0)
        at = begin + size
