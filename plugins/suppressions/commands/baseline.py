"""``adjudge baseline``: record today's findings, so that only new ones count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from adjudge.judging.suppress import Suppressions
from adjudge.lib.errors import UsageError
from adjudge.lib.fingerprint import Fingerprints
from adjudge.session.outputs import replace_file
from adjudge.session.session import Judging, judging, judging_options
from adjudge.session.settings import common_options

from ..baseline import Baseline, Known, read_baseline, write_baseline

FILE = Path("adjudge-baseline.json")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    default=FILE,
    metavar="FILE",
    help="The baseline; adjudge-baseline.json here unless said.",
)
@click.option("--shrink", is_flag=True, help="Take out what is fixed; add nothing.")
@judging_options
@common_options
def command(
    paths: tuple[Path, ...], config_file: Path | None, disabled: tuple[str, ...], lang: str | None, **options: Any
) -> int:
    """Record the findings that are there now at and below PATH, for `adjudge check --baseline FILE`.

    What could not be judged, broken schemas and parameters beyond the law are no part of a baseline: they still count.

    \b
    Example: adjudge baseline . && adjudge check --baseline adjudge-baseline.json
    """
    file: Path = options["file"]
    options = {**options, "baseline": None}
    if file.exists():
        read_baseline(_text(file), str(file))  # only a baseline is replaced
    with judging(paths, config_file, disabled, lang, options) as ready:
        known = _shrunk(ready, file) if options["shrink"] else _recorded(ready)
    replace_file(file, write_baseline(known))
    click.echo(f"baseline: {len(known)} known, in {file}")
    return 0


def _recorded(ready: Judging) -> list[Known]:
    """Give the findings of rules that count today."""
    fingerprints = Fingerprints()
    return sorted(
        {
            Known(artifact=verdict.file, rule=outcome.rule, fingerprint=str(each))
            for verdict in ready.verdicts()
            for outcome, prints in zip(verdict.outcomes, fingerprints.of(verdict), strict=True)
            if outcome.outcome in ("denied", "warned") and ready.settings.catalogue.rule(outcome.rule) is not None
            for finding, each in zip(outcome.findings, prints, strict=True)
            if finding.suppression is None
        }
    )


def _shrunk(ready: Judging, file: Path) -> list[Known]:
    """Give the baseline without what is fixed."""
    before: Baseline = read_baseline(_text(file), str(file))
    suppressions = Suppressions([before], ready.settings.catalogue.rule)
    for verdict in ready.verdicts():
        suppressions.apply(verdict)
    return before.shrunk()


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError as error:
        raise UsageError(
            f"the baseline cannot be read: {error.strerror}", file=str(file), hint="Name it with --file."
        ) from error
