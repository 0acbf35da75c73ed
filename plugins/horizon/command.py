"""``adjudge horizon``: what starts to fail within the next days, and why."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from adjudge import __version__
from adjudge.cli.options import (
    JudgingCommand,
    general_options,
    judging_options,
    options_named,
    options_of,
    show_warnings,
)
from adjudge.lib.clock import format_as_of, local
from adjudge.lib.console import PATH, Number, option
from adjudge.lib.documents import Json
from adjudge.lib.escape import brief, visible
from adjudge.lib.files import Candidate
from adjudge.lib.json_text import json_line
from adjudge.lib.rego.rule import Rule
from adjudge.lib.wording import Wording, wording
from adjudge.lib.words import ENGLISH, said, say, template
from adjudge.report import finding_data, problem_data

from .changes import Questions
from .horizon import Failure, Horizon, Outlook

if TYPE_CHECKING:
    from adjudge import Settings

SCHEMA_VERSION = "1"
LONG_FILES, LONG_BYTES = 50, 1 << 20
"""Files and bytes from which on a bar shows how far the work is."""


@click.command(cls=JudgingCommand, help=say("help.horizon.long"))
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@option("--days", type=Number(1, 3660), default=90, show_default=True, help=say("help.horizon.days"))
@options_named("kind", "select", "ignore")
@option("--json", "as_json", is_flag=True, help=say("help.json"))
@judging_options
@general_options
def command(paths: tuple[Path, ...], **given: Any) -> int:
    """Return the exit code."""
    from adjudge import Session

    days = given["days"]
    questions = Questions()
    with Session(*paths, options=options_of(given), watchers=[questions]) as session:
        show_warnings(session.warnings)
        gc.freeze()
        gc.enable()
        settings = session.settings
        with _progress(days, session.candidates, settings.language) as tick:
            outlook = Horizon(session=session, days=days, tick=tick, questions=questions).look()
        failures = [_Shown.of(failure, settings) for failure in outlook.failures]
        view = _View(
            settings=settings,
            outlook=outlook,
            engine=session.engine.name,
            as_of=session.as_of,
            days=days,
            shown=session.context().shown,
        )
        for line in view.json(failures) if given["as_json"] else view.text(failures):
            click.echo(line)
    view.warn()
    return outlook.exit_code


@contextmanager
def _progress(days: int, candidates: Sequence[Candidate], language: str) -> Iterator[Callable[[int], object]]:
    """Show a bar on stderr when the work is long and stderr is a terminal."""
    size = sum(candidate.size for candidate in candidates)
    short = len(candidates) < LONG_FILES and size < LONG_BYTES
    if sys.stderr is None or not sys.stderr.isatty() or short:
        yield lambda _days: None
        return
    with click.progressbar(length=days, label=wording(language)("horizon.judging"), file=sys.stderr) as bar:
        yield bar.update


class _Shown(NamedTuple):
    """A failure with its rule, and its beginning on the clock of the rule's first instrument."""

    failure: Failure
    rule: Rule | None
    zone: str
    local: datetime

    @classmethod
    def of(cls, failure: Failure, settings: Settings) -> _Shown:
        from zoneinfo import ZoneInfo

        rule = settings.catalogue.rule(failure.rule) if failure.rule else None
        rule = rule.of(failure.finding.code) if rule is not None and failure.finding is not None else rule
        basis = rule.basis[0].partition("#")[0] if rule is not None and rule.basis else ""
        instrument = settings.catalogue.instruments.get(basis) if basis else None
        zone = instrument.zone if instrument is not None else "UTC"
        return cls(failure=failure, rule=rule, zone=zone, local=failure.at.astimezone(ZoneInfo(zone)))


