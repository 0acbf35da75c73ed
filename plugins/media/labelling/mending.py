"""What ``adjudge fix`` asks: which label a manifest states for a file, and the file with it, as bytes that are proven before.

Nothing is written into the file itself: a copy in a folder of its own is labelled as ``adjudge label`` would, with all that
is checked there, and given back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.errors import UsageError
from adjudge.lib.opening import read_regular
from adjudge.lib.system import reason
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import say

from ..containers.window import MOST_PART
from .value import label_of
from .writing import label_in, write_label

if TYPE_CHECKING:
    from adjudge import Json

_WRITERS = frozenset(("provider", "technical_supporter"))
"""Roles of who writes the label; for any other it was another's to write, and its producer is not the manifest's provider."""


class StatedLabel(NamedTuple):
    """What a manifest states of a file's label; None where it does not say.

    ``is_synthetic`` says whether the file is stated to have generated or synthetic content.
    """

    is_synthetic: bool
    label: str | None
    producer: str | None
    id: str | None


class LabelledBytes(NamedTuple):
    """A file with its label: where the value is, by the names that lead to it and by its offset."""

    data: bytes
    box: str
    offset: int


def stated_label(document: Json, named: Mapping[str, Json]) -> StatedLabel:
    """Return what a manifest states of a file that it names in the object ``named``."""
    said = named.get("implicit_label")
    said = said if isinstance(said, Mapping) else {}
    producer = said.get("producer")
    if producer is None and isinstance(document, Mapping) and _writes(document):
        provider = document.get("provider")
        producer = provider.get("code") if isinstance(provider, Mapping) else None
    label = said.get("label")
    return StatedLabel(
        is_synthetic=named.get("synthetic") is True,
        label=label if isinstance(label, str) else None,
        producer=producer if isinstance(producer, str) else None,
        id=id_ if isinstance(id_ := said.get("produce_id"), str) else None,
    )


def label_text(*, label: str, producer: str, id: str) -> str:
    """Return the label of its first writing. Raises UsageError for a value that it must not have."""
    return label_of(
        label=label,
        producer=producer,
        id=id,
        propagator=producer,
        propagate_id=id,
        reserved_1="",
        reserved_2="",
    )


def labelled_bytes(data: bytes, label: str) -> LabelledBytes:
    """Return a file of these bytes with the one label.

    Raises ReadError for a file that cannot have one, UsageError where there is no place for the copy, and JudgeError where
    the copy does not say what it should.
    """
    folder = Temporary("adjudge-label-")
    try:
        copy = folder.path / "copy"
        copy.write_bytes(data)
        write_label(str(copy), label)
        found = label_in(str(copy))
        return LabelledBytes(read_regular(copy, 2 * MOST_PART), found.box, found.offset)
    except OSError as error:
        raise UsageError(say("labelling.unwritable", why=reason(error))) from error
    finally:
        folder.remove()


def _writes(document: Mapping[str, Json]) -> bool:
    roles = document.get("role")
    return not roles or (isinstance(roles, list) and not _WRITERS.isdisjoint(roles))
