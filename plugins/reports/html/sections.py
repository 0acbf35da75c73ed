"""What the HTML report says of the run across artifacts: which rules were met, which clauses they checked, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from adjudge.lib.clock import local
from adjudge.lib.errors import PolicyError
from adjudge.lib.words import ENGLISH, languages
from adjudge.report import cite

from ..describe import STANDARDS, Described, tell, web, when, zone
from .markup import (
    Markup,
    attribute,
    code,
    outcome_word,
    page,
    severity_word,
    shown,
    spoken,
    word,
    worded,
)

if TYPE_CHECKING:
    from adjudge import Outcome, OutcomeName, Verdict
    from adjudge.lib.instruments import Citation, Instrument
    from adjudge.lib.rego.rule import Rule
    from adjudge.report import Context

    Tongues: TypeAlias = Mapping[str, Described]

_ORDER: tuple[OutcomeName, ...] = (
    "denied",
    "error",
    "not_evaluated",
    "warned",
    "pending",
    "waived",
    "passed",
    "not_applicable",
)


class Outline:
    """Counts the outcomes of each rule; keeps nothing else of an artifact."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._outcomes: dict[str, Counter[OutcomeName]] = {}

    def add(self, verdict: Verdict) -> None:
        """Count an artifact's outcomes."""
        for outcome in verdict.outcomes:
            self._outcomes.setdefault(outcome.rule, Counter())[outcome.outcome] += 1

    def domains(self) -> list[str]:
        """Return the domains of the rules that were met."""
        return sorted({rule.partition(".")[0] for rule in self._outcomes})

    def name(self, rule_id: str) -> Markup:
        """Return a rule's id; it leads to its description where there is one."""
        if self._context.rule(rule_id) is None:
            return Markup(f'<code class="name">{shown(rule_id)}</code>')
        return Markup(f'<a class="name" href="#rule-{attribute(rule_id)}"><code>{shown(rule_id)}</code></a>')

    def told(self, rule_id: str, code: str | None = None) -> Tongues:
        """Return what is known of a rule, for findings of a code, by language."""
        return {language: tell(self._context, rule_id, language, code) for language in languages()}

    def explanation(self, outcome: Outcome, told: Tongues) -> Iterator[str]:
        """Return the note, the clauses and the fix below a rule's findings."""
        yield "<dl>"
        since = worded(lambda words: when(self._context, outcome.outcome, told[words.language].rule, words) or "")
        if since:
            yield f"<dt>{word('note')}</dt><dd>{since}</dd>"
        elif outcome.note:
            yield f"<dt>{word('note')}</dt><dd>{spoken(outcome.note)}</dd>"
        yield from _basis(told)
        yield "</dl>"

    # --- instruments ------------------------------------------------------------------------------------------------

    def instruments(self) -> Iterator[str]:
        """Return the section on each instrument that a rule cites: its clauses, the rules, what they said."""
        cited = self._cited()
        if not cited:
            return
        yield f'<section class="reference">\n<h2>{page("coverage")}</h2>\n<p class="muted">{page("about_coverage")}</p>'
        for instrument_id in sorted(cited):
            instrument = self._instrument(instrument_id)
            if instrument is not None:
                yield from self._instrument_block(instrument, cited[instrument_id])
        yield "</section>"

    def _cited(self) -> dict[str, dict[str, list[str]]]:
        """Return the rules by instrument and reference."""
        cited: dict[str, dict[str, list[str]]] = {}
        for rule_id in sorted(self._outcomes):
            rule = self._context.rule(rule_id)
            for ref in rule.cites() if rule else ():
                cited.setdefault(ref.partition("#")[0], {}).setdefault(ref, []).append(rule_id)
        return cited

    def _instrument(self, instrument_id: str) -> Instrument | None:
        try:
            return self._context.instruments.get(instrument_id)
        except PolicyError:  # its rules stand in the report all the same, with why it cannot be cited
            return None

    def _instrument_block(self, instrument: Instrument, refs: dict[str, list[str]]) -> Iterator[str]:
        yield '<div class="block covered">'
        number = f" · {shown(instrument.number)}" if instrument.number else ""
        yield f"<h3>{spoken(instrument.title)}{number}</h3>"
        url = web(instrument.url)
        official = f' · <a href="{attribute(url)}" rel="noreferrer">{page("official")}</a>' if url else ""
        yield f"<p>{spoken(instrument.issuer)}{official}</p>"
        yield f"<table><thead><tr><th>{page('clause')}</th><th>{page('requires')}</th><th>{page('checked_by')}</th></tr></thead><tbody>"
        for ref in sorted(refs, key=lambda ref: _natural(ref.partition("#")[2])):
            citation, _ = cite(self._context, ref)
            if citation is not None:
                yield self._clause_row(citation, refs[ref])
        yield "</tbody></table>"
        met = {ref.partition("#")[2] for ref in refs}
        others = [clause for clause in instrument.clauses if clause.number not in met]
        if others:
            listed = "".join(f"<li>{shown(clause.number)} {spoken(clause.summary)}</li>" for clause in others)
            yield f'<details><summary>{page("uncited")} ({len(others)})</summary><ul class="plain muted">{listed}</ul></details>'
        yield "</div>"

    def _clause_row(self, citation: Citation, rules: list[str]) -> str:
        summary = spoken(citation.summary)
        listed = "".join(f"<li>{self._said(rule)} {self.name(rule)}</li>" for rule in rules)
        return f'<tr><td class="number">{_number(citation)}</td><td>{summary}</td><td><ul>{listed}</ul></td></tr>'

    def _said(self, rule_id: str) -> Markup:
        totals = self._outcomes[rule_id]
        return Markup(" ".join(_badge(name, totals[name]) for name in _ORDER if totals[name]))

    # --- rules ------------------------------------------------------------------------------------------------------

    def rules(self) -> Iterator[str]:
        """Return the section on every rule that was met: what it wants, why, and what it said."""
        known = [rule_id for rule_id in sorted(self._outcomes) if self._context.rule(rule_id)]
        if not known:
            return
        yield f'<section class="reference">\n<h2>{page("rules")}</h2>\n<div class="block"><ul class="rules">'
        for rule_id in known:
            told = self.told(rule_id)
            severity = told[ENGLISH].severity
            title = _part(told, lambda one: one.title)
            yield f'<li class="rule" id="rule-{attribute(rule_id)}"><div class="head"><h3>{title}</h3>'
            level = severity_word(severity)
            yield f'<span class="level {severity}">{level}</span><code class="name">{shown(rule_id)}</code></div>'
            description = _part(told, lambda one: one.description)
            yield f"<p>{description}</p><p>{self._said(rule_id)}</p><dl>"
            yield from _basis(told)
            yield from _scope(self._context, told[ENGLISH])
            yield from self._codes(told[ENGLISH].rule)
            yield "</dl></li>"
        yield "</ul></div>\n</section>"

    def _codes(self, rule: Rule | None) -> Iterator[str]:
        """Return the codes that are described on their own: how grave each is, what it wants, from when to when."""
        for name, own in rule.codes.items() if rule is not None else ():
            title = _part(self.told(own.id, name), lambda one: one.title)
            level = f'<span class="level {own.severity}">{severity_word(own.severity)}</span>'
            cited = "".join(f" {code(ref)}" for ref in own.basis)
            dates = _dates(self._context, own)
            below = f"<br>{page('in_force')}: {shown(dates)}" if dates else ""
            yield f"<dt>{code(name)}</dt><dd>{title} {level}{cited}{below}</dd>"


