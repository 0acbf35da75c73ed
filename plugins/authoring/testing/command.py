"""``adjudge test``: run the tests of policies, and their examples."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge import Settings, load_settings
from adjudge.cli.options import general_options, options_named, options_of, show_problems
from adjudge.lib.console import PATH, LocalizedCommand, Number, option
from adjudge.lib.destinations import destinations
from adjudge.lib.errors import UsageError
from adjudge.lib.wording import wording
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from .reports import as_json, junit, text
from .results import Ran
from .running import CollectedTests, Running, exit_code

if TYPE_CHECKING:
    from adjudge.engine import Engine

    from .line_coverage import LineCoverage

_REPORT = say("help.options_of_report")
REPORTS = ("text", "json", "junit")


@click.command(cls=LocalizedCommand, help=say("help.test.long"))
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@option("--domain", "domains", multiple=True, metavar="DOMAIN", help=say("help.test.domain"))
@option("--run", "pattern", metavar="PATTERN", near=("-k", "--filter", "-r"), help=say("help.test.run"))
@options_named("as_of", "engine")
@option("--coverage", is_flag=True, near=("-c", "--cov"), help=say("help.test.coverage"))
@option("--threshold", type=Number(0, 100), metavar="PERCENT", help=say("help.test.threshold"))
@option("--watch", is_flag=True, near=("-w",), help=say("help.test.watch"))
@option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="NAME[=FILE]",
    group=_REPORT,
    near=("--format", "-f", "--json=json", "--junit=junit"),
    help=say("help.test.output"),
)
@option("-v", "--verbose", is_flag=True, group=_REPORT, help=say("help.test.verbose"))
@general_options
def command(paths: tuple[Path, ...], **given: Any) -> int:
    """Return the exit code."""
    domains = given["domains"]
    paths = paths or (() if domains else (Path(),))
    outputs = _outputs(given["outputs"])
    if given["watch"]:
        from .watching import watch

        return watch(paths or (Path(),), sys.argv[1:])
    settings = load_settings(options_of(given))
    with closing(settings.engine()) as engine:
        running = Running(settings, engine)
        tests = running.tests(paths, domains, given["pattern"])
        results = list(running.ran(tests))
        coverage = None
        if given["coverage"] or given["threshold"] is not None:
            coverage = _coverage(running, tests, results, paths)
        show_problems(settings.problems)
        for write in _written(outputs, settings, engine, results, coverage, all_=given["verbose"]):
            write()
        code = max(exit_code(results), 3 if settings.problems else 0)
    if code or coverage is None or given["threshold"] is None:
        return code
    return 1 if coverage.percent < given["threshold"] else 0


def _outputs(names: Sequence[str]) -> list[tuple[str, Path | None]]:
    """Return which reports go where. Raises UsageError for one that there is not."""
    found = destinations([each.removeprefix("=") for each in names], default="text", read=())
    for name, _ in found:
        if name not in REPORTS:
            raise UsageError(say("output.unknown", name=name, known=list(REPORTS)))
    return found


def _coverage(running: Running, tests: CollectedTests, results: Sequence[Ran], paths: Sequence[Path]) -> LineCoverage:
    """Return which lines the tests have evaluated that could be asked, of the policies at the paths that were named."""
    from .line_coverage import line_coverage

    asked = {each.id for each in results if each.result in ("passed", "failed")}
    ran = [(file, test) for file, test in tests.rego if test.id in asked]
    found = line_coverage(running.suite, ran, tests.domains)
    if not paths:
        return found
    return found._replace(files=tuple(each for each in found.files if running.places.covers(paths, each.file)))


def _written(
    outputs: Sequence[tuple[str, Path | None]],
    settings: Settings,
    engine: Engine,
    results: Sequence[Ran],
    coverage: LineCoverage | None,
    *,
    all_: bool,
) -> list[Callable[[], object]]:
    """Return what writes each report."""
    words = wording(settings.language)
    made = {
        "text": lambda: text(results, engine.name, coverage, words, all_=all_),
        "json": lambda: as_json(results, engine.name, coverage),
        "junit": lambda: junit(results, engine.name, words),
    }

    def writing(name: str, file: Path | None) -> Callable[[], object]:
        if file is None:
            return lambda: click.echo(made[name](), nl=False)
        return lambda: replace_file(file, made[name]())

    return [writing(name, file) for name, file in outputs]
