"""``adjudge baseline``: record today's findings, so that only new ones count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from adjudge import Session, load_settings
from adjudge.cli.options import JudgingCommand, general_options, judging_options, options_of, show_warnings
from adjudge.lib.errors import UsageError
from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.writing import replace_file

from ..baseline import Baseline, Known, read_baseline, write_baseline
from ..places import baseline_file, shown, without


@click.command(cls=JudgingCommand)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The baseline; else the one that `check` reads, else adjudge-baseline.json beside the configuration.",
)
@click.option("--shrink", is_flag=True, help="Take out what is fixed; add nothing.")
@judging_options
@general_options
def command(paths: tuple[Path, ...], shrink: bool, **given: Any) -> int:
    """Record the findings that are there now at and below PATH, for `adjudge check --baseline FILE`.

    What could not be judged, broken schemas and parameters beyond the law are no part of a baseline: they still count.

    \b
    Example: adjudge baseline . && adjudge check --baseline adjudge-baseline.json
    """
    settings = load_settings(options_of(given), paths)
    file: Path = given["file"] or baseline_file(settings.values, settings.config)
    before = read_baseline(_text(file), str(file)) if file.exists() or shrink else None  # only a baseline is replaced
    with Session(*paths, settings=without(settings, "baseline")) as session:
        show_warnings(session.warnings)
        known = sorted(_found(session) if before is None or not shrink else _still_there(session, before))
    replace_file(file, write_baseline(known))
    click.echo(f"baseline: {len(known)} known, in {shown(file)}")
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
        raise UsageError(
            f"the baseline cannot be read: {error.strerror}", file=str(file), hint="Name it with --file."
        ) from error
