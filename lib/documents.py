"""What is read: JSON-compatible data, the file it came from, and places in its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path


Json: TypeAlias = Any
"""None, bool, int (64 bit), float (finite), str (no lone surrogates), list or dict with str keys."""

Steps: TypeAlias = "tuple[str | int, ...]"
"""A place inside a document: ``("tracks", 3, "label")``; ``()`` is the root."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Place(NamedTuple):
    """A place in a text: line and column in code points, both from 1. ``file`` only where it is another file.

    In what is no text it is ``offset``, in bytes from the beginning; ``box`` names the part of the file that is there, as
    its format does. Line and column are then 1, for whoever knows nothing else.
    """

    line: int = 1
    column: int = 1
    file: str | None = None
    offset: int | None = None
    box: str | None = None

    def told(self, file: str) -> str:
        """Return it as people read it, in ``file`` or what stands for its name: ``file:1:2``, or ``file @ 44 (RIFF/AIGC)``."""
        if self.offset is None:
            return f"{file}:{self.line}:{self.column}"
        return f"{file} @ {self.offset}{f' ({self.box})' if self.box else ''}"


class SecondPlace(NamedTuple):
    """Another place that a finding is about, such as the other of two statements that contradict each other.

    ``artifact`` is the related artifact or file in which it is, by its path; None is the artifact of the finding itself,
    and then ``place.file`` is None as well, unless it is another file even so.
    """

    artifact: str | None
    path: Steps
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One file as it was read, once. ``path`` is relative to the root, with ``/``; ``real`` is where it lies."""

    path: str
    real: Path
    data: bytes
    sha256: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One document of a file, as JSON-compatible data, with the way to find a place in the text.

    ``locate(steps)`` gives the place of the value at ``steps``: of the key for a mapping's member, of the value for a
    list's item, of the nearest ancestor when there is nothing at ``steps``. It never raises.
    ``number`` counts from 1 and is set only where the file holds several artifacts; ``sha256`` and ``size`` are then
    the record's own, else the file's. ``cells`` says that the values are text cells (CSV), still without types.
    ``beside`` are other files that were read for it, such as the ``.meta.yaml`` of a CSV.
    """

    value: Json
    locate: Callable[[Steps], Place]
    line: int = 1
    number: int | None = None
    sha256: str
    size: int
    cells: bool = False
    beside: tuple[EvidenceFile, ...] = ()


class EvidenceFile(NamedTuple):
    """A file that is no artifact but was hashed for one; ``sha256`` is None where it is missing.

    ``outside`` says that it lies outside the root, as what a parameter names may, and so is no part of the tree.
    """

    path: str
    sha256: str | None
    outside: bool = False
