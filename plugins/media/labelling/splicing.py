"""What is to be replaced in a file by what: a plan, and the pieces of the file that come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from adjudge.lib.errors import ReadError
from adjudge.lib.words import say

KEY = "AIGC"


class SpliceEdit(NamedTuple):
    """``size`` bytes at ``offset`` give way to ``data``."""

    offset: int
    size: int
    data: bytes


class Untouched(NamedTuple):
    """Bytes that stay as they are."""

    offset: int
    size: int


def _none() -> Iterator[SpliceEdit]:
    return iter(())


@dataclass(frozen=True, kw_only=True)
class SplicePlan:
    """Edits that leave one label, at ``box``.

    ``behind`` gives edits behind all of ``edits``, in their order: of files with very many.
    """

    box: str
    edits: tuple[SpliceEdit, ...] = ()
    behind: Callable[[], Iterator[SpliceEdit]] = _none

    def pieces(self, size: int) -> Iterator[Untouched | bytes]:
        """Yield what the new file of one of ``size`` bytes consists of.

        Raises ReadError where parts of the file lie one in the other, as only hostile ones do.
        """
        at = 0
        for edit in chain(sorted(self.edits), self.behind()):
            if edit.offset < at or edit.offset + edit.size > size:
                raise ReadError(say("media.broken", box=KEY, offset=edit.offset))
            if edit.offset > at:
                yield Untouched(at, edit.offset - at)
            if edit.data:
                yield edit.data
            at = edit.offset + edit.size
        if at < size:
            yield Untouched(at, size - at)


def no_room(what: str, offset: int) -> ReadError:
    """Return the error of a file where a label would move what its index points to, and the index has no room."""
    return ReadError(say("labelling.no_room", what=what, offset=offset))
