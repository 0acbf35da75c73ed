"""The edits that rules offer for what they find: which text changes where, and what a person has to look at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.documents import NOTHING
from adjudge.lib.errors import ReadError
from adjudge.lib.files import locate
from adjudge.lib.formats import RECORD_SUFFIXES, suffix_of
from adjudge.lib.splicing import Change
from adjudge.lib.words import Texts, say

from .labels import MOST_OF_ALL, MediaNaming, is_stated_human, names_media, wanted_label

if TYPE_CHECKING:
    from adjudge import Finding, Session, Verdict
    from adjudge.lib.documents import Json, Steps
    from adjudge.lib.rego.rule import Fix

_META = ".meta.yaml"
_FILE, _DIGEST = "file", "sha256"


class Edit(NamedTuple):
    """What changes in ``file``: a value of its text, or the ``label`` that is written into it.

    ``evidence`` is the file whose digest the value states.
    """

    file: str
    change: Change | None = None
    evidence: str | None = None
    label: str | None = None


class Offer(NamedTuple):
    """The edits for a finding of a file, ``judged``; ``key`` tells the finding.

    ``evidence`` is the file whose digest is stated anew; ``label`` the one that lacks its label, and ``values`` what is
    known of that. ``why`` says why there are no edits. Paths are relative to the root.
    """

    finding: Finding
    artifact: str
    judged: str
    key: tuple[object, ...]
    edits: tuple[Edit, ...] = ()
    evidence: str | None = None
    label: str | None = None
    values: Mapping[str, str | None] = NOTHING
    why: Texts | None = None


def key_of(verdict: Verdict, finding: Finding) -> tuple[object, ...]:
    """Return what tells a finding from others, whatever its words say of the bytes of the day."""
    return verdict.path, finding.rule, finding.level, finding.code, finding.path


@dataclass
class Offering:
    """Makes the offers of a session's verdicts, each of which it is shown."""

    session: Session
    _namings: dict[str, list[MediaNaming]] = field(default_factory=dict)
    _held: dict[str, int] = field(default_factory=dict)

    def see(self, verdict: Verdict) -> None:
        """Take note of the media that a document names: what it states of their labels, and their digests."""
        for place, box in _boxes(verdict.document):
            file = locate(self.session.tree, verdict.file, box[_FILE])
            if file is not None:
                naming = MediaNaming(verdict.path, verdict.file, verdict.document, place, box, file)
                self._namings.setdefault(file, []).append(naming)

    def of(self, verdict: Verdict, finding: Finding) -> Offer | None:
        """Return what the rule of a finding offers for it; None where it offers nothing."""
        rule = self.session.rule(finding.rule)
        fix = rule.fixes.get(finding.code or "") if rule is not None else None
        if fix is None:
            return None
        offer = Offer(finding, verdict.path, verdict.file, key_of(verdict, finding))
        match fix.verb:
            case "stamp":
                return self._stamp(verdict, offer)
            case "set":
                return self._set(verdict, offer, fix)
        return offer._replace(label=self._named(verdict, finding.path)[1] or verdict.file)

    def with_label(self, offer: Offer) -> Offer | None:
        """Return the offer with its label, once all verdicts were seen; None where a manifest says that none is due."""
        file = offer.label
        if file is None:
            return offer
        namings = self._namings.get(file, [])
        if file == offer.judged and is_stated_human(namings):
            return None
        try:
            digest, size = self.session.digest(file)
        except ReadError as error:
            return offer._replace(why=error.words)
        stating = [each for each in namings if "synthetic" in each.named or "implicit_label" in each.named]
        wanted = wanted_label(stating, size)
        offer = offer._replace(values=wanted.values, why=wanted.why)
        if wanted.text is None:
            return offer
        self._held[file] = size
        if sum(self._held.values()) > MOST_OF_ALL:
            del self._held[file]
            return offer._replace(why=say("fix.labels_too_big", limit=MOST_OF_ALL >> 20))
        stated = (each for each in namings if each.named.get(_DIGEST) == digest)
        restamps = (
            _edit(each.judged, each.artifact, (*each.place, _DIGEST), digest)._replace(evidence=file) for each in stated
        )
        return offer._replace(edits=(Edit(file, label=wanted.text), *restamps))

    def _stamp(self, verdict: Verdict, offer: Offer) -> Offer:
        """Return the offer to state the digest of what ``file`` names beside the place, as it is now."""
        place, evidence = self._named(verdict, offer.finding.path)
        if evidence is None:
            return offer._replace(why=say("fix.no_file"))
        offer = offer._replace(evidence=evidence)
        try:
            digest, _ = self.session.digest(evidence)
        except ReadError as error:
            return offer._replace(why=error.words)
        edit = _edit(verdict.file, verdict.path, (*place, _DIGEST), digest)
        return offer._replace(edits=(edit._replace(evidence=evidence),))

    def _set(self, verdict: Verdict, offer: Offer, fix: Fix) -> Offer:
        """Return the offer to add a key that is missing: what is stated, a person stated, so it stays."""
        steps = offer.finding.path
        if not steps or _at(verdict.document, steps) is not _NOTHING:
            return offer._replace(why=say("fix.stated"))
        return offer._replace(edits=(_edit(verdict.file, verdict.path, steps, fix.value),))

    def _named(self, verdict: Verdict, path: Steps) -> tuple[Steps, str | None]:
        """Return the place of the object that names a file at, or right above, a path, and the file; None where none is."""
        for place in (path, path[:-1]):
            box = _at(verdict.document, place)
            if isinstance(box, Mapping) and isinstance(box.get(_FILE), str):
                return place, locate(self.session.tree, verdict.file, box[_FILE])
        return path, None


def _edit(file: str, artifact: str, steps: Steps, value: Json) -> Edit:
    """Return the change of the text in which a place of an artifact stands."""
    number = artifact.removeprefix(f"{file}#")
    if artifact != file and number.isdecimal():
        return Edit(file, Change(steps, value, int(number)))
    if suffix_of(file) not in RECORD_SUFFIXES:
        return Edit(file, Change(steps, value))
    match steps:  # records that are one document: `entries`, and the other fields in the file beside them
        case ("entries", int(index), *rest) if rest:
            return Edit(file, Change(tuple(rest), value, index + 1))
    return Edit(f"{file}{_META}", Change(steps, value))


def _boxes(document: Json) -> Iterator[tuple[Steps, dict[str, Json]]]:
    """Yield each object that names a file of media, with its place."""
    waiting: list[tuple[Steps, Json]] = [((), document)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, dict):
            if names_media(value):
                yield place, value
            waiting += [((*place, key), each) for key, each in value.items()]
        elif isinstance(value, list):
            waiting += [((*place, i), each) for i, each in enumerate(value)]


_NOTHING: object = object()


def _at(document: Json, steps: Steps) -> object:
    """Return what stands at a place; _NOTHING where nothing does."""
    for step in steps:
        is_member = isinstance(document, Mapping) and step in document
        if not is_member and not (isinstance(document, list) and isinstance(step, int) and 0 <= step < len(document)):
            return _NOTHING
        document = document[step]
    return document
