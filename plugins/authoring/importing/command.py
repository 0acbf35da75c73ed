"""``adjudge import``: a package of rules made of a folder of policies that were written for another tool."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from adjudge import load_settings
from adjudge.cli.options import general_options, options_of
from adjudge.lib.console import PATH, LocalizedCommand, option, tell
from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError, UsageError
from adjudge.lib.wording import Wording, wording
from adjudge.lib.words import say

from ..new.making import make_folder
from ..new.names import see_kind, see_plugin
from .importing import Imported, ImportWanted, imported
from .naming import snake
from .opa import Opa
from .sources import documents, read_sources

_MOST = 20
_FEW = 3
_SUFFIXES = (".json", ".yaml", ".yml")


@click.command(cls=LocalizedCommand, help=say("help.import.long"))
@click.argument("folder", type=PATH, metavar="DIR")
@option("--name", metavar="NAME", help=say("help.import.name"))
@option("--kind", default="document", metavar="NAME", help=say("help.import.kind"))
@option("--files", "patterns", multiple=True, metavar="PATTERN", help=say("help.import.files"))
@option("--data", multiple=True, type=PATH, metavar="DIR", help=say("help.import.data"))
@option("--samples", multiple=True, type=PATH, metavar="DIR", help=say("help.import.samples"))
@option("--opa", metavar="FILE", help=say("help.as_for_check"))
@option("--json", "as_json", is_flag=True, help=say("help.json"))
@general_options
def command(folder: Path, name: str | None, kind: str, patterns: tuple[str, ...], **given: Any) -> int:
    """Return the exit code: 0, or 1 where something is otherwise than it was, 3 where a file could not be converted."""
    settings = load_settings(options_of(given))
    name = name or snake(folder.resolve().name)
    see_plugin(name)
    see_kind(kind)
    if not folder.is_dir():
        raise UsageError(say("import.no_folder"), file=str(folder))
    home = Path.cwd() / f"adjudge-{name.replace('_', '-')}"
    if home.exists() and any(home.iterdir() if home.is_dir() else (home,)):
        raise UsageError(say("new.exists"), file=home.name)
    opa = Opa(settings.values.value("opa"))
    sources = read_sources(folder, given["data"], opa)
    samples = [each for path in given["samples"] for each in _samples(path)]
    done = imported(sources, ImportWanted(name, kind, patterns), samples, opa)
    make_folder(home, done.files)
    if given["as_json"]:
        click.echo(json.dumps(_as_json(done, home.name), ensure_ascii=False, indent=2))
    else:
        _show(done, home.name, wording(settings.language))
    return 1 if done.differs else 3 if done.refused else 0


def _samples(path: Path) -> Iterator[tuple[str, Json]]:
    """Yield the documents of a file, or of the files below a folder, each with its name."""
    if not path.exists():
        raise UsageError(say("import.no_folder"), file=str(path))
    for file in [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.suffix in _SUFFIXES):
        shown = file.name if path.is_file() else file.relative_to(path).as_posix()
        try:
            found = documents(file, file.read_text("utf-8-sig"), shown)
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(say("file.unreadable_path", why=str(error)), file=shown) from error
        except AdjudgeError as error:
            raise UsageError(error.words, file=shown) from error
        for number, value in enumerate(found, 1):
            yield (shown if len(found) == 1 else f"{shown}#{number}"), value


def _show(done: Imported, home: str, words: Wording) -> None:
    rules = sorted(each.package for each in done.modules if each.is_rule)
    for each in rules:
        click.echo(f"{home}: {each}")
    for why, files in _by_reason(done, words).items():
        shown = files if len(files) <= _FEW else [*files[:_FEW], "…"]
        click.echo(words("import.line.note", files=shown, count=len(files), why=why))
    for refusal in sorted(done.refused, key=lambda each: each.file):
        click.echo(words("import.line.refused", file=refusal.file, why=refusal.words))
    for difference in done.compared.differences[:_MOST]:
        click.echo(words("import.line.differs", sample=difference.sample, heads=list(difference.heads)))
        for sign, lines in (("-", difference.original), ("+", difference.result)):
            for line in lines:
                click.echo(f"  {sign} {line}")
        if difference.note:
            click.echo(words("import.line.because", why=difference.note))
    if len(done.compared.differences) > _MOST:
        click.echo(words("import.line.more", count=len(done.compared.differences) - _MOST))
    for name, before, _ in done.failing[:_MOST]:
        click.echo(words("import.line.test_passes" if before else "import.line.test_fails", name=name))
    if done.uncompared:
        shown = [*done.uncompared[:_FEW], *(["…"] if len(done.uncompared) > _FEW else [])]
        click.echo(words("import.line.uncompared", rules=shown, count=len(done.uncompared)))
    tell(
        say(
            "import.summary",
            converted=len(done.converted),
            files=len(done.converted) + len(done.refused),
            rules=len(rules),
            folder=home,
        )
    )
    tell(
        say(
            "import.agreement",
            same=done.compared.evaluations - len(done.compared.differences),
            evaluations=done.compared.evaluations,
            samples=done.samples,
            passed=done.tests[0],
            tests=done.tests[1],
        )
    )
    if done.sources.others:
        listed = [f"{suffix} ({count})" for suffix, count in sorted(done.sources.others.items())]
        tell(say("import.others", names=listed))


def _by_reason(done: Imported, words: Wording) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for note in done.notes:
        why = note.words if isinstance(note.words, str) else note.words[words.language]
        found.setdefault(why, []).append(note.file)
    return {why: sorted(files) for why, files in sorted(found.items())}


def _as_json(done: Imported, home: str) -> Json:
    return {
        "folder": home,
        "rules": sorted(each.package for each in done.modules if each.is_rule),
        "converted": list(done.converted),
        "refused": [{"file": each.file, "why": str(each.words)} for each in done.refused],
        "notes": [{"file": each.file, "note": str(each.words)} for each in done.notes],
        "others": dict(done.sources.others),
        "samples": done.samples,
        "evaluations": done.compared.evaluations,
        "differences": [
            {
                "sample": each.sample,
                "heads": list(each.heads),
                "rules": list(each.rules),
                "original": list(each.original),
                "result": list(each.result),
                "note": str(each.note),
            }
            for each in done.compared.differences
        ],
        "uncompared": list(done.uncompared),
        "tests": {"run": done.tests[1], "same": done.tests[0], "differ": [each[0] for each in done.failing]},
    }
