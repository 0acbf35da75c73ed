"""What is to be replaced in a file by what: a plan, and the pieces of the file that come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from .window import malformed

KEY = "AIGC"


class SpliceEdit(NamedTuple):
    """``size`` bytes at ``offset`` give way to ``data``."""

    offset: int
    size: int
    data: bytes


class FoundLabel(NamedTuple):
    """A label that is there: the names that lead to it, where its value begins, and the value as text.

    ``text`` is None where it is no text.
    """

    box: str
    offset: int
    text: str | None


class Untouched(NamedTuple):
    """Bytes that stay as they are."""

    offset: int
    size: int


def _none() -> Iterator[SpliceEdit]:
    return iter(())


@dataclass(frozen=True, kw_only=True)
class SplicePlan:
    """Edits that leave one label, at ``box``; none where it is there already, alone and in its place.

    ``found`` are the labels that are there now. ``behind`` gives edits behind all of ``edits``, in their order: of files
    with very many.
    """

    box: str
    edits: tuple[SpliceEdit, ...] = ()
    found: tuple[FoundLabel, ...] = ()
    behind: Callable[[], Iterator[SpliceEdit]] = _none

    @property
    def is_done(self) -> bool:
        """Whether nothing is to be changed."""
        return not self.edits and self.behind is _none

    def pieces(self, size: int) -> Iterator[Untouched | bytes]:
        """Yield what the new file of one of ``size`` bytes consists of.

        Raises ReadError where parts of the file lie one in the other, as only hostile ones do.
        """
        at = 0
        for edit in chain(sorted(self.edits), self.behind()):
            if edit.offset < at or edit.offset + edit.size > size:
                raise malformed(KEY, edit.offset)
            if edit.offset > at:
                yield Untouched(at, edit.offset - at)
            if edit.data:
                yield edit.data
            at = edit.offset + edit.size
        if at < size:
            yield Untouched(at, size - at)


def is_key(name: str | bytes) -> bool:
    """Return whether a name of a tag is that of a label, in any case."""
    plain = name if isinstance(name, str) else name.decode("latin-1")
    return plain.strip("\0 ").upper() == KEY


def as_text(value: bytes) -> str | None:
    """Return a value without the NULs at its end; None where it is no text."""
    try:
        return value.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return None


def is_only(found: Iterable[FoundLabel], box: str, label: str) -> bool:
    """Return whether a file has the one label that it shall have, where it shall be."""
    return [(each.box, each.text) for each in found] == [(box, label)]
