"""What a report says of a rule, in one language: its title, the clauses behind it, the fix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.clock import local
from adjudge.lib.errors import PolicyError
from adjudge.lib.escape import visible
from adjudge.lib.installed import own_schema
from adjudge.lib.schema.translations import OWN, on_one_line, translations
from adjudge.lib.wording import wording
from adjudge.lib.words import said
from adjudge.report import cite

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, OutcomeName, Problem, Verdict
    from adjudge.lib.dependence import Dependency
    from adjudge.lib.rego.rule import Rule, Severity
    from adjudge.lib.wording import Wording
    from adjudge.report import Context

STANDARDS = frozenset(("mandatory_standard", "recommended_standard", "technical_document"))
"""Kinds of instruments that are known by their number."""
CORE_SEVERITY: Severity = "high"
"""Of what the core itself finds."""
_GRAVEST_FIRST: tuple[OutcomeName, ...] = ("denied", "warned", "pending", "waived")


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


def tell(context: Context, rule_id: str, language: str, code: str | None = None) -> Described:
    """Return in ``language`` what is known of a rule, or of what the core itself finds under such an id.

    It is what holds for findings of a ``code``, where that is described on its own.
    """
    rule = context.rule(rule_id)
    rule = rule.of(code) if rule is not None else None
    if rule is None:
        kind, _, name = rule_id.rpartition(".")
        words = wording(language)
        title = words.find(f"report.core.{name}") or rule_id
        fix = words("report.compare", kind=kind) if name == "schema" else ""
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


def title_of(rule_id: str, rule: Rule | None, words: Wording) -> str:
    """Return the title of a rule, or of what the core itself finds under such an id; nothing where there is none."""
    if rule is None:
        return words.find(f"report.core.{rule_id.rpartition('.')[2]}") or ""
    return " ".join(said({name: each.title for name, each in rule.words.items()}, words.language).split())


def clause(context: Context, ref: str, language: str) -> CitedClause:
    """Name the instrument and its clause as they were on that day; the bare reference where nobody brings it."""
    words = wording(language)
    citation, why = cite(context, ref)
    if citation is None:
        return CitedClause(ref, ref + words.bracketed(said(why, language) if why else None), known=False)
    instrument = citation.instrument
    if instrument.number and instrument.kind in STANDARDS:
        text = instrument.number
    else:
        text = words("report.law", title=said(instrument.title, language))
    if citation.number:
        # "article 4" of a law, but "5.3" of a standard, and "E" of either.
        article = instrument.kind not in STANDARDS and citation.number.isdecimal()
        code = "report.article" if article else "report.section"
        text += words(code, number=citation.number)
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
    who = (
        words("report.owner", name=suppression.owner) if suppression.owner else None,
        words("report.approver", name=suppression.approver) if suppression.approver else None,
        suppression.ticket,
        words("report.until", day=suppression.expires) if suppression.expires else None,
        None if suppression.by in OURS else f"{words('report.plugin')} {suppression.by}",
    )
    return suppression.reason + words.bracketed(words.joined(filter(None, who)))


def depending(dependency: Dependency, words: Wording, shown: Callable[[str], str] = str) -> str:
    """Return what findings depend on, and what is wrong with that; ``shown`` gives its path from where one stands."""
    code = "report.depends.schema" if dependency.why == "schema" else "report.depends.error"
    return words(code, path=shown(dependency.path))


def second(finding: Finding, file: str, words: Wording, shown: Callable[[str], str] = str) -> Iterator[str]:
    """Yield where else a finding points, ``see consents/a.yaml:3:5``; ``file`` is that of its artifact."""
    for other in finding.related:
        yield words("report.see", place=other.place.told(shown(other.place.file or file)))


def code_tag(code: str | None) -> str:
    """Return the code of a finding as it stands behind its rule; nothing for none."""
    return f" [{visible(code)}]" if code else ""


def labelled(problem: Problem, words: Wording) -> Iterator[tuple[str, str]]:
    """Yield what a problem says besides what is wrong, each behind its word: whose it is, the next step."""
    parts = (
        (words("report.rule"), problem.rule),
        (words("report.plugin"), problem.plugin),
        (words("report.next"), said(problem.next or "", words.language)),
    )
    yield from ((label, text) for label, text in parts if text)


def standing(finding: Finding, outcome: Outcome) -> OutcomeName:
    """Return what one finding of an outcome amounts to: of a denied rule, some may only warn, and some not count, or not yet."""
    if finding.suppression is not None:
        return "waived"
    if finding.since is not None:
        return "pending"
    return "warned" if finding.level == "warn" and outcome.outcome == "denied" else outcome.outcome


def apart(context: Context, outcome: Outcome) -> list[Outcome]:
    """Return an outcome by what is told of its findings: those of a code that is described on its own stand apart.

    Each part is called what its own findings amount to.
    """
    rule = context.rule(outcome.rule)
    if rule is None or not rule.codes or not outcome.findings:
        return [outcome]
    parts: dict[str | None, list[Finding]] = {}
    for finding in outcome.findings:
        parts.setdefault(finding.code if finding.code in rule.codes else None, []).append(finding)
    return [outcome._replace(findings=tuple(found), outcome=_amount(found, outcome)) for found in parts.values()]


def _amount(findings: list[Finding], outcome: Outcome) -> OutcomeName:
    found = {standing(finding, outcome) for finding in findings}
    return next((name for name in _GRAVEST_FIRST if name in found), outcome.outcome)


def code_of(outcome: Outcome) -> str | None:
    """Return the code of what stands :func:`apart`: that of its first finding."""
    return outcome.findings[0].code if outcome.findings else None


def rule_of(context: Context, outcome: Outcome) -> Rule | None:
    """Return the rule of an outcome, as it is for the findings of what stands :func:`apart`."""
    rule = context.rule(outcome.rule)
    return rule.of(code_of(outcome)) if rule is not None else None


def when(context: Context, stands: OutcomeName, rule: Rule | None, words: Wording) -> str | None:
    """Return from when a rule that is still pending will be in force, on the clock of its instrument."""
    since = rule.effective.since if rule else None
    if rule is None or not since or stands != "pending":
        return None
    return words("report.in_force", since=local(since, zone(context, rule)))


def zone(context: Context, rule: Rule) -> str:
    """Return the time zone of a rule: that of its first instrument; UTC without one."""
    try:
        instrument = context.instruments.get(rule.basis[0].partition("#")[0]) if rule.basis else None
    except PolicyError:  # the rule's own outcome says so
        return "UTC"
    return instrument.zone if instrument is not None else "UTC"


def kind_of(context: Context, verdict: Verdict, words: Wording, code: str = "report.named") -> str:
    """Return the kind of an artifact, with its title beside it where the language wants one; empty where it has none."""
    kind = verdict.kind or ""
    return named(kind, words, lambda: _kind_title(context, kind, verdict, words.language), code)


def domain_of(context: Context, name: str, words: Wording) -> str:
    """Return a domain's name, with its title beside it where the language wants one."""

    def title() -> str:
        domain = context.domain(name)
        return said(domain.title, words.language) if domain is not None else ""

    return named(name, words, title)


def named(name: str, words: Wording, title: Callable[[], str], code: str = "report.named") -> str:
    """Return an id, with its title beside it where the language wants one and there is one."""
    if not name or "{title}" not in (words.find(code) or ""):
        return name
    text = title()
    return words(code, id=name, title=text) if text else name


def _kind_title(context: Context, kind: str, verdict: Verdict, language: str) -> str:
    domain, _, name = kind.partition(".")
    ours = domain == "adjudge"
    found = context.domain(domain)
    package = OWN if ours else found.schemas if found is not None else ""
    schema = own_schema(name) if ours and not verdict.schema else verdict.schema
    title = str(schema.get("title", ""))
    try:
        return translations(package, domain, language, "adjudge" if ours else domain).get(on_one_line(title), title)
    except (
        PolicyError
    ):  # a file of translations that is none costs the report a translation; `adjudge reference` says why
        return title
