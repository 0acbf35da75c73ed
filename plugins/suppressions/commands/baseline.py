"""``adjudge baseline``: record today's findings, so that only new ones count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from adjudge import Session, load_settings
from adjudge.cli.options import JudgingCommand, general_options, judging_options, options_of, show_warnings
from adjudge.lib.console import PATH, option, tell
from adjudge.lib.errors import JudgeError, UsageError
from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.system import reason
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from ..baseline import Baseline, Known, read_baseline, write_baseline
from ..places import baseline_file, shown, without


@click.command(cls=JudgingCommand, help=say("help.baseline.long"))
@click.argument("paths", nargs=-1, type=PATH)
@option(
    "--file",
    "file",
    type=PATH,
    metavar="FILE",
    help=say("help.baseline.file"),
)
@option("--shrink", is_flag=True, help=say("help.baseline.shrink"))
@judging_options
@general_options
def command(paths: tuple[Path, ...], shrink: bool, **given: Any) -> int:
    """Return the exit code."""
    settings = load_settings(options_of(given), paths)
    file: Path = given["file"] or baseline_file(settings.values, settings.config)
    before = read_baseline(_text(file), str(file)) if file.exists() or shrink else None  # only a baseline is replaced
    with Session(*paths, settings=without(settings, "baseline")) as session:
        show_warnings(session.warnings)
        known = sorted(_found(session) if before is None or not shrink else _still_there(session, before))
        lacks = session.summary().exit_code == JudgeError.exit_code
    replace_file(file, write_baseline(known))
    tell(say("waiver.recorded", n=len(known), file=shown(file)))
    if lacks:
        raise JudgeError(say("waiver.baseline_lacks"))
    return 0


def _found(session: Session) -> set[Known]:
    """Return the findings of rules that count today."""
    fingerprints = Fingerprints()
    return {
        Known(artifact=verdict.file, rule=outcome.rule, fingerprint=str(each))
        for verdict in session.verdicts()
        for outcome, prints in zip(verdict.outcomes, fingerprints.of(verdict), strict=True)
        if outcome.outcome in ("denied", "warned") and session.rule(outcome.rule) is not None
        for finding, each in zip(outcome.findings, prints, strict=True)
        if finding.suppression is None
    }


def _still_there(session: Session, before: Baseline) -> set[Known]:
    """Return the baseline without what is fixed, under whichever name of its rule it was recorded."""
    fingerprints = Fingerprints()
    for verdict in session.verdicts():
        before.see(verdict)
        for outcome, prints in zip(verdict.outcomes, fingerprints.of(verdict), strict=True):
            rule = session.rule(outcome.rule)
            if rule is None or outcome.outcome not in ("denied", "warned"):
                continue
            for finding, each in zip(outcome.findings, prints, strict=True):
                before.suppression(verdict, finding, str(each), frozenset((rule.id, *rule.formerly)))
    return set(before.shrunk())


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError as error:
        raise UsageError(say("waiver.baseline_unreadable", why=reason(error)), file=str(file)) from error
