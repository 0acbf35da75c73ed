"""``adjudge verify-plugin``: hold an installed plugin to what a plugin has to keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from adjudge.cli.options import general_options, options_named, options_of
from adjudge.lib.console import LocalizedCommand, Number, option
from adjudge.lib.destinations import destinations
from adjudge.lib.errors import UsageError
from adjudge.lib.wording import wording
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from .results import CHECKS, Verification

_REPORT = say("help.options_of_report")
REPORTS = ("text", "json", "badge")


@click.command(cls=LocalizedCommand, help=say("help.verify_plugin.long"))
@click.argument("name", metavar="NAME|DIR")
@option(
    "--only", "only", multiple=True, metavar="CHECK", near=("--select", "--enable"), help=say("help.verify_plugin.only")
)
@option("--ignore", "ignored", multiple=True, metavar="CHECK", near=("--skip",), help=say("help.verify_plugin.ignore"))
@option(
    "--documents", type=Number(1, 100_000), metavar="N", near=("--limit",), help=say("help.verify_plugin.documents")
)
@option("--seed", type=Number(0, None), metavar="N", help=say("help.verify_plugin.seed"))
@option("--seconds", type=Number(1, 86_400), metavar="N", near=("--timeout",), help=say("help.verify_plugin.seconds"))
@option("--mebibytes", type=Number(1, 1_048_576), metavar="N", help=say("help.verify_plugin.mebibytes"))
@options_named("as_of", "engine")
@option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="NAME[=FILE]",
    group=_REPORT,
    near=("--format", "-f", "--json=json", "--badge=badge"),
    help=say("help.verify_plugin.output"),
)
@general_options
def command(name: str, **given: Any) -> int:
    """Return the exit code."""
    outputs = destinations([each.removeprefix("=") for each in given["outputs"]], default="text", read=())
    for report, _ in outputs:
        if report not in REPORTS:
            raise UsageError(say("output.unknown", name=report, known=list(REPORTS)))
    checks = checks_of(given["only"], given["ignored"])
    from .verifying import VerificationPlan, verify

    asked = {each: given[each] for each in ("documents", "seed", "seconds", "mebibytes") if given[each] is not None}
    found = verify(name, options_of(given), VerificationPlan(checks=checks, **asked))
    for report, file in outputs:
        made = _written(report, found)
        if file is None:
            click.echo(made, nl=False)
        else:
            replace_file(file, made)
    return found.exit_code


def checks_of(only: Iterable[str], ignored: Iterable[str]) -> tuple[str, ...]:
    """Return the checks that are wanted. Raises UsageError for one that there is not, and where none is left."""
    for each in (*only, *ignored):
        if each not in CHECKS:
            raise UsageError(say("verifying.no_check", name=each, known=list(CHECKS)))
    wanted = set(only) or set(CHECKS)
    found = tuple(each for each in CHECKS if each in wanted and each not in ignored)
    if not found:
        raise UsageError(say("verifying.none_left"))
    return found


def _written(name: str, found: Verification) -> str:
    from .reports import as_json, badge, text

    if name == "json":
        return as_json(found)
    return badge(found, wording(found.language)) if name == "badge" else text(found, wording(found.language))
