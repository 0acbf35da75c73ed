"""``adjudge waivers``: what a waiver file says today, without judging anything."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import click

from adjudge import Options, load_settings
from adjudge.cli.options import options_named
from adjudge.lib.clock import parse_as_of
from adjudge.lib.console import PATH, LocalizedCommand, Number, option, spoken, tell
from adjudge.lib.documents import Source
from adjudge.lib.errors import UsageError
from adjudge.lib.escape import visible
from adjudge.lib.files import Tree, collect
from adjudge.lib.opening import read_regular
from adjudge.lib.system import reason
from adjudge.lib.words import say

from ..places import shown, waiver_file
from ..suppressing import MAX_DAYS
from ..waivers import Waivers, read_waivers


@click.command(cls=LocalizedCommand, help=say("help.waivers.long"))
@click.argument("file", type=PATH, required=False)
@option("--as-of", metavar="DATE", help=say("help.waivers.as_of"))
@option("--max-days", type=Number(1), default=MAX_DAYS, show_default=True, help=say("help.waivers.max_days"))
@options_named("lang", help=say("help.waivers.lang"))
def command(file: Path | None, as_of: str | None, max_days: int, lang: str | None) -> int:  # noqa: ARG001  # language() knows it
    """Return the exit code."""
    below = None
    if file is None:
        file, below = _in_force()
    try:
        data = read_regular(file)
    except OSError as error:
        raise UsageError(say("waiver.waivers_unreadable", why=reason(error)), file=str(file)) from error
    source = Source(path=file.as_posix(), real=file, data=data, sha256=sha256(data).hexdigest())
    waivers = read_waivers(source, parse_as_of(as_of), max_days)
    if below is not None:
        waivers.see_files(each.path for each in collect(Tree(root=below), [below]))
    for waiver in waivers.waivers:
        suppression = waiver.suppression
        people = [suppression.owner, suppression.approver, suppression.ticket]
        line = waivers.document.locate(("waivers", waiver.number)).line
        words = say(
            "waiver.listed",
            file=file.as_posix(),
            line=line,
            rule=waiver.rule,
            artifact=waiver.said,
            created=waiver.created,
            expires=waiver.expires,
            people=[each for each in people if each],
        )
        tell(visible(spoken(words)))
    return _tell(waivers, file)


def _in_force() -> tuple[Path, Path]:
    """Return the waiver file that `check` reads here, whatever gate there may be, and the folder that it is about."""
    asked = ("ADJUDGE_CONFIG", "ADJUDGE_DISABLE_PLUGIN", "ADJUDGE_WAIVERS")
    said = {name: os.environ[name] for name in asked if name in os.environ}
    settings = load_settings(Options(environment=said, origin="command line"))
    return Path(shown(waiver_file(settings.values, settings.config))), settings.config.folder


def _tell(waivers: Waivers, file: Path) -> int:
    denied = False
    for verdict in waivers.verdicts():
        for outcome in verdict.outcomes:
            for finding in outcome.findings:
                denied = denied or finding.level == "deny"
                words = say(
                    "waiver.wrong",
                    file=file.as_posix(),
                    line=finding.place.line,
                    column=finding.place.column,
                    outcome=say(f"report.outcomes.{outcome.outcome}"),
                    rule=outcome.rule,
                    message=finding.message,
                )
                tell(visible(spoken(words)))
    return int(denied)
