"""``adjudge baseline``: record today's findings, so that only new ones count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from adjudge import Session, load_settings
from adjudge.cli.options import JudgingCommand, general_options, judging_options, options_of, show_warnings
from adjudge.lib.console import PATH, option, tell
from adjudge.lib.errors import JudgeError, UsageError
from adjudge.lib.fingerprint import Fingerprints, name_of
from adjudge.lib.opening import read_text
from adjudge.lib.system import reason
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from ..baseline import Baseline, Known, read_baseline, write_baseline
from ..places import baseline_file, shown, without
from ..upgrade import current


@click.command(
    cls=JudgingCommand,
    help=say("help.baseline.long"),
    without={
        "gate": say("waiver.no_gate_has_one"),
        "gate_digest": say("waiver.no_gate_has_one"),
        "baseline": say("waiver.it_is_written"),
    },
)
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@option(
    "--file",
    "file",
    type=PATH,
    metavar="FILE",
    help=say("help.baseline.file"),
)
@option("--shrink", is_flag=True, help=say("help.baseline.shrink"))
@option("--upgrade", is_flag=True, help=say("help.baseline.upgrade"))
@judging_options
@general_options
def command(paths: tuple[Path, ...], shrink: bool, upgrade: bool, **given: Any) -> int:
    """Return the exit code."""
    settings = load_settings(options_of(given), paths)
    file: Path = given["file"] or baseline_file(settings.values, settings.config)
    there = file.exists() or shrink or upgrade
    before = read_baseline(_text(file), str(file)) if there else None  # only a baseline is replaced
    with Session(*paths, settings=without(settings, "baseline")) as session:
        show_warnings(session.warnings)
        if before is not None and upgrade:
            before = _upgraded(session, before)
            if not shrink:
                return _told(file, before)
            before = replace(before, known=before.known.difference(before.outdated()))
        if before is None or not shrink:
            known = sorted(_found(session))
        else:
            whole = settings.config.is_below(paths or (Path(),))
            known = sorted(_still_there(session, replace(before, whole=whole)))
        lacks = session.summary().exit_code == JudgeError.exit_code
    replace_file(file, write_baseline(known))
    tell(say("waiver.recorded", n=len(known), file=shown(file)))
    if lacks:
        raise JudgeError(say("waiver.baseline_lacks"))
    return 0


def _upgraded(session: Session, before: Baseline) -> Baseline:
    """Return the baseline with today's fingerprints for those of the earlier version that still match."""
    known = current(session)
    entries = (
        each._replace(artifact=found.file, fingerprint=found.fingerprint)
        if (found := known.get(each.fingerprint)) is not None and each.artifact in (found.file, found.before)
        else each
        for each in before.known
    )
    return replace(before, known=frozenset(entries))


def _told(file: Path, baseline: Baseline) -> int:
    """Write an upgraded baseline, and return 1 where some of it matches nothing."""
    replace_file(file, write_baseline(sorted(baseline.known)))
    left = baseline.outdated()
    tell(say("waiver.recorded", n=len(baseline.known), file=shown(file)))
    for each in left:
        tell(say("waiver.not_upgraded", rule=each.rule, artifact=each.artifact))
    return 1 if left else 0


def _found(session: Session) -> set[Known]:
    """Return the findings of rules that count today."""
    fingerprints = Fingerprints()
    return {
        Known(artifact=name_of(verdict), rule=outcome.rule, fingerprint=str(each))
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
        return read_text(file, errors="replace")
    except OSError as error:
        raise UsageError(say("waiver.baseline_unreadable", why=reason(error)), file=shown(file)) from error
