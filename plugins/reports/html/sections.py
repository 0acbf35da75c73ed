"""What the HTML report says of the run across artifacts: which rules were met, which clauses they checked, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from adjudge.lib.errors import PolicyError
from adjudge.lib.words import said
from adjudge.report import cite

from ..describe import STANDARDS, Told, tell, web, when
from .markup import Markup, attribute, both, code, outcome_word, page, severity_word, shown, word

if TYPE_CHECKING:
    from adjudge import Outcome, OutcomeName, Verdict
    from adjudge.lib.instruments import Citation, Instrument
    from adjudge.report import Context

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

    def explanation(self, outcome: Outcome, en: Told, zh: Told) -> Iterator[str]:
        """Return the note, the clauses and the fix below a rule's findings."""
        yield "<dl>"
        since = [when(outcome, told.rule, language) for told, language in ((en, "en"), (zh, "zh"))]
        if since[0] and since[1]:
            yield f"<dt>{word(lambda words: words.note)}</dt><dd>{both(since[0], since[1])}</dd>"
        elif outcome.note:
            yield f"<dt>{word(lambda words: words.note)}</dt><dd>{shown(outcome.note)}</dd>"
        yield from _basis(en, zh)
        yield "</dl>"

    # --- instruments ------------------------------------------------------------------------------------------------

    def instruments(self) -> Iterator[str]:
        """Return the section on each instrument that a rule cites: its clauses, the rules, what they said."""
        cited = self._cited()
        if not cited:
            return
        yield f'<section>\n<h2>{page("coverage")}</h2>\n<p class="muted">{page("about_coverage")}</p>'
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
            for ref in rule.basis if rule else ():
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
        yield f"<h3>{both(said(instrument.title, 'en'), said(instrument.title, 'zh'))}{number}</h3>"
        url = web(instrument.url)
        official = f' · <a href="{attribute(url)}" rel="noreferrer">{page("official")}</a>' if url else ""
        yield f"<p>{both(said(instrument.issuer, 'en'), said(instrument.issuer, 'zh'))}{official}</p>"
        yield f"<table><thead><tr><th>{page('clause')}</th><th>{page('requires')}</th><th>{page('checked_by')}</th></tr></thead><tbody>"
        for ref in sorted(refs, key=lambda each: _natural(each.partition("#")[2])):
            citation, _ = cite(self._context, ref)
            if citation is not None:
                yield self._clause_row(citation, refs[ref])
        yield "</tbody></table>"
        met = {ref.partition("#")[2] for ref in refs}
        others = [clause for clause in instrument.clauses if clause.number not in met]
        if others:
            listed = "".join(
                f"<li>{shown(clause.number)} {both(said(clause.summary, 'en'), said(clause.summary, 'zh'))}</li>"
                for clause in others
            )
            yield f'<details><summary>{page("uncited")} ({len(others)})</summary><ul class="plain muted">{listed}</ul></details>'
        yield "</div>"

    def _clause_row(self, citation: Citation, rules: list[str]) -> str:
        summary = both(said(citation.summary, "en"), said(citation.summary, "zh"))
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
        yield f'<section>\n<h2>{page("rules")}</h2>\n<div class="block"><ul class="rules">'
        for rule_id in known:
            en, zh = (tell(self._context, rule_id, language) for language in ("en", "zh"))
            yield f'<li class="rule" id="rule-{attribute(rule_id)}"><div class="head"><h3>{both(en.title, zh.title)}</h3>'
            level = severity_word(en.severity)
            yield f'<span class="level {en.severity}">{level}</span><code class="name">{shown(rule_id)}</code></div>'
            yield f"<p>{both(en.description, zh.description)}</p><p>{self._said(rule_id)}</p><dl>"
            yield from _basis(en, zh)
            yield from _scope(en)
            yield "</dl></li>"
        yield "</ul></div>\n</section>"


def _basis(en: Told, zh: Told) -> Iterator[str]:
    for clause, chinese in zip(en.clauses, zh.clauses, strict=True):
        text = both(clause.text, chinese.text)
        name = f'<a href="{attribute(clause.url)}" rel="noreferrer">{text}</a>' if clause.url else text
        summary = f"<br>{both(clause.summary, chinese.summary)}" if clause.summary else ""
        yield f"<dt>{word(lambda words: words.clause)}</dt><dd>{name} {code(clause.ref)}{summary}</dd>"
    if en.fix or zh.fix:
        yield f"<dt>{word(lambda words: words.fix)}</dt><dd>{both(en.fix, zh.fix)}</dd>"


def _scope(told: Told) -> Iterator[str]:
    rule = told.rule
    if rule is None:
        return
    dates = (
        " – ".join(part or "…" for part in (rule.effective.since, rule.effective.to)) if any(rule.effective[:2]) else ""
    )
    parts = (
        ("in_force", dates),
        ("jurisdictions", ", ".join(rule.jurisdictions)),
        ("collections", ", ".join(rule.collections)),
        ("plugin", rule.plugin),
    )
    yield from (f"<dt>{page(name)}</dt><dd>{shown(text)}</dd>" for name, text in parts if text)


def _badge(name: OutcomeName, number: int) -> str:
    return f'<span class="badge {name}">{number} {outcome_word(name)}</span>'


def _number(citation: Citation) -> Markup:
    if not citation.number:
        return Markup("–")
    if citation.instrument.kind in STANDARDS or not citation.number.isdecimal():
        return shown(citation.number)
    return both(citation.number, f"第{citation.number}条")


def _natural(number: str) -> list[tuple[int, str]]:
    """Order 5.10 after 5.9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in number.split(".")]
