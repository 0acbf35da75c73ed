"""Why a rule does not apply to an artifact, as reports tell it: its end, the jurisdictions, or what the document says."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge.lib.clock import local
from adjudge.lib.errors import AdjudgeError
from adjudge.lib.jurisdictions import jurisdictions_of
from adjudge.lib.rego.findings import shortened
from adjudge.lib.rego.standing import standing

from .describe import zone

if TYPE_CHECKING:
    from adjudge import Json, Kind, Outcome, Verdict
    from adjudge.lib.rego.inapplicable import Applicability, Read
    from adjudge.lib.rego.rule import Rule
    from adjudge.lib.wording import Wording
    from adjudge.report import Context


class Exclusion(NamedTuple):
    """Why a rule does not apply: it has ``ended``, its jurisdictions are others, or what its ``applies`` reads.

    ``decides`` says that the fields alone make it inapplicable.
    """

    ended: str | None = None
    jurisdictions: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    fields: tuple[Read, ...] = ()
    decides: bool = False

    def told(self, words: Wording) -> str:
        """Return it as people read it; nothing where nothing is known."""
        if self.ended:
            return words("report.why.ended", day=self.ended)
        if self.jurisdictions:
            there, here = words.listed(self.jurisdictions), words.listed(self.elsewhere)
            return words("report.why.jurisdictions", rule=there, document=here)
        return words.joined(field_told(read, words) for read in self.fields)

    def data(self) -> Json:
        """Return it as the JSON report has it."""
        if self.ended:
            return {"ended": self.ended}
        if self.jurisdictions:
            return {"jurisdictions": list(self.jurisdictions), "document": list(self.elsewhere)}
        return {"fields": [_field_data(read) for read in self.fields], "decides": self.decides}


class Mostly(NamedTuple):
    """One field switches off more than half of an artifact's rules: ``number`` of so many ``rules``."""

    number: int
    rules: int
    field: Read

    def told(self, words: Wording) -> str:
        """Return it as people read it."""
        text = words("report.why.most", n=self.number, all=self.rules)
        return f"{text}{words.colon}{field_told(self.field, words)}"


class Reasons:
    """Finds why rules do not apply. It keeps what the text of each rule says, and nothing of an artifact."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._as_of = datetime.fromisoformat(context.as_of)
        self._known: dict[str, Applicability | None] = {}
        self._last_days: dict[str, str | None] = {}
        self._last: tuple[Outcome, ...] = ()
        self._silent: list[Rule] = []
        self._rules = 0

    def of(self, verdict: Verdict, outcome: Outcome) -> Exclusion | None:
        """Return why a rule does not apply; None where it does, or where nothing shows why."""
        rule = self._context.rule(outcome.rule) if outcome.outcome == "not_applicable" else None
        if rule is None:
            return None
        ended = self._ended(rule)
        if ended is not None:
            return Exclusion(ended=ended)
        here = self._jurisdictions(verdict) if rule.jurisdictions else frozenset()
        if here and here.isdisjoint(rule.jurisdictions):
            return Exclusion(jurisdictions=rule.jurisdictions, elsewhere=tuple(sorted(here)))
        applicability = self._applicability(rule)
        why = applicability.why(verdict.document) if applicability is not None else None
        return Exclusion(fields=why.fields, decides=why.decides) if why is not None else None

    def most(self, verdict: Verdict) -> Mostly | None:
        """Return how many rules of how many one field of the document switches off, if they are more than half.

        A record has no scope: what its fields switch off is what its kind is about.
        """
        if verdict.outcomes is not self._last:
            self._last = verdict.outcomes
            rules = [rule for outcome in verdict.outcomes if (rule := self._context.rule(outcome.rule)) is not None]
            names = {outcome.rule for outcome in verdict.outcomes if outcome.outcome == "not_applicable"}
            self._silent, self._rules = [rule for rule in rules if rule.id in names], len(rules)
        kind = self._kind(verdict) if len(self._silent) * 2 > self._rules else None
        if kind is None or kind.shape == "records":
            return None
        found: Counter[Read] = Counter()
        for rule in self._silent:
            applicability = self._applicability(rule) if "applies" in rule.heads else None
            fields = applicability.decisive(verdict.document) if applicability is not None else ()
            found.update(fields if len(fields) == 1 else ())
        field, number = next(iter(found.most_common(1)), (None, 0))
        return Mostly(number, self._rules, field) if field is not None and number * 2 > self._rules else None

    def _ended(self, rule: Rule) -> str | None:
        """Return the last day of a rule that has ended."""
        if rule.id not in self._last_days:
            try:
                over = all(
                    standing(part, self._as_of, lambda _instrument: zone(self._context, rule)) == "ended"
                    for part in rule.each()
                )
                self._last_days[rule.id] = local(rule.effective.to or "", zone(self._context, rule)) if over else None
            except AdjudgeError:  # the rule's own outcome says so
                self._last_days[rule.id] = None
        return self._last_days[rule.id]

    def _applicability(self, rule: Rule) -> Applicability | None:
        if rule.id not in self._known:
            from adjudge.lib.rego.inapplicable import Applicability  # not before a rule does not apply: start-up time

            try:
                self._known[rule.id] = Applicability(rule, self._context.modules(rule))
            except AdjudgeError:  # it explains, and costs the report nothing else
                self._known[rule.id] = None
        return self._known[rule.id]

    def _kind(self, verdict: Verdict) -> Kind | None:
        domain = self._context.domain((verdict.kind or "").partition(".")[0])
        return next((kind for kind in domain.kinds if kind.name == verdict.kind), None) if domain else None

    def _jurisdictions(self, verdict: Verdict) -> frozenset[str]:
        kind = self._kind(verdict)
        return jurisdictions_of(kind.jurisdictions, verdict.document) if kind is not None else frozenset()


def field_told(read: Read, words: Wording) -> str:
    """Return a field and its value as people read them."""
    if read.entries == 0:
        return words("report.why.empty", field=read.field)
    if read.entries is not None:
        return words("report.why.entries", field=read.field, n=read.entries)
    if not read.values:
        return words("report.why.absent", field=read.field)
    return words("report.why.is", field=read.field, value=words.listed(map(shortened, read.values)))


def _field_data(read: Read) -> dict[str, Any]:
    told: dict[str, Any] = {"field": read.field, "values": list(read.values)}
    return told if read.entries is None else {**told, "entries": read.entries}
