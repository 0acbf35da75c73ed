"""``adjudge new``: a package of rules that is complete and tested, or another part inside one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from adjudge.lib.console import LocalizedCommand, tell
from adjudge.lib.errors import UsageError
from adjudge.lib.words import say

from . import parts
from .brought import see_judged, see_report, see_suffix
from .homes import Home, home_of
from .making import add_files, make_folder
from .names import PARTS, see_kind, see_name, see_plugin, see_rule
from .written import WrittenPackage, package_at


@click.command(cls=LocalizedCommand, help=say("help.new.long"))
@click.argument("words", nargs=-1, required=True, metavar="[rule|kind|reader|report] NAME")
def command(words: tuple[str, ...]) -> int:
    """Return the exit code."""
    part, name = words if len(words) == 2 else ("", words[0])
    if len(words) > 2 or (len(words) == 1 and name in PARTS):
        raise UsageError(say("new.one_name", parts=PARTS))
    if not part:
        _package(name)
        return 0
    if part not in PARTS:
        raise UsageError(say("new.no_part", part=part, parts=PARTS))
    package = package_at(Path.cwd())
    made = _MAKERS[part](name, package)
    add_files(made.root, made.files, made.edits)
    _tell(made)
    return 0


def _package(name: str) -> None:
    see_plugin(name)
    files = parts.package_files(name)
    folder = f"adjudge-{name.replace('_', '-')}"
    make_folder(Path.cwd() / folder, files)
    for path in sorted(files):
        click.echo(f"{folder}/{path}")
    rule = f"{name}.{parts.FIRST_KIND}.{parts.FIRST_RULE}"
    tell(say("new.next.package", folder=folder, rule=rule))


def _rule(name: str, package: WrittenPackage | None) -> parts.Made:
    steps = name.split(".")
    if len(steps) not in (3, 4):
        raise UsageError(say("new.rule_id", name=name))
    home = home_of(steps[0], package)
    judged = ".".join(steps[-3:-1])
    see_rule(steps[-1])
    if len(steps) == 3:
        if judged not in home.kinds:
            raise UsageError(say("new.no_kind", kind=judged, domain=home.domain, known=home.kinds or "–"))
    elif home.extends is not None and judged not in home.extends:
        raise UsageError(say("new.not_extended", kind=judged, domain=home.domain))
    else:
        see_kind(steps[-2])
        see_name(steps[-3])
        if home.extends is None:
            see_judged(judged)
    return parts.rule(home, judged, steps[-1])


def _kind(name: str, package: WrittenPackage | None) -> parts.Made:
    domain, dot, kind = name.partition(".")
    if not dot or "." in kind:
        raise UsageError(say("new.kind_id", name=name))
    see_kind(kind)
    here = _inside(package)
    home: Home = home_of(domain, here)
    if home.examples is None:
        raise UsageError(say("new.nowhere"))
    if name in home.kinds:
        raise UsageError(say("new.kind_there", kind=name))
    return parts.kind(home, here, kind)


def _reader(name: str, package: WrittenPackage | None) -> parts.Made:
    see_name(name)
    here = _inside(package)
    made = parts.reader(here, name)
    see_suffix(name, here.name)
    return made


def _report(name: str, package: WrittenPackage | None) -> parts.Made:
    see_name(name)
    here = _inside(package)
    see_report(name, here.name)
    return parts.report(here, name)


def _inside(package: WrittenPackage | None) -> WrittenPackage:
    if package is None:
        raise UsageError(say("new.nowhere"))
    return package


_MAKERS: dict[str, Callable[[str, WrittenPackage | None], parts.Made]] = {
    "rule": _rule,
    "kind": _kind,
    "reader": _reader,
    "report": _report,
}


def _tell(made: parts.Made) -> None:
    for path in sorted(file.relative_to(made.root).as_posix() for file in (*made.files, *made.edits)):
        click.echo(path)
    examples = any("examples" in file.parts for file in made.files)
    if any(file.suffix == ".rego" for file in made.files):
        tell(say("new.next.rule") if examples else say("new.next.alone", id=made.id))
    else:
        tell(say("new.next.part"))