class _View(NamedTuple):
    """How a horizon is shown."""

    settings: Settings
    outlook: Outlook
    engine: str
    as_of: datetime
    days: int
    shown: Callable[[str], str]

    def json(self, shown: list[_Shown]) -> Iterator[str]:
        """Yield the JSON report; ``schemas/adjudge/horizon.json`` describes it."""
        data = {
            "schema_version": SCHEMA_VERSION,
            "adjudge": __version__,
            "engine": self.engine,
            **({"engines": self.outlook.now.engines} if self.outlook.now.engines else {}),
            "as_of": format_as_of(self.as_of),
            "until": format_as_of(self._until()),
            "failures": [_data(each) for each in shown],
            "already": self.outlook.already,
            "problems": [problem_data(problem) for problem in self.outlook.problems],
            "exit_code": self.outlook.exit_code,
        }
        yield json_line(data, indent=2)

    def text(self, shown: list[_Shown]) -> Iterator[str]:
        """Yield the text report: by day, in the order of time."""
        words = wording(self.settings.language)
        day = None
        for each in shown:
            if each.local.date() != day:
                day = each.local.date()
                ahead = (day - self.as_of.astimezone(each.local.tzinfo).date()).days
                yield f"{day}{words.bracketed(_plural(words, 'horizon.ahead', ahead))}"
                yield ""
            yield from self._failure(each)
            yield ""
        parts = [
            _plural(words, "horizon.failures", len(shown), days=self.days),
            _plural(words, "horizon.already", self.outlook.already),
        ]
        artifacts = words("report.counts.artifacts", n=sum(self.outlook.now.verdicts.values()))
        engines = map(visible, self.outlook.now.engine_names or [self.engine])
        end = words.bracketed(words.joined((artifacts, *engines, self._span(shown, words))))
        yield f"{words.labelled('horizon.horizon', words.joined(parts))}{end}"

    def _span(self, shown: list[_Shown], words: Wording) -> str:
        """Return from when until when was looked, as the language shows the clock of a run."""
        zones = {each.zone for each in shown if each.rule is not None}
        zone = zones.pop() if len(zones) == 1 else None
        ends = (format_as_of(self.as_of), format_as_of(self._until()))
        return " – ".join(words("report.as_of", utc=end, local=local(end, zone) if zone else end) for end in ends)

    def warn(self) -> None:
        """Tell on stderr why the horizon is incomplete."""
        words = wording(self.settings.language)
        for problem in self.outlook.problems:
            text, step = (brief(said(each or "", words.language)) for each in (problem.words, problem.next))
            click.echo(words.labelled("horizon.error", words.then(text, step)), err=True)
        broken = self.outlook.now.verdicts.get("error", 0)
        if broken:
            click.echo(words.labelled("horizon.error", _plural(words, "horizon.broken", broken)), err=True)

    def _until(self) -> datetime:
        return self.as_of + timedelta(days=self.days)

    def _failure(self, each: _Shown) -> Iterator[str]:
        language = self.settings.language
        words = wording(language)
        failure, rule, finding = each.failure, each.rule, each.failure.finding
        title = said({name: text.title for name, text in rule.words.items()}, language) if rule is not None else ""
        degree = words.bracketed(words.of("report.severities", finding.severity)) if finding else ""
        code = f" [{visible(finding.code)}]" if finding is not None and finding.code else ""
        name = f" {visible(failure.rule)}{code}" if failure.rule else ""
        yield f"  {words.of('report.outcomes', failure.outcome)}{degree}{name}{words.colon if title else ''}{visible(title)}"
        if finding is not None:
            place = finding.place
            yield f"    --> {visible(place.told(self.shown(place.file or failure.file)))}"
            yield f"    = {brief(said(finding.message, language))}"
        else:
            yield f"    --> {visible(self.shown(failure.path))}:{failure.line}"
            yield f"    = {brief(said(failure.note or '', language))}"
        if failure.reason == "rule_in_force" and rule is not None:
            since = visible(local(rule.effective.since or "", each.zone))
            yield f"    = {words('report.in_force', since=since)}"
        before = words.of("report.outcomes", failure.before)
        yield f"    = {words('horizon.from', at=each.local.isoformat(), before=before)}"
        fix = said({name: text.remediation for name, text in rule.words.items()}, language) if rule is not None else ""
        if fix:
            yield f"    = {words.labelled('report.fix', brief(' '.join(fix.split())))}"


def _data(each: _Shown) -> dict[str, Json]:
    failure, rule = each.failure, each.rule
    data: dict[str, Json] = {
        "at": format_as_of(failure.at),
        "local": each.local.isoformat(),
        "path": failure.path,
        "file": failure.file,
        "kind": failure.kind,
        "rule": failure.rule,
        "outcome": failure.outcome,
        "before": failure.before,
        "reason": failure.reason,
    }
    if rule is not None:
        data["title"] = {language: words.title for language, words in rule.words.items()}
        if failure.reason == "rule_in_force":
            data["effective"] = rule.effective.since
    if failure.finding is not None:
        data["finding"] = finding_data(failure.finding)
    if failure.note is not None:
        data["note"] = said(failure.note, ENGLISH)
    return data


def _plural(words: Wording, code: str, number: int, **more: Any) -> str:
    """Return the words for a number: those for none, one or tomorrow where a language has them."""
    special = {0: f"{code}_zero", 1: f"{code}_one"}.get(number, code)
    own = template(words.language, special) is not None
    known = own or (template(words.language, code) is None and words.find(special) is not None)
    return words(special if known else code, n=number, **more)
