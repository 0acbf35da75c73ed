"""``adjudge waive``: record a waiver for findings that are there now."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from adjudge import Session, load_settings
from adjudge.cli.options import JudgingCommand, general_options, judging_options, options_of, show_warnings
from adjudge.lib.console import PATH, option, tell
from adjudge.lib.errors import UsageError
from adjudge.lib.fingerprint import Fingerprints
from adjudge.lib.opening import read_text
from adjudge.lib.system import reason
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from ..places import shown, waiver_file, without

HEAD = "# Exceptions to findings, each dated, owned and reasoned: `adjudge waive` adds one.\nwaivers:\n"


@click.command(cls=JudgingCommand, help=say("help.waive.long"))
@click.argument("path", type=PATH)
@option("--rule", required=True, metavar="RULE", help=say("help.waive.rule"))
@option("--reason", required=True, help=say("help.waive.reason"))
@option("--owner", required=True, help=say("help.waive.owner"))
@option("--approver", required=True, help=say("help.waive.approver"))
@option("--expires", required=True, metavar="DATE", help=say("help.waive.expires"))
@option("--ticket", help=say("help.waive.ticket"))
@option(
    "--file",
    "file",
    type=PATH,
    metavar="FILE",
    help=say("help.waive.file"),
)
@judging_options
@general_options
def command(path: Path, **options: Any) -> int:
    """Return the exit code."""
    settings = load_settings(options_of(options), (path,))
    reads = waiver_file(settings.values, settings.config)
    file: Path = options["file"] or reads
    fingerprints = Fingerprints()
    found: dict[str, list[str]] = {}
    with Session(path, settings=settings if reads.exists() else without(settings, "waivers")) as session:
        show_warnings(session.warnings)
        for verdict in session.verdicts():
            for outcome, prints in zip(verdict.outcomes, fingerprints.of(verdict), strict=True):
                if outcome.rule == options["rule"] and outcome.outcome in ("denied", "warned"):
                    counting = zip(outcome.findings, prints, strict=True)
                    found[verdict.path] = [str(each) for finding, each in counting if finding.suppression is None]
        known = session.rule(options["rule"])
        today = session.as_of.date()
    if known is None:
        raise UsageError(say("waiver.no_rule", rule=options["rule"]))
    if not found:
        raise UsageError(say("waiver.nothing_found", rule=options["rule"], path=path))
    _write(file, found, today, options)
    count = sum(map(len, found.values()))
    tell(say("waiver.waived", expires=options["expires"], n=count, rule=options["rule"], file=shown(file)))
    return 0


def _write(file: Path, found: dict[str, list[str]], today: date, options: dict[str, Any]) -> None:
    """Add an entry for each artifact to the waiver file. Raises UsageError for one that would not count."""
    try:
        text = read_text(file) if file.exists() else HEAD
    except (OSError, UnicodeError) as error:
        raise UsageError(say("waiver.unreadable", why=reason(error)), file=str(file)) from error
    text = re.sub(r"^waivers: *\[ *\]\s*\Z", "waivers:\n", text, flags=re.MULTILINE)  # an empty list is no block yet
    for artifact, names in sorted(found.items()):
        text = f"{text.rstrip()}\n{_entry(artifact, sorted(set(names)), today, options)}"
    _see(text, file)
    if date.fromisoformat(options["expires"]) < today:
        raise UsageError(say("waiver.day_is_over", day=options["expires"]))
    replace_file(file, text)


def _entry(artifact: str, prints: list[str], today: date, options: dict[str, Any]) -> str:
    import yaml

    entry = {
        "rule": options["rule"],
        "artifact": _escaped(artifact),
        "fingerprints": prints,
        "reason": options["reason"],
        "owner": options["owner"],
        "approver": options["approver"],
        "ticket": options["ticket"],
        "created": today.isoformat(),
        "expires": options["expires"],
    }
    given = {name: value for name, value in entry.items() if value is not None}
    text = yaml.safe_dump([given], allow_unicode=True, sort_keys=False, width=4096)
    return "".join(f"  {line}\n" for line in text.splitlines())


def _escaped(path: str) -> str:
    """Return a path as a pattern that means only itself."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)


def _see(text: str, file: Path) -> None:
    """Raise UsageError unless the text is a waiver file: what it would say must count."""
    from datetime import UTC, datetime

    from adjudge.lib.documents import Source
    from adjudge.lib.errors import ReadError

    from ..suppressing import MAX_DAYS
    from ..waivers import read_waivers

    try:
        read_waivers(Source(path=file.name, real=file, data=text.encode(), sha256=""), datetime.now(UTC), MAX_DAYS)
    except ReadError as error:
        raise UsageError(
            say("waiver.not_added", why=error.words),
            file=str(file),
            line=error.line,
            column=error.column,
        ) from error
