"""Inline waivers: a comment in the artifact itself, where the configuration allows them.

``# adjudge: waive RULE until DATE by OWNER: REASON``, behind the finding's line or alone above it. What a comment is, is
said by the reader of the format: no string, cell or line of a dialogue is one. The last day may not be further away than a
waiver may last. One that does not count is told, at its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from adjudge import Check, Finding, Outcome, Suppression, Suppressor, Verdict
from adjudge.lib.blank import is_blank
from adjudge.lib.documents import Place
from adjudge.lib.errors import ReadError
from adjudge.lib.formats.comments import Comment
from adjudge.lib.words import Texts, say

if TYPE_CHECKING:
    from adjudge import Totals
    from adjudge.lib.rego.rule import Rule

WRONG = "adjudge.waivers.inline"
_MEANT = re.compile(r"(?:^|#)\s*+(?i:adjudge)(?:\s*+[:\uff1a]|\s++waive\b)\s*+(?P<said>.*+)")
_SAID = re.compile(  # possessive throughout: a long line must not be tried in every way
    r"(?:^|#)\s*+adjudge:\s*+waive\s++(?P<rule>[a-z][a-z0-9_.]*+)\s++until\s++(?P<until>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"\s++by\s++(?P<owner>[^:]*+):(?P<reason>.*+)"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Excuse(NamedTuple):
    """What a comment that means to waive says; ``wrong`` is why it does not count, whatever the day."""

    comment: Comment
    rule: str = ""
    owner: str = ""
    reason: str = ""
    until: date = date.min
    wrong: Texts | None = None


@dataclass(kw_only=True)
class InlineWaivers(Suppressor, Check):
    """Inline waivers on a day. ``comments(file)`` gives the comments of a judged text, ``rule(id)`` a rule.

    ``names`` are the rules that the artifacts of each file were judged by; None where one could not be judged.
    """

    comments: Callable[[str], Sequence[Comment]]
    rule: Callable[[str], Rule | None]
    today: date
    max_days: int
    names: dict[str, set[str] | None] = field(default_factory=dict)
    _said: dict[str, tuple[Excuse, ...]] = field(default_factory=dict)

    def at(self, as_of: datetime) -> InlineWaivers:
        """Return the same on another day."""
        return replace(self, today=as_of.date(), names={})

    def see(self, verdict: Verdict) -> None:
        """Note by which rules an artifact was judged, and the files that were read with it for its own."""
        beside = [file.path for file in verdict.evidence if file.sha256 and file.path.startswith(f"{verdict.file}.")]
        rules = [self.rule(outcome.rule) for outcome in verdict.outcomes]
        names = {name for rule in rules if rule is not None for name in (rule.id, *rule.formerly)}
        for file in (verdict.file, *beside):
            known = self.names.setdefault(file, set())
            self.names[file] = None if known is None or not names else known | names

    def suppression(
        self,
        verdict: Verdict,
        finding: Finding,
        fingerprint: str,  # noqa: ARG002  # it stands beside the finding
        names: frozenset[str],
    ) -> Suppression | None:
        """Return the excuse that stands beside a finding; None when there is none that counts."""
        for said in self._of(finding.place.file or verdict.file):
            comment = said.comment
            if comment.first <= finding.place.line <= comment.last and said.rule in names and self._why(said) is None:
                return Suppression(by="inline", reason=said.reason, owner=said.owner, expires=said.until.isoformat())
        return None

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:  # noqa: ARG002  # it knows what it saw
        """Yield a verdict on each file in which a waiver does not count."""
        for file in sorted(self.names):
            findings = tuple(self._findings(file))
            if findings:
                outcome = Outcome(rule=WRONG, outcome="warned", findings=findings)
                yield Verdict(
                    path=file,
                    file=file,
                    kind="adjudge.waivers",
                    sha256=None,
                    size=None,
                    verdict="warn",
                    outcomes=(outcome,),
                )

    def _findings(self, file: str) -> Iterator[Finding]:
        names = self.names[file]
        for said in self._of(file):
            why = self._why(said)
            if why is None and names is not None and said.rule not in names:
                why = say("report.inline.rule", rule=said.rule)
            if why is not None:
                yield Finding(
                    rule=WRONG,
                    severity="low",
                    level="warn",
                    place=Place(said.comment.line, 1),
                    message=say("report.waivers.inline", why=why),
                    details={"comment": said.comment.text.strip()},
                )

    def _why(self, said: Excuse) -> Texts | None:
        """Return why a waiver does not count today; None where it does."""
        if said.wrong is not None:
            return said.wrong
        if said.until < self.today:
            return say("report.inline.over", until=said.until.isoformat())
        if said.until > self.today + timedelta(days=self.max_days):
            return say("report.inline.long", until=said.until.isoformat(), most=self.max_days)
        return None

    def _of(self, file: str) -> tuple[Excuse, ...]:
        if file not in self._said:
            self._said[file] = tuple(_read(_seen(comment, file)) for comment in self.comments(file) if _means(comment))
        return self._said[file]


def _seen(comment: object, file: str) -> Comment:
    """Return a comment that a reader gave. Raises ReadError for what is none."""
    if isinstance(comment, Comment):
        return comment
    raise ReadError(say("waiver.no_comment", type=type(comment).__name__), file=file)


def _means(comment: object) -> bool:
    """Return whether a comment means to waive; what is no comment is told later."""
    return not isinstance(comment, Comment) or _MEANT.search(comment.text) is not None


def _read(comment: Comment) -> Excuse:
    found = _SAID.search(comment.text)
    if found is None:
        meant = _MEANT.search(comment.text)
        return Excuse(comment, wrong=_why_not(meant["said"] if meant is not None else ""))
    owner, reason = found["owner"].strip(), found["reason"].strip()
    try:
        until = date.fromisoformat(found["until"])
    except ValueError:
        return Excuse(comment, wrong=say("report.inline.day", day=found["until"]))
    named = not is_blank(owner)
    wrong = None if named and not is_blank(reason) else say("report.inline.reason" if named else "report.inline.owner")
    return Excuse(comment, rule=found["rule"], owner=owner, reason=reason, until=until, wrong=wrong)


def _why_not(said: str) -> Texts:
    """Return what is wrong with the writing of a waiver, the first thing from the left."""
    words = said.split()
    if "until" not in words:
        return say("report.inline.no_day")
    rules = [word for word in re.split(r"[\s,\u3001\uff0c]+", said.partition("until")[0]) if word and word != "waive"]
    if len(rules) > 1:
        return say("report.inline.several")
    day = "".join(words[words.index("until") + 1 :][:1]).rstrip(":\uff1a")
    if not _DAY.fullmatch(day):
        return say("report.inline.day", day=day)
    if "by" not in words:
        return say("report.inline.owner")
    return say("report.inline.form")
