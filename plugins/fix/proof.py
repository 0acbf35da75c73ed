"""Judge again with the edits in the place of the files, and see that what was found is gone and nothing has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.documents import Source
from adjudge.lib.errors import ReadError
from adjudge.lib.json_text import json_line
from adjudge.lib.splicing import Change, SpliceError, spliced
from adjudge.lib.words import Texts, say

from .labels import Labeller, LabelWritten
from .offers import Edit, Offer, key_of

if TYPE_CHECKING:
    from adjudge import Session, Settings, Verdict

MOST_RUNS = 100
"""How often is judged again to tell the edits that do not hold apart; beyond that, whole groups are left out."""
_EVALUATED = frozenset(("passed", "denied", "warned", "pending", "waived"))


@dataclass
class Judged:
    """What a run said: the findings that count, the rules that were evaluated, and what could not be judged."""

    findings: Counter[tuple[object, ...]] = field(default_factory=Counter)
    evaluated: set[tuple[str, str]] = field(default_factory=set)
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, verdict: Verdict) -> None:
        """Take a verdict into account."""
        if verdict.problem is not None:
            self.errors[verdict.path, ""] += 1
        for outcome in verdict.outcomes:
            if outcome.outcome == "error":
                self.errors[verdict.path, outcome.rule] += 1
            if outcome.outcome in _EVALUATED:
                self.evaluated.add((verdict.path, outcome.rule))
            for finding in outcome.findings:
                if finding.suppression is None:
                    self.findings[key_of(verdict, finding)] += 1

    def refused(self, before: Judged, gone: set[tuple[object, ...]]) -> Texts | None:
        """Return why these findings are not mended, compared with the run before; None where they are."""
        for path, rule in sorted((self.errors - before.errors).keys()):
            return say("fix.fails", path=path, rule=rule or path)
        for key, count in self.findings.items():
            if key in gone:
                return say("fix.stays")
            if count > before.findings[key]:
                return say("fix.comes", path=str(key[0]), rule=str(key[1]))
        for path, rule in sorted(before.evaluated - self.evaluated):
            return say("fix.unasked", path=path, rule=rule)
        return None


class Proven(NamedTuple):
    """The offers that hold, the files as they are with them, and the others with why they do not."""

    offers: tuple[Offer, ...]
    edits: Mapping[str, tuple[Source, Source]]
    refused: tuple[tuple[Offer, Texts], ...]
    labels: Mapping[str, LabelWritten]


@dataclass
class Proof:
    """Finds which offers hold together; those that do not are told apart by halves."""

    session: Session
    settings: Settings
    paths: tuple[Path, ...]
    before: Judged
    labeller: Labeller = field(default_factory=Labeller)

    def of(self, offers: Sequence[Offer]) -> Proven:
        """Return which of the offers hold."""
        kept: list[Offer] = []
        refused: list[tuple[Offer, Texts]] = []
        waiting = [_in_turn([each for each in offers if each.edits])]
        runs = 0
        while waiting:
            group = waiting.pop()
            why = self._refused([*kept, *group]) if group else None
            runs += 1
            if why is None:
                kept += group
            elif len(group) == 1 or runs > MOST_RUNS:
                refused += [(offer, why) for offer in group]
            else:
                half = len(group) // 2
                waiting += [group[half:], group[:half]]
        return Proven(tuple(kept), self._edits(kept), tuple(refused), self.labeller.written)

    def _refused(self, offers: Sequence[Offer]) -> Texts | None:
        from adjudge import Session

        try:
            edits = self._edits(offers)
        except (SpliceError, ReadError) as error:
            return error.words
        broken = {path for path, _ in self.before.errors}
        for offer in offers:
            if offer.artifact in broken:
                return say("fix.not_judged", path=offer.artifact)
        given = {str(self.session.root / path): after.data for path, (_, after) in edits.items()}
        after = Judged()
        with Session(*self.paths, settings=self.settings, given=given) as session:
            for verdict in session.verdicts():
                after.count(verdict)
        return after.refused(self.before, {offer.key for offer in offers})

    def _edits(self, offers: Sequence[Offer]) -> dict[str, tuple[Source, Source]]:
        """Return the files before and with the edits. Raises SpliceError where an edit cannot be, ReadError for a change."""
        edits: dict[str, tuple[Source, Source]] = {}
        wanted = [edit for offer in offers for edit in offer.edits]
        for file in _in_order(wanted):
            if self.session.tree.resolve(file) != self.session.root / file:
                raise SpliceError(say("fix.link"))
            source = self.session.tree.read(file)
            if self.session.digest(file)[0] != source.sha256:
                raise ReadError(say("read.changed"), file=file)
            here = [edit for edit in wanted if edit.file == file]
            labels = {edit.label for edit in here if edit.label is not None}
            if labels:
                (label,) = labels
                edits[file] = source, self.labeller.labelled(source, label)
                continue
            changes = (_change(edit.change, edit.evidence, edits) for edit in here if edit.change is not None)
            once = {
                (each.steps, each.number, json_line(each.value)): each for each in changes
            }  # two rules may ask for it
            edits[file] = source, spliced(source, list(once.values()))
        return edits


def _change(change: Change, evidence: str | None, edits: Mapping[str, tuple[Source, Source]]) -> Change:
    """Return a change; the digest is that of the file with its own edits."""
    if evidence is not None and evidence in edits:
        return change._replace(value=edits[evidence][1].sha256)
    return change


def _in_turn(offers: Sequence[Offer]) -> list[Offer]:
    """Return offers so that a file is edited before its digest is stated."""
    order = {file: i for i, file in enumerate(_in_order([edit for offer in offers for edit in offer.edits]))}
    return sorted(offers, key=lambda offer: order[offer.edits[0].file])


def _in_order(edits: Sequence[Edit]) -> list[str]:
    """Return the files of edits so that each is edited before its digest is stated."""
    needs: dict[str, list[str]] = {}
    for edit in edits:
        needs.setdefault(edit.file, []).extend([edit.evidence] if edit.evidence is not None else [])
    order: dict[str, None] = {}
    for file in needs:
        order |= dict.fromkeys(_after(file, lambda name: iter(needs.get(name, ()))))
    return [file for file in order if file in needs]


def _after(start: str, needs: Callable[[str], Iterator[str]]) -> Iterator[str]:
    """Yield what a file needs, however indirectly, each before what needs it, and the file."""
    seen, stack = {start}, [(start, needs(start))]
    while stack:
        name, left = stack[-1]
        following = next((each for each in left if each not in seen), None)
        if following is None:
            yield name
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, needs(following)))
