"""What a report says of a rule, in one language: its title, the clauses behind it, the fix."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.wording import wording
from adjudge.lib.words import said
from adjudge.report import cite

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, OutcomeName
    from adjudge.lib.rego.rule import Rule, Severity
    from adjudge.lib.wording import Wording
    from adjudge.report import Context

STANDARDS = frozenset(("mandatory_standard", "recommended_standard", "technical_document"))
"""Kinds of instruments that are known by their number."""
CORE_SEVERITY: Severity = "high"
"""Of what the core itself finds."""


class CitedClause(NamedTuple):
    """One clause behind a rule. ``known`` is False where nobody brings it: then ``text`` is the reference, and maybe why.

    ``url`` leads to the official text, if it is an address of the web.
    """

    ref: str
    text: str
    summary: str = ""
    url: str | None = None
    known: bool = True

    @property
    def named(self) -> str:
        """The clause with its reference."""
        return f"{self.text} [{self.ref}]" if self.known else self.text


class Described(NamedTuple):
    """A rule in one language; ``rule`` is None for what the core itself finds."""

    id: str
    title: str
    description: str
    fix: str
    severity: Severity
    clauses: tuple[CitedClause, ...] = ()
    rule: Rule | None = None


def tell(context: Context, rule_id: str, language: str) -> Described:
    """Return in ``language`` what is known of a rule, or of what the core itself finds under such an id."""
    rule = context.rule(rule_id)
    if rule is None:
        kind, _, name = rule_id.rpartition(".")
        words = wording(language)
        title = words.core.get(name, rule_id)
        fix = words.compare.format(kind=kind) if name == "schema" else ""
        return Described(id=rule_id, title=title, description=f"{title}{words.stop}", fix=fix, severity=CORE_SEVERITY)
    title, description, fix = (
        " ".join(said({name: getattr(words, part) for name, words in rule.words.items()}, language).split())
        for part in ("title", "description", "remediation")
    )
    return Described(
        id=rule_id,
        title=title,
        description=description,
        fix=fix,
        severity=rule.severity,
        clauses=tuple(clause(context, ref, language) for ref in rule.basis),
        rule=rule,
    )


def clause(context: Context, ref: str, language: str) -> CitedClause:
    """Name the instrument and its clause as they were on that day; the bare reference where nobody brings it."""
    words = wording(language)
    citation, why = cite(context, ref)
    if citation is None:
        return CitedClause(
            ref, ref + ("{0}{why}{1}".format(*words.brackets, why=said(why, language)) if why else ""), known=False
        )
    instrument = citation.instrument
    if instrument.number and instrument.kind in STANDARDS:
        text = instrument.number
    else:
        text = words.law.format(title=said(instrument.title, language))
    if citation.number:
        # "article 4" of a law, but "5.3" of a standard, and "E" of either.
        article = instrument.kind not in STANDARDS and citation.number.isdecimal()
        text += (words.article if article else words.section).format(number=citation.number)
    return CitedClause(ref, text, said(citation.summary, language), web(instrument.url))


def web(url: str) -> str | None:
    """Return an address that may become a link; None for any other, such as one that would run a script."""
    return url if url.startswith(("https://", "http://")) else None


OURS = frozenset({"waiver", "inline", "baseline"})
"""What suppresses findings here; anything else is the name of a plugin."""


def excused(finding: Finding, words: Wording) -> str | None:
    """Return why a finding does not count, and who answers for that; None when it counts."""
    suppression = finding.suppression
    if suppression is None:
        return None
    until = words.until.format(day=suppression.expires) if suppression.expires else None
    owner = words.owner.format(name=suppression.owner) if suppression.owner else None
    approver = words.approver.format(name=suppression.approver) if suppression.approver else None
    plugin = None if suppression.by in OURS else f"{words.plugin} {suppression.by}"
    who = words.comma.join(filter(None, [owner, approver, suppression.ticket, until, plugin]))
    return f"{suppression.reason}{words.brackets[0]}{who}{words.brackets[1]}" if who else suppression.reason


def standing(finding: Finding, outcome: Outcome) -> OutcomeName:
    """Return what one finding of an outcome amounts to: of a denied rule, some may only warn, and some not count."""
    if finding.suppression is not None:
        return "waived"
    return "warned" if finding.level == "warn" and outcome.outcome == "denied" else outcome.outcome


def when(outcome: Outcome, rule: Rule | None, language: str) -> str | None:
    """Return from when a rule that is still pending will be in force."""
    since = rule.effective.since if rule else None
    return wording(language).in_force.format(since=since) if since and outcome.outcome == "pending" else None
