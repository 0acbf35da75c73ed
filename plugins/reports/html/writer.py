"""The HTML report: one file that shows the whole run to whoever signs, in both languages, on screen and on paper.

It needs no network and no other file; its policy lets nothing run but the one script that it was made with. Without
scripts it is whole, but for the filters. Text of artifacts and plugins is escaped, and never stands in the script.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, TextIO

from adjudge import OUTCOMES
from adjudge.lib.installed import package_root
from adjudge.lib.rego.rule import SEVERITIES
from adjudge.lib.wording import wording
from adjudge.lib.words import ENGLISH, languages, template

from ..counts import Numbers
from ..describe import apart, code_of, depending, domain_of, excused, kind_of, standing
from ..reasons import Reasons
from .markup import (
    Markup,
    attribute,
    code,
    each,
    outcome_word,
    page,
    severity_word,
    shown,
    spoken,
    tags,
    verdict_word,
    word,
    worded,
)
from .sections import Outline

if TYPE_CHECKING:
    from adjudge import Finding, Outcome, OutcomeName, Problem, Verdict, VerdictName
    from adjudge.lib.documents import Place, SecondPlace
from adjudge import Summary
from adjudge.report import Context

_KEPT = 8 << 20
_VERDICTS: tuple[VerdictName, ...] = ("deny", "error", "warn", "pass")
_RANK: dict[OutcomeName, int] = {
    "denied": 0,
    "error": 1,
    "warned": 2,
    "pending": 3,
    "waived": 4,
    "not_evaluated": 5,
    "passed": 6,
    "not_applicable": 7,
}
_SPEAKS: frozenset[OutcomeName] = frozenset(("denied", "error", "warned", "pending", "waived"))
_BEFORE, _AFTER = 60, 90


class HtmlWriter:
    """Writes the HTML report. Artifacts wait in a temporary file, since the decision stands above them."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self._stream = stream
        self._context = context
        self._outline = Outline(context)
        self._numbers = Numbers(context)
        self._reasons = Reasons(context)
        self._waiting = SpooledTemporaryFile(_KEPT, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115

    def verdict(self, verdict: Verdict) -> None:
        """Take one artifact."""
        self._outline.add(verdict)
        self._numbers.see(verdict)
        self._waiting.writelines(f"{line}\n" for line in self._artifact(verdict))

    def finish(self, summary: Summary) -> None:
        """Write the page."""
        style, script = _tongues(_resource("report.css")), _resource("report.js")
        self._lines(self._head(summary, style, script))
        self._lines(self._decision(summary))
        self._lines(self._filters())
        self._stream.write('<div id="artifacts" tabindex="-1">\n')
        self._waiting.seek(0)
        copyfileobj(self._waiting, self._stream)
        self._waiting.close()
        self._stream.write("</div>\n</section>\n")
        self._lines(self._rest(summary))
        self._lines(self._outline.instruments())
        self._lines(self._outline.rules())
        self._stream.write(
            f"</main>\n<footer><p>{page('notice')}</p></footer>\n<script>{script}</script>\n</body>\n</html>\n"
        )

    # --- above the artifacts ----------------------------------------------------------------------------------------

    def _head(self, summary: Summary, style: str, script: str) -> Iterator[str]:
        policy = (
            f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        )
        decision = wording(self._context.language).of("report.verdicts", summary.decision)
        tag = attribute(tags().get(self._context.language, ENGLISH))
        yield f'<!doctype html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f"<title>adjudge: {shown(decision)}</title>\n<style>{style}</style>\n</head>\n<body>"
        yield f'<a class="skip" href="#artifacts">{page("skip")}</a>\n<header class="top">'
        yield f"<h1>{word('report')}</h1>"
        label = " / ".join(dict.fromkeys(wording(language)("report.page.language") for language in languages()))
        yield f'<fieldset class="tongue" id="tongue" aria-label="{attribute(label)}">'
        for language, spoken_as in tags().items():
            name, value = shown(template(language, "language.name") or language), attribute(spoken_as)
            checked = " checked" if language == self._context.language else ""
            choice = f'<input type="radio" name="lang" id="lang-{attribute(language)}" value="{value}"{checked}>'
            yield f'<label lang="{value}">{choice}{name}</label>'
        yield "</fieldset>\n</header>\n<main>"

    def _decision(self, summary: Summary) -> Iterator[str]:
        decision, context = summary.decision, self._context
        yield f'<section class="decision {decision}" aria-labelledby="decision">'
        yield f'<h2 class="word" id="decision">{verdict_word(decision)}</h2>'
        yield f"<p>{each(lambda language: self._numbers.told(summary, language, run=False))}</p>"
        engines = shown(", ".join(summary.engine_names or [context.engine]))
        yield f'<p class="run">{page("as_of")} <time>{worded(self._numbers.as_of)}</time> · {page("engine")} {engines}'
        yield f" · adjudge {shown(context.version)}</p>\n</section>"
        yield f'<h2>{page("by_verdict")}</h2>\n<div class="tiles verdicts">'
        for verdict in _VERDICTS:
            yield _tile(verdict, summary.verdicts.get(verdict, 0), verdict_word(verdict))
        yield f'</div>\n<h2>{page("by_outcome")}</h2>\n<div class="tiles">'
        for outcome in sorted(OUTCOMES, key=_RANK.__getitem__):
            yield _tile(outcome, summary.outcomes.get(outcome, 0), outcome_word(outcome))
        yield "</div>"

    def _filters(self) -> Iterator[str]:
        yield f'<section>\n<h2 id="list">{page("artifacts")}</h2>\n<p class="short">{page("short")}</p>'
        yield f'<label class="paper"><input type="checkbox" id="whole" autocomplete="off">{page("whole")}</label>'
        yield '<form class="filters" id="filters" hidden>'
        groups: tuple[tuple[str, Iterable[tuple[str, Markup]]], ...] = (
            ("verdict", [(name, verdict_word(name)) for name in _VERDICTS]),
            ("severity", [(name, severity_word(name)) for name in SEVERITIES]),
            ("domain", [(name, self._domain(name)) for name in self._outline.domains()]),
        )
        for group, options in groups:
            yield f"<fieldset><legend>{page(group)}</legend>"
            for value, label in options:
                yield f'<label class="chip"><input type="checkbox" name="{group}" value="{attribute(value)}">{label}</label>'
            yield "</fieldset>"
        yield f'<label class="search"><span>{page("text")}</span><input type="search" id="text" autocomplete="off"></label>'
        yield '<span class="tools"><output id="shown" aria-live="polite"></output>'
        yield f'<button type="button" id="open">{page("open")}</button>'
        yield f'<button type="button" id="close">{page("close")}</button></span>\n</form>'

    def _domain(self, name: str) -> Markup:
        return worded(lambda words: domain_of(self._context, name, words))

    # --- one artifact -----------------------------------------------------------------------------------------------

    def _artifact(self, verdict: Verdict) -> Iterator[str]:
        opened = "" if verdict.verdict == "pass" else " open"
        yield f'<details class="artifact" data-verdict="{verdict.verdict}"{opened}>'
        name = worded(lambda words: kind_of(self._context, verdict, words))
        kind = f'<span class="kind">{name}</span>' if name else ""
        badge = _badge(verdict.verdict, verdict_word(verdict.verdict))
        yield f'<summary>{badge}<span class="path">{shown(verdict.path)}</span>{kind}{_tally(verdict)}</summary>'
        most = self._reasons.most(verdict)
        if most is not None:
            yield f'<p class="muted">{worded(most.told)}</p>'
        if verdict.problem:
            yield from _problem(verdict.problem, verdict.file)
        if verdict.outcomes:
            yield '<ul class="rules">'
            parts = [part for each in verdict.outcomes for part in apart(self._context, each)]
            for outcome in sorted(parts, key=lambda each: _RANK[each.outcome]):
                yield from self._outcome(outcome, verdict)
            yield "</ul>"
        yield from _evidence(verdict)
        yield "</details>"

    def _outcome(self, outcome: Outcome, verdict: Verdict) -> Iterator[str]:
        told = self._outline.told(outcome.rule, code_of(outcome))
        severity = told[ENGLISH].severity
        speaks = outcome.outcome in _SPEAKS and bool(outcome.findings or outcome.outcome != "pending")
        domain = attribute(outcome.rule.partition(".")[0])
        look = f"rule {outcome.outcome}{' speaks' if speaks else ''}"
        yield f'<li class="{look}" data-severity="{severity}" data-domain="{domain}"><div class="head">'
        yield _badge(outcome.outcome, outcome_word(outcome.outcome))
        title = each(lambda language: told[language].title)
        yield f"<h3>{title}</h3>" if speaks else f"<span>{title}</span>"
        level = severity_word(severity)
        yield f'<span class="level {severity}">{level}</span>{self._outline.name(outcome.rule)}</div>'
        because = self._reasons.of(verdict, outcome)
        if because is not None:
            yield f'<p class="muted">{worded(because.told)}</p>'
        for finding in outcome.findings:
            yield from self._finding(finding, outcome, verdict.file)
        if speaks:
            yield from self._outline.explanation(outcome, told)
        yield "</li>"

    def _finding(self, finding: Finding, outcome: Outcome, verdict_file: str) -> Iterator[str]:
        place = finding.place
        file = place.file or verdict_file
        tag = f" <code>{shown(finding.code)}</code>" if finding.code else ""
        stands = standing(finding, outcome)
        if stands != outcome.outcome:
            tag += " " + _badge(stands, outcome_word(stands))
        yield f'<div class="finding"><p class="message">{spoken(finding.message)}{tag}</p>'
        name, gap = (shown(f"{file}:"), "") if place.offset is None else (shown(file), " ")
        own = Markup(f'<span class="own">{name}</span>') if file == verdict_file else name
        yield f'<p class="place"><code>{own}{gap}{shown(place.told("")[1:])}</code></p>'
        yield from self._excerpt(file, place)
        for other in finding.related:
            yield from self._second(other, verdict_file)
        dependency = finding.depends_on
        if dependency is not None:
            yield f'<p class="muted">{worded(lambda words: depending(dependency, words))}</p>'
        why = worded(lambda words: excused(finding, words) or "")
        if why:
            yield f'<p class="excuse">{outcome_word("waived")}: {why}</p>'
        yield "</div>"

    def _second(self, other: SecondPlace, verdict_file: str) -> Iterator[str]:
        """Where else a finding points, and the line there."""
        place = other.place
        file = place.file or verdict_file
        where = place.told(file)
        yield f'<p class="place">{worded(lambda words: words("report.see", place=where))}</p>'
        yield from self._excerpt(file, place)

    def _excerpt(self, file: str, place: Place) -> Iterator[str]:
        """The line of a place, where there is one to show."""
        line = self._context.line(file, place.line) if place.offset is None else None
        if line is not None:
            yield _excerpt(line, place.line, place.column)

    # --- below the artifacts ----------------------------------------------------------------------------------------

    def _rest(self, summary: Summary) -> Iterator[str]:
        if summary.problems:
            yield f"<section>\n<h2>{word('outside')}</h2>"
            for problem in summary.problems:
                yield '<div class="block"><ul class="rules">'
                yield from _problem(problem, None)
                yield "</ul></div>"
            yield "</section>"
        if summary.unclaimed:
            yield f'<section>\n<h2>{word("unclaimed")}</h2>\n<ul class="plain">'
            yield from (f"<li>{code(path)}</li>" for path in summary.unclaimed)
            yield "</ul>\n</section>"

    def _lines(self, lines: Iterable[str]) -> None:
        self._stream.writelines(f"{line}\n" for line in lines)


def _problem(problem: Problem, file: str | None) -> Iterator[str]:
    where = ":".join(str(part) for part in (problem.file or file, problem.line, problem.column) if part is not None)
    yield '<div class="rule error speaks"><div class="head">'
    yield f"{_badge('error', outcome_word('error'))}<h3>{spoken(problem.words)}</h3></div>"
    yield f'<p class="place">{code(where)}</p>' if where else ""
    labelled = (
        (word("rule"), shown(problem.rule or "")),
        (word("plugin"), shown(problem.plugin or "")),
        (word("next"), spoken(problem.next or "")),
    )
    entries = [f"<dt>{label}</dt><dd>{text}</dd>" for label, text in labelled if text]
    yield f"<dl>{''.join(entries)}</dl></div>" if entries else "</div>"


def _evidence(verdict: Verdict) -> Iterator[str]:
    if not verdict.sha256 and not verdict.evidence:
        return
    yield '<div class="evidence"><dl>'
    if verdict.sha256:
        yield f"<dt>{page('digest')}</dt><dd>{code(verdict.sha256)}</dd>"
    missing = word("missing")
    for file in verdict.evidence:
        digest = code(file.sha256) if file.sha256 else missing
        yield f"<dt>{word('evidence')}</dt><dd>{code(file.path)}<br>{digest}</dd>"
    yield "</dl></div>"


def _tally(verdict: Verdict) -> Markup:
    """Return the outcomes of an artifact in numbers."""
    totals = Counter(outcome.outcome for outcome in verdict.outcomes)
    parts = [f"{totals[name]} {outcome_word(name)}" for name in sorted(totals, key=_RANK.__getitem__)]
    return Markup(f'<span class="tally">{" · ".join(parts)}</span>') if parts else Markup("")


def _tile(name: str, number: int, label: Markup) -> str:
    return f'<div class="tile {name if number else "none"}"><b>{number}</b><span>{label}</span></div>'


def _badge(name: str, label: Markup) -> str:
    return f'<span class="badge {name}">{label}</span>'


def _excerpt(line: str, number: int, column: int) -> str:
    """Return the line with what stands at the column marked, as far as a word goes."""
    at = min(max(column - 1, 0), len(line))
    before, rest = line[max(at - _BEFORE, 0) : at], line[at : at + _AFTER]
    size = next((index for index, letter in enumerate(rest) if letter.isspace() or letter in ",{}[]"), len(rest)) or 1
    left, right = "…" if at > _BEFORE else "", "…" if at + _AFTER < len(line) else ""
    marked = f"<mark>{shown(rest[:size])}</mark>" if rest else ""
    return f'<pre><span class="number">{number}</span>{left}{shown(before)}{marked}{shown(rest[size:])}{right}</pre>'


def _resource(name: str) -> str:
    return (package_root("adjudge.plugins.reports.html") / "page" / name).read_text(encoding="utf-8")


def _tongues(style: str) -> str:
    """Return the style with a rule for each language: where it is chosen, the others are not shown.

    The script says the choice at the root; without it `:has` finds it, which costs a browser half a minute to print.
    """
    rules = [
        f'{chosen} [lang="{other}"]:not(html, .tongue *)'
        for language, tag in tags().items()
        for name, other in tags().items()
        if name != language
        for chosen in (f':root[data-tongue="{tag}"]', f":root:not([data-tongue]):has(#lang-{language}:checked)")
    ]
    return style.replace("/* languages */", ",\n".join(rules) + " { display: none; }" if rules else "")


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
