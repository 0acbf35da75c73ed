"""``adjudge lint``: look at policies without judging anything by them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from adjudge import Fails, Reports, Settings, Totals, Verdict, __version__
from adjudge.cli.options import general_options, options_named, options_of
from adjudge.lib.clock import format_as_of, parse_as_of
from adjudge.lib.console import Choice, LocalizedCommand, option
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.problems import problem_of
from adjudge.lib.shown import showing
from adjudge.lib.words import say
from adjudge.report import Context

from .checks import BY_NAME, CHECKS, LintCheck, as_rule
from .finding import LintFinding
from .looking import looked_at
from .targets import Chosen, chosen
from .verdicts import LintedTexts, lines_of, verdicts

_REPORT = say("help.options_of_report")
NAME = "lint"
"""What reports say in the place of an engine."""


@click.command(cls=LocalizedCommand, help=say("help.lint.long"))
@click.argument("words", nargs=-1, metavar="[PLUGIN|PATH]...")
@option("--only", "only", multiple=True, metavar="CHECK", near=("--select", "--enable"), help=say("help.lint.only"))
@option("--ignore", "ignored", multiple=True, metavar="CHECK", near=("--disable",), help=say("help.lint.ignore"))
@option("--fail-on", "fail_on", type=Choice(["deny", "warn"]), default="deny", help=say("help.lint.fail_on"))
@options_named("as_of")
@option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="NAME[=FILE]",
    group=_REPORT,
    near=("--format", "-f", "--json=json", "--sarif=sarif"),
    help=say("help.check.output"),
)
@option("-v", "--verbose", is_flag=True, group=_REPORT, help=say("help.lint.verbose"))
@option("-q", "--quiet", is_flag=True, group=_REPORT, near=("--silent", "-s"), help=say("help.check.quiet"))
@general_options
def command(words: tuple[str, ...], **given: Any) -> int:
    """Return the exit code."""
    checks = _checks(given["only"], given["ignored"])
    with ExitStack() as stack:
        asked = chosen(words, options_of(given), stack)
        wanted = frozenset(each.name for each in checks)
        texts: dict[str, str] = {}
        found: list[LintFinding] = []
        problems = [problem_of(each) for each in _problems(asked)]
        for target in asked.targets:
            try:
                more, findings = looked_at(target, asked.settings, _root(asked.settings), wanted)
            except AdjudgeError as error:
                problems.append(problem_of(error.at(plugin=target.plugin)))
                continue
            texts |= more
            found += findings
        totals = Totals(rule=as_rule, fails=Fails(warnings=("*",) if given["fail_on"] == "warn" else ()))
        reports = Reports(
            names=[each.removeprefix("=") for each in given["outputs"]],
            registry=asked.settings.registry,
            context=_context(asked.settings, texts, int(given["verbose"]) - int(given["quiet"])),
            root=_root(asked.settings),
        )
        looked = LintedTexts(texts, found, checks)
        reports.write(
            _counted(verdicts(looked), totals), lambda: totals.summary(tuple(problems), ()), before_writing=_none
        )
    return reports.exit_code


def _counted(each: Iterable[Verdict], totals: Totals) -> Iterator[Verdict]:
    return map(totals.count, each)


def _none(_stream: object) -> None:
    """Write nothing before a report: there is no bar."""


def _checks(only: Iterable[str], ignored: Iterable[str]) -> tuple[LintCheck, ...]:
    for name in (*only, *ignored):
        if name not in BY_NAME:
            raise UsageError(say("lint.no_check", name=name, known=[each.name for each in CHECKS]))
    wanted = set(only) or set(BY_NAME)
    return tuple(each for each in CHECKS if each.name in wanted and each.name not in ignored)


def _problems(asked: Chosen) -> Iterator[AdjudgeError]:
    """Yield what keeps plugins from being looked at: of those that were named, and of those that nobody could be."""
    names = {each.plugin for each in asked.targets}
    for error in asked.settings.registry.problems:
        if error.plugin is None or error.plugin in names or error.plugin not in asked.settings.registry.plugins:
            yield error


def _root(settings: Settings) -> Path:
    """Return the folder from which reports name files: the configuration's, else the working directory."""
    return Path(os.path.realpath(settings.config.folder if settings.config.file is not None else Path.cwd()))


def _context(settings: Settings, texts: dict[str, str], verbosity: int) -> Context:
    return Context(
        version=__version__,
        engine=NAME,
        as_of=format_as_of(parse_as_of(settings.values.value("as_of"))),
        language=settings.language,
        verbosity=verbosity,
        colour=False,
        rule=as_rule,
        instruments=settings.catalogue.instruments,
        line=lines_of(texts),
        domain=settings.registry.domains.get,
        shown=showing(_root(settings), texts.__contains__),
    )
