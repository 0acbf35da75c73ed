"""The edits that rules offer for what they find: which text changes where, and what a person has to look at first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.errors import ReadError
from adjudge.lib.files import locate
from adjudge.lib.formats import RECORD_SUFFIXES, suffix_of
from adjudge.lib.splicing import Change
from adjudge.lib.words import Texts, say

if TYPE_CHECKING:
    from adjudge import Finding, Session, Verdict
    from adjudge.lib.documents import Json, Steps
    from adjudge.lib.rego.rule import Fix

_META = ".meta.yaml"
_FILE, _DIGEST = "file", "sha256"


class Offer(NamedTuple):
    """An edit for a finding of a file, ``judged``; ``file`` is the text that changes, and ``key`` tells the finding.

    ``evidence`` is the file whose digest is stated anew, ``label`` the one that lacks its label; ``why`` says why there is no
    ``change``. Paths are relative to the root.
    """

    finding: Finding
    artifact: str
    judged: str
    file: str
    key: tuple[object, ...]
    change: Change | None = None
    evidence: str | None = None
    label: str | None = None
    why: Texts | None = None


def key_of(verdict: Verdict, finding: Finding) -> tuple[object, ...]:
    """Return what tells a finding from others, whatever its words say of the bytes of the day."""
    return verdict.path, finding.rule, finding.level, finding.code, finding.path


@dataclass(frozen=True)
class Offering:
    """Makes the offers of a session's verdicts."""

    session: Session

    def of(self, verdict: Verdict, finding: Finding) -> Offer | None:
        """Return what the rule of a finding offers for it; None where it offers nothing."""
        rule = self.session.rule(finding.rule)
        fix = rule.fixes.get(finding.code or "") if rule is not None else None
        if fix is None:
            return None
        offer = Offer(finding, verdict.path, verdict.file, verdict.file, key_of(verdict, finding))
        match fix.verb:
            case "stamp":
                return self._stamp(verdict, offer)
            case "set":
                return self._set(verdict, offer, fix)
        return offer._replace(label=self._named(verdict, finding.path)[1] or verdict.file)

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
        return self._with(verdict, offer, (*place, _DIGEST), digest)

    def _set(self, verdict: Verdict, offer: Offer, fix: Fix) -> Offer:
        """Return the offer to add a key that is missing: what is stated, a person stated, so it stays."""
        steps = offer.finding.path
        if not steps or _at(verdict.document, steps) is not _NOTHING:
            return offer._replace(why=say("fix.stated"))
        return self._with(verdict, offer, steps, fix.value)

    def _named(self, verdict: Verdict, path: Steps) -> tuple[Steps, str | None]:
        """Return the place of the object that names a file at, or right above, a path, and the file; None where none is."""
        for place in (path, path[:-1]):
            box = _at(verdict.document, place)
            if isinstance(box, Mapping) and isinstance(box.get(_FILE), str):
                return place, locate(self.session.tree, verdict.file, box[_FILE])
        return path, None

    def _with(self, verdict: Verdict, offer: Offer, steps: Steps, value: Json) -> Offer:
        """Return the offer with the change of the text in which the place stands."""
        number = verdict.path.removeprefix(f"{verdict.file}#")
        if verdict.path != verdict.file and number.isdecimal():
            return offer._replace(change=Change(steps, value, int(number)))
        if suffix_of(verdict.file) not in RECORD_SUFFIXES:
            return offer._replace(change=Change(steps, value))
        match steps:  # records that are one document: `entries`, and the other fields in the file beside them
            case ("entries", int(index), *rest) if rest:
                return offer._replace(change=Change(tuple(rest), value, index + 1))
        return offer._replace(file=f"{verdict.file}{_META}", change=Change(steps, value))


_NOTHING: object = object()


def _at(document: Json, steps: Steps) -> object:
    """Return what stands at a place; _NOTHING where nothing does."""
    for step in steps:
        is_member = isinstance(document, Mapping) and step in document
        if not is_member and not (isinstance(document, list) and isinstance(step, int) and 0 <= step < len(document)):
            return _NOTHING
        document = document[step]
    return document
