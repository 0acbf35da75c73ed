"""``adjudge waivers``: what a waiver file says today, without judging anything."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import click

from adjudge import Options, load_settings
from adjudge.lib.clock import parse_as_of
from adjudge.lib.documents import Source
from adjudge.lib.errors import UsageError

from ..places import shown, waiver_file
from ..suppressing import MAX_DAYS
from ..waivers import Waivers, read_waivers


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--as-of", metavar="DATE", help="The day; else today.")
@click.option("--max-days", type=click.IntRange(1), default=MAX_DAYS, show_default=True, help="The longest waiver.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", envvar="ADJUDGE_LANG", help="Language.")
def command(file: Path | None, as_of: str | None, max_days: int, lang: str) -> int:
    """List the waivers of FILE, else of the file that `check` reads, and what is wrong with them.

    Exit 1 for what denies, 3 for a file with an error.

    \b
    Example: adjudge waivers adjudge-waivers.yaml
    """
    file = file or _in_force()
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the waivers cannot be read: {error.strerror}", file=str(file), hint="Name the waiver file."
        ) from error
    source = Source(path=file.as_posix(), real=file, data=data, sha256=sha256(data).hexdigest())
    waivers = read_waivers(source, parse_as_of(as_of), max_days)
    for waiver in waivers.waivers:
        suppression = waiver.suppression
        ticket = f", {suppression.ticket}" if suppression.ticket else ""
        line = waivers.document.locate(("waivers", waiver.number)).line
        click.echo(
            f"{file.as_posix()}:{line}: {waiver.rule}  {waiver.said}  {waiver.created} to {waiver.expires}"
            f"  ({suppression.owner}, {suppression.approver}{ticket})"
        )
    return _tell(waivers, file, lang)


def _in_force() -> Path:
    """Return the waiver file that `check` reads here, whatever gate there may be."""
    asked = ("ADJUDGE_CONFIG", "ADJUDGE_DISABLE_PLUGIN", "ADJUDGE_WAIVERS")
    said = {name: os.environ[name] for name in asked if name in os.environ}
    settings = load_settings(Options(environment=said, origin="command line"))
    return Path(shown(waiver_file(settings.values, settings.config)))


def _tell(waivers: Waivers, file: Path, lang: str) -> int:
    denied = False
    for verdict in waivers.verdicts():
        for outcome in verdict.outcomes:
            for finding in outcome.findings:
                denied = denied or finding.level == "deny"
                where = f"{file.as_posix()}:{finding.place.line}:{finding.place.column}"
                click.echo(f"{where}: {outcome.outcome} {outcome.rule}: {finding.message[lang]}")
    return int(denied)