def _basis(told: Tongues) -> Iterator[str]:
    for number, clause in enumerate(told[ENGLISH].clauses):
        clauses = {language: one.clauses[number] for language, one in told.items()}
        text = spoken({language: each.text for language, each in clauses.items()})
        name = f'<a href="{attribute(clause.url)}" rel="noreferrer">{text}</a>' if clause.url else text
        summary = spoken({language: each.summary for language, each in clauses.items()})
        below = f"<br>{summary}" if clause.summary else ""
        yield f"<dt>{word('clause')}</dt><dd>{name} {code(clause.ref)}{below}</dd>"
    fix = _part(told, lambda one: one.fix)
    if fix:
        yield f"<dt>{word('fix')}</dt><dd>{fix}</dd>"


def _part(told: Tongues, part: Callable[[Described], str]) -> Markup:
    return spoken({language: part(one) for language, one in told.items()})


def _scope(context: Context, told: Described) -> Iterator[str]:
    rule = told.rule
    if rule is None:
        return
    parts = (
        ("in_force", _dates(context, rule)),
        ("jurisdictions", ", ".join(rule.jurisdictions)),
        ("collections", ", ".join(rule.collections)),
        ("plugin", rule.plugin),
    )
    yield from (f"<dt>{page(name)}</dt><dd>{shown(text)}</dd>" for name, text in parts if text)


def _dates(context: Context, rule: Rule) -> str:
    """Return from when to when a rule is in force; nothing where that is open."""
    days = [local(day, zone(context, rule)) if day else "" for day in (rule.effective.since, rule.effective.to)]
    return " – ".join(day or "…" for day in days) if any(days) else ""


def _badge(name: OutcomeName, number: int) -> str:
    return f'<span class="badge {name}">{number} {outcome_word(name)}</span>'


def _number(citation: Citation) -> Markup:
    if not citation.number:
        return Markup("–")
    if citation.instrument.kind in STANDARDS or not citation.number.isdecimal():
        return shown(citation.number)
    return word("page.article", number=citation.number)


def _natural(number: str) -> list[tuple[int, str]]:
    """Order 5.10 after 5.9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in number.split(".")]
