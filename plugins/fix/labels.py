"""The label that a finding says is missing: what manifests state of it, and the file with it.

Who knows of labels is the battery for media, by its name: it may be blocked, and needs no extra to write one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.documents import Source
from adjudge.lib.errors import AdjudgeError
from adjudge.lib.media import is_media
from adjudge.lib.opening import MOST
from adjudge.lib.splicing import SpliceError
from adjudge.lib.words import say

if TYPE_CHECKING:
    from adjudge.lib.documents import Json, Steps
    from adjudge.lib.words import Texts

LABELS = "adjudge.plugins.media.labelling.mending"
"""Whose ``stated_label``, ``label_text`` and ``labelled_bytes`` are asked."""
MOST_OF_ALL = 4 * MOST
"""Bytes of all files that are labelled in a run: they are held until they are written."""


class MediaNaming(NamedTuple):
    """An object of a judged document that names a file of media: whose document, where in it, and the file."""

    artifact: str
    judged: str
    document: Json
    place: Steps
    named: dict[str, Json]
    file: str


class LabelWanted(NamedTuple):
    """The values of a label as far as manifests state them, and the label where they state all; ``why`` it cannot be."""

    values: dict[str, str | None]
    text: str | None = None
    why: Texts | None = None


class LabelWritten(NamedTuple):
    """What becomes of a file: the text of its label, the names that lead to it, and where its value is."""

    text: str
    box: str
    offset: int


def is_stated_human(namings: Sequence[MediaNaming]) -> bool:
    """Return whether manifests name a file, and none says that anything in it is synthetic."""
    stated = import_module(LABELS).stated_label
    return bool(namings) and not any(stated(each.document, each.named).is_synthetic for each in namings)


def wanted_label(namings: Sequence[MediaNaming], size: int) -> LabelWanted:
    """Return which label manifests state for a file of ``size`` bytes that they name."""
    module = import_module(LABELS)
    said = [module.stated_label(each.document, each.named) for each in namings]
    by_key = {key: {getattr(each, key) for each in said} - {None} for key in ("label", "producer", "id")}
    values = {key: found.copy().pop() if len(found) == 1 else None for key, found in by_key.items()}
    if any(len(found) > 1 for found in by_key.values()):
        return LabelWanted(values, why=say("fix.labels_differ"))
    values["label"] = values["label"] or "1"
    if None in values.values():
        return LabelWanted(values)
    if size > MOST:
        return LabelWanted(values, why=say("fix.label_too_big", limit=MOST >> 20))
    try:
        return LabelWanted(values, module.label_text(**values))
    except AdjudgeError as error:
        return LabelWanted(values, why=error.words)


def command_of(file: str, values: Mapping[str, str | None]) -> str:
    """Return the command that writes the label, with capital letters in the place of what nobody states."""
    words = ["adjudge", "label", f"./{file}" if file.startswith("-") else file]
    words += ["--producer", values.get("producer") or "CODE", "--id", values.get("id") or "ID"]
    label = values.get("label") or "1"
    words += [] if label == "1" else ["--label", label]
    return " ".join(map(quote, words))


def names_media(box: Json) -> bool:
    """Return whether a value is an object that names a file of media."""
    return isinstance(box, dict) and isinstance(name := box.get("file"), str) and is_media(name)


@dataclass
class Labeller:
    """Labels files of a run, each once; ``written`` says what became of them, by path."""

    written: dict[str, LabelWritten] = field(default_factory=dict)
    _made: dict[tuple[str, str], Source] = field(default_factory=dict)

    def labelled(self, before: Source, text: str) -> Source:
        """Return a file with its label. Raises SpliceError where that cannot be."""
        key = before.path, f"{before.sha256} {text}"
        if key not in self._made:
            try:
                done = import_module(LABELS).labelled_bytes(before.data, text)
            except AdjudgeError as error:
                raise SpliceError(error.words) from error
            self.written[before.path] = LabelWritten(text, done.box, done.offset)
            self._made[key] = Source(
                path=before.path, real=before.real, data=done.data, sha256=sha256(done.data).hexdigest()
            )
        return self._made[key]
