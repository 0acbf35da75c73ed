"""``adjudge coverage``: the clauses of laws and standards, with the rules that check them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import click

from adjudge import Options, Settings, load_settings
from adjudge.cli.options import general_options, options_of, show_problems
from adjudge.lib.console import PATH, LocalizedCommand, option
from adjudge.lib.errors import AdjudgeError, PolicyError, UsageError
from adjudge.lib.escape import width
from adjudge.lib.instruments import Instrument
from adjudge.lib.rego.basis import unfounded
from adjudge.lib.rego.rule import Rule
from adjudge.lib.wording import Wording, wording
from adjudge.lib.words import Texts, said, say

from .coverage import REACHES, STATUSES, Coverage, Covered, cover
from .declarations import declared
from .extents import extents
from .risks import Risk, Risks, risks_of


@click.command(cls=LocalizedCommand, help=say("help.coverage.long"))
@click.argument("names", nargs=-1, metavar="[INSTRUMENT]...")
@option("--json", "as_json", is_flag=True, help=say("help.json"))
@option("--markdown", "as_markdown", is_flag=True, help=say("help.coverage.markdown"))
@option("--risks", "job", type=PATH, metavar="PATH", help=say("help.coverage.risks"))
@general_options
def command(names: tuple[str, ...], *, as_json: bool, as_markdown: bool, job: Path | None, **given: Any) -> int:
    """Return the exit code."""
    if as_json and as_markdown:
        raise UsageError(say("command.one_format"))
    options = options_of(given, judging=False, environment=False)
    if job is not None:
        return _tell_risks(job, names, replace(options, engine="auto"), as_json=as_json, as_markdown=as_markdown)
    settings = load_settings(options)
    settings.catalogue.open_all()
    rules = settings.catalogue.rules().values()
    instruments, broken = _instruments(settings)
    told = {
        (error.file, error.message): error for error in (*broken, *unfounded(rules, settings.catalogue.instruments))
    }
    reasons, wrong = extents(settings.catalogue)
    problems = [*settings.problems, *told.values(), *wrong]
    show_problems(problems)
    covered = cover(
        instruments, rules, datetime.now(UTC), extents=reasons, declared=partial(declared, settings.catalogue)
    )
    found = list(_wanted(list(covered), names))
    if as_json:
        click.echo(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    else:
        for line in (_markdown if as_markdown else _text)(found, settings.language):
            click.echo(line)
    return 3 if problems else 0


def _tell_risks(job: Path, names: tuple[str, ...], options: Options, *, as_json: bool, as_markdown: bool) -> int:
    """Print which risks the scripts at a path touch, and return the exit code."""
    if names:
        raise UsageError(say("command.risks_of_no_instrument"))
    settings = load_settings(options, (job,))
    risks, errors = risks_of(job, options)
    problems = [*settings.problems, *errors]
    show_problems(problems)
    if as_json:
        click.echo(json.dumps(risks_as_data(risks), ensure_ascii=False, indent=2))
    else:
        for line in (_risks_markdown if as_markdown else _risks_text)(risks, settings.language):
            click.echo(line)
    return 3 if problems else 0


def _instruments(settings: Settings) -> tuple[list[Instrument], list[AdjudgeError]]:
    """Read every instrument; one that cannot be read costs only itself."""
    read: list[Instrument] = []
    broken: list[AdjudgeError] = []
    for name in settings.catalogue.instruments.ids:
        try:
            instrument = settings.catalogue.instruments.get(name)
        except PolicyError as error:
            broken.append(error)
            continue
        if instrument is not None:
            read.append(instrument)
    return read, broken


def _wanted(found: list[Covered], names: tuple[str, ...]) -> Iterator[Covered]:
    """Return those that are named, or all. Raises UsageError for a name that nobody brings."""
    known = [each.instrument.id for each in found]
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            if near:
                raise UsageError(say("command.no_instrument_but_near", name=name, near=near[0]))
            raise UsageError(say("command.no_instrument", name=name))
    yield from (each for each in found if not names or each.instrument.id in names)


def as_data(found: list[Covered]) -> dict[str, object]:
    """Return the coverage as JSON, as schemas/adjudge/coverage.json describes it."""
    return {
        "schema_version": "1",
        "instruments": [
            {
                "id": each.instrument.id,
                "kind": each.instrument.kind,
                "title": dict(each.instrument.title),
                "number": each.instrument.number,
                "effective": each.instrument.effective,
                "read": each.instrument.read,
                "url": each.instrument.url,
                "replaced_by": each.replaced_by,
                "clauses": [_clause_data(clause) for clause in each.clauses],
            }
            for each in found
        ],
        "summary": _total(found) | {"reach": _reached(found)},
    }


def risks_as_data(risks: Risks) -> dict[str, object]:
    """Return the risks as JSON, as schemas/adjudge/coverage.json describes it: no instrument was asked for."""
    members = [
        {"id": risk.id, "name": dict(risk.name), "hit": risk.hit, "reviewed": risk.reviewed} for risk in risks.members
    ]
    return {**as_data([]), "risks": {"artifacts": risks.artifacts, "silent": risks.silent, "members": members}}


def _clause_data(clause: Coverage) -> dict[str, object]:
    return {
        "number": clause.number,
        "summary": dict(clause.summary),
        "checkable": clause.checkable,
        "status": clause.status,
        "reach": clause.reach,
        "because": dict(clause.because) if clause.because is not None else None,
        "rules": [{"id": rule.id, "severity": rule.severity, "binding": rule.binding} for rule in clause.rules],
    }


def _total(found: list[Covered]) -> dict[str, int]:
    counted = Counter(clause.status for each in found for clause in each.clauses)
    return {status: counted[status] for status in STATUSES}


def _reached(found: list[Covered]) -> dict[str, int]:
    counted = Counter(clause.reach for each in found for clause in each.clauses)
    return {reach: counted[reach] for reach in REACHES}


def _text(found: list[Covered], language: str) -> Iterator[str]:
    words = wording(language)
    for each in found:
        yield f"{each.instrument.id}  {_line(each.instrument.title, language)}{_remarks(each, words)}"
        numbers = [_number(clause, words) for clause in each.clauses]
        statuses = [_status(clause, words) for clause in each.clauses]
        first, second = (max(map(width, texts), default=0) for texts in (numbers, statuses))
        for number, status, clause in zip(numbers, statuses, each.clauses, strict=True):
            yield f"  {_padded(number, first)}  {_padded(status, second)}  {_line(clause.summary, language)}"
            if clause.because is not None:
                yield f"{' ' * (first + second + 6)}{words('coverage.because', why=_line(clause.because, language))}"
            yield from (f"{' ' * (first + second + 6)}- {_rule(rule, words)}" for rule in clause.rules)
        yield ""
    yield _sum(found, words)


def _line(texts: Texts, language: str) -> str:
    """Return a text in one line, however it was folded in its file."""
    return " ".join(said(texts, language).split())


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _markdown(found: list[Covered], language: str) -> Iterator[str]:
    words = wording(language)
    yield from (f"# {words('coverage.title')}", "", _sum(found, words))
    for each in found:
        instrument = each.instrument
        name = words.bracketed(f"`{instrument.id}`")
        yield from ("", f"## {_line(instrument.title, language)}{name}", "")
        yield f"<{instrument.url}>{_remarks(each, words)}"
        heads = (words.of("coverage", head) for head in ("clause", "summary", "status", "rules"))
        yield from ("", f"| {' | '.join(heads)} |", "|---|---|---|---|")
        for clause in each.clauses:
            cells = (
                _number(clause, words),
                _line(clause.summary, language),
                _explained(clause, words),
                "<br>".join(_rule(rule, words, "`{}`") for rule in clause.rules),
            )
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _status(clause: Coverage, words: Wording) -> str:
    if clause.reach is not None:
        return words.of("coverage.reach", clause.reach)
    return words.of("coverage.status", clause.status)


def _explained(clause: Coverage, words: Wording) -> str:
    status = _status(clause, words)
    if clause.because is None:
        return status
    return f"{status}<br>{words('coverage.because', why=_line(clause.because, words.language))}"


def _risks_text(risks: Risks, language: str) -> Iterator[str]:
    words = wording(language)
    rows = [(*_risk_cells(risk, words), _line(risk.name, language)) for risk in risks.members]
    widths = [max(map(width, column), default=0) for column in zip(*rows, strict=True)]
    for *cells, name in rows:
        padded = (_padded(cell, columns) for cell, columns in zip(cells, widths, strict=False))
        yield "  ".join((*padded, name))
    yield ""
    yield _risks_sum(risks, words)


def _risks_markdown(risks: Risks, language: str) -> Iterator[str]:
    words = wording(language)
    yield from (f"# {words('coverage.risks.title')}", "", _risks_sum(risks, words), "")
    heads = (words.of("coverage.risks", head) for head in ("risk", "hits", "reviews", "name"))
    yield from (f"| {' | '.join(heads)} |", "|---|---|---|---|")
    for risk in risks.members:
        yield f"| {' | '.join((*_risk_cells(risk, words), _line(risk.name, language)))} |"


def _risk_cells(risk: Risk, words: Wording) -> tuple[str, str, str]:
    return (
        risk.id,
        words("coverage.risks.hit", n=len(risk.hit)),
        words("coverage.risks.reviewed", n=len(risk.reviewed)),
    )


def _risks_sum(risks: Risks, words: Wording) -> str:
    """Return how many artifacts and risks there are, and of how many reviews nothing is known."""
    of = {
        "artifacts": len(risks.artifacts),
        "risks": len(risks.members),
        "hit": sum(bool(risk.hit) for risk in risks.members),
        "reviewed": sum(bool(risk.reviewed) for risk in risks.members),
        "silent": len(risks.silent),
    }
    return words.joined(words(f"coverage.risks.count.{name}", n=number) for name, number in of.items())


def _number(clause: Coverage, words: Wording) -> str:
    return words("coverage.whole") if clause.number is None else clause.number


def _remarks(each: Covered, words: Wording) -> str:
    """Return of an instrument what its clauses do not: how it was read, and whether it still counts."""
    remarks = [words("coverage.secondary")] if each.instrument.read == "secondary" else []
    remarks += [words("coverage.by", instrument=each.replaced_by)] if each.replaced_by else []
    return words.bracketed(words.joined(remarks))


def _rule(rule: Rule, words: Wording, form: str = "{}") -> str:
    """Return a rule's id with its title, and that it only warns."""
    title = _line({name: each.title for name, each in rule.words.items()}, words.language)
    name = words("listing.named", id=form.format(rule.id), title=title)
    return name if rule.binding else f"{name}{words.bracketed(words('coverage.warns'))}"


def _sum(found: list[Covered], words: Wording) -> str:
    checked = (words(f"coverage.reached.{reach}", n=count) for reach, count in _reached(found).items())
    others = (words(f"coverage.count.{status}", n=n) for status, n in _total(found).items() if status != "covered")
    return words.joined([*checked, *others])
