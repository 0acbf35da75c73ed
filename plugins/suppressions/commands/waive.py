"""``adjudge waive``: record waivers for findings that are there now, or bring those that are recorded up to date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from adjudge import Session, Settings, load_settings
from adjudge.cli.options import JudgingCommand, general_options, judging_options, options_of, show_warnings
from adjudge.lib.console import PATH, option, tell
from adjudge.lib.documents import Source
from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.fingerprint import Fingerprints, is_current, name_of
from adjudge.lib.opening import read_regular, read_text
from adjudge.lib.system import reason
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

from ..places import shown, signature_beside, waiver_file, without
from ..suppressing import MAX_DAYS
from ..upgrade import Current, current
from ..waivers import Waiver, Waivers, read_waivers

HEAD = "# Exceptions to findings, each dated, owned and reasoned: `adjudge waive` adds one.\nwaivers:\n"
_REQUIRED = ("path", "rules", "reason", "owner", "approver", "expires")


@click.command(cls=JudgingCommand, help=say("help.waive.long"))
@click.argument("path", type=PATH, required=False)
@option("--rule", "rules", multiple=True, metavar="RULE", help=say("help.waive.rule"))
@option("--reason", help=say("help.waive.reason"))
@option("--owner", help=say("help.waive.owner"))
@option("--approver", help=say("help.waive.approver"))
@option("--expires", metavar="DATE", help=say("help.waive.expires"))
@option("--ticket", help=say("help.waive.ticket"))
@option(
    "--file",
    "file",
    type=PATH,
    metavar="FILE",
    help=say("help.waive.file"),
)
@option("--upgrade", is_flag=True, help=say("help.waive.upgrade"))
@judging_options
@general_options
@click.pass_context
def command(context: click.Context, /, path: Path | None, **options: Any) -> int:
    """Return the exit code."""
    given = {**options, "path": path}
    for parameter in () if options["upgrade"] else context.command.params:
        if parameter.name in _REQUIRED and not given[parameter.name]:
            raise click.MissingParameter(ctx=context, param=parameter)
    paths = () if path is None else (path,)
    settings = load_settings(options_of(options), paths)
    reads = waiver_file(settings.values, settings.config)
    file: Path = options["file"] or reads
    settings = settings if reads.exists() else without(settings, "waivers")
    if options["upgrade"]:
        return _upgrade(file, paths, settings)
    assert path is not None
    return _waive(path, file, settings, options)


def _waive(path: Path, file: Path, settings: Settings, options: dict[str, Any]) -> int:
    fingerprints = Fingerprints()
    found: dict[str, dict[str, list[str]]] = {rule: {} for rule in options["rules"]}
    with Session(path, settings=settings) as session:
        show_warnings(session.warnings)
        for verdict in session.verdicts():
            for outcome, prints in zip(verdict.outcomes, fingerprints.of(verdict), strict=True):
                if outcome.rule in found and outcome.outcome in ("denied", "warned"):
                    counting = zip(outcome.findings, prints, strict=True)
                    names = [str(each) for finding, each in counting if finding.suppression is None]
                    found[outcome.rule].setdefault(name_of(verdict), []).extend(names)
        unknown = [rule for rule in found if session.rule(rule) is None]
        today = session.as_of.date()
    for rule in unknown:
        raise UsageError(say("waiver.no_rule", rule=rule))
    for rule, artifacts in found.items():
        if not artifacts:
            raise UsageError(say("waiver.nothing_found", rule=rule, path=path))
    _write(file, found, today, options)
    count = sum(len(names) for artifacts in found.values() for names in artifacts.values())
    tell(say("waiver.waived", expires=options["expires"], n=count, rule=list(found), file=shown(file)))
    return 0


def _write(file: Path, found: dict[str, dict[str, list[str]]], today: date, options: dict[str, Any]) -> None:
    """Add an entry for each rule and file to the waivers. Raises UsageError for one that would not count."""
    try:
        text = read_text(file) if file.exists() else HEAD
    except (OSError, UnicodeError) as error:
        raise UsageError(say("waiver.unreadable", why=reason(error)), file=shown(file)) from error
    text = re.sub(r"^waivers: *\[ *\]\s*\Z", "waivers:\n", text, flags=re.MULTILINE)  # an empty list is no block yet
    for rule, artifacts in found.items():
        for artifact, names in sorted(artifacts.items()):
            text = f"{text.rstrip()}\n{_entry(rule, artifact, sorted(set(names)), today, options)}"
    _see(text, file)
    if date.fromisoformat(options["expires"]) < today:
        raise UsageError(say("waiver.day_is_over", day=options["expires"]))
    replace_file(file, text)


def _entry(rule: str, artifact: str, prints: list[str], today: date, options: dict[str, Any]) -> str:
    import yaml

    entry = {
        "rule": rule,
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


def _read(data: bytes, file: Path) -> Waivers:
    """Read a waiver file. Raises ReadError unless all of it counts."""
    return read_waivers(Source(path=file.name, real=file, data=data, sha256=""), datetime.now(UTC), MAX_DAYS)


def _see(text: str, file: Path) -> None:
    """Raise UsageError unless the text is a waiver file: what it would say must count."""
    try:
        _read(text.encode(), file)
    except ReadError as error:
        raise UsageError(
            say("waiver.not_added", why=error.words),
            file=shown(file),
            line=error.line,
            column=error.column,
        ) from error


def _upgrade(file: Path, paths: tuple[Path, ...], settings: Settings) -> int:
    """Rewrite the fingerprints of the earlier version that still match, and tell the others: exit 1 where there are any."""
    try:
        data = read_regular(file)
    except OSError as error:
        raise UsageError(say("waiver.waivers_unreadable", why=reason(error)), file=shown(file)) from error
    waivers, text = _read(data, file), data.decode()
    with Session(*paths, settings=settings) as session:
        show_warnings(session.warnings)
        known = current(session)
    count, left = 0, []
    for waiver in waivers.waivers:
        old = sorted(each for each in waiver.fingerprints if not is_current(each))
        matched = [each for each in old if each in known and _is_of(waiver, known[each])]
        for each in matched:
            text = text.replace(each, known[each].fingerprint)
            text = _with_artifact(text, waivers, waiver, known[each])
        count += len(matched)
        if len(matched) < len(old):
            line = waivers.document.locate(("waivers", waiver.number)).line
            left.append((line, waiver, len(old) - len(matched)))
    if count:
        _read(text.encode(), file)
        replace_file(file, text)
    tell(say("waiver.upgraded", n=count, file=shown(file)))
    if count and signature_beside(file).exists():
        tell(say("waiver.sign_again", file=shown(file)))
    for line, waiver, n in left:
        tell(say("waiver.left", file=shown(file), line=line, rule=waiver.rule, artifact=waiver.said, n=n))
    return 1 if left else 0


def _is_of(waiver: Waiver, found: Current) -> bool:
    return any(waiver.artifact.fullmatch(name) is not None for name in (found.file, found.before))


def _with_artifact(text: str, waivers: Waivers, waiver: Waiver, found: Current) -> str:
    """Return the text with the artifact of a waiver as it is called from the configuration's folder."""
    if waiver.artifact.fullmatch(found.file) is not None:
        return text
    lines = text.splitlines(keepends=True)
    at = waivers.document.locate(("waivers", waiver.number, "artifact")).line - 1
    lines[at] = lines[at].replace(waiver.said, _escaped(found.file), 1)
    return "".join(lines)
