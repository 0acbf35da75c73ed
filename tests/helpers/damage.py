"""What happens to files on their way: bytes change, the end is lost, sizes lie, parts come twice or not at all.

tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

_NEAR = 3_000
"""Bytes at the beginning and at the end, where containers keep what they say of themselves."""
_NAME = re.compile(rb"[A-Za-z0-9]{4}")
"""Sizes stand beside names in most containers."""
_LIES = [0, 1, 7, 8, 9, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF]


class Damage(NamedTuple):
    """What is done, and where: a share of the head, the tail or the whole; the other numbers are of what is done."""

    what: str
    part: str
    place: float
    size: int
    number: int
    to: float

    def do(self, data: bytes) -> bytes:
        """Return the bytes with the damage done."""
        at, end = self._at(data, self.place), len(data)
        match self.what:
            case "flip":
                return data[:at] + bytes([self.number & 0xFF]) + data[at + 1 :]
            case "cut":
                return data[:at]
            case "lie":
                names = [match.start() for match in _NAME.finditer(data)] or [0]
                beside = max(0, names[int(self.place * (len(names) - 1))] + (4 if self.to < 0.5 else -4))
                lie = struct.pack("<I" if self.to < 0.5 else ">I", self.number)
                return data[:beside] + lie + data[beside + 4 :]
            case "repeat":
                return data[: self._at(data, self.to)] + data[at : at + self.size] + data[self._at(data, self.to) :]
            case "drop":
                return data[:at] + data[at + self.size :]
            case "blank":
                return data[:at] + bytes(min(self.size, end - at)) + data[at + self.size :]
        raise AssertionError(self.what)

    def _at(self, data: bytes, place: float) -> int:
        near = min(len(data), _NEAR)
        if self.part == "whole":
            return int(place * len(data))
        return int(place * near) + (len(data) - near if self.part == "tail" else 0)


def damages() -> st.SearchStrategy[list[Damage]]:
    """Return a strategy of one damage or a few."""
    one = st.builds(
        Damage,
        what=st.sampled_from(["flip", "cut", "lie", "repeat", "drop", "blank"]),
        part=st.sampled_from(["head", "tail", "whole"]),
        place=st.floats(0, 1),
        size=st.integers(1, 64) | st.integers(64, 4_000),
        number=st.sampled_from(_LIES) | st.integers(0, 0xFFFFFFFF),
        to=st.floats(0, 1),
    )
    return st.lists(one, min_size=1, max_size=5)


def damaged(data: bytes, damage: Sequence[Damage]) -> bytes:
    """Return the bytes with each damage done, one after the other."""
    for each in damage:
        data = each.do(data)
    return data
