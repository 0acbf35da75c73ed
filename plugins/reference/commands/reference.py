"""``adjudge reference``: kinds, parameters, rules and instruments as Markdown pages."""

from __future__ import annotations

import json
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Any

import click

from adjudge import Domain, Settings, load_settings
from adjudge.cli.options import general_options, options_of, show_problems
from adjudge.lib.console import FOLDER, LocalizedCommand, option, tell
from adjudge.lib.errors import UsageError
from adjudge.lib.instruments import Instrument
from adjudge.lib.words import languages, say

from ..pages import MARK, Pages


@click.command(cls=LocalizedCommand, help=say("help.reference.long"))
@click.argument("folder", metavar="DIR", type=FOLDER)
@option("--domain", "names", multiple=True, metavar="NAME", help=say("help.reference.domain"))
@option("--check", is_flag=True, help=say("help.reference.check"))
@option("--untranslated", is_flag=True, help=say("help.reference.untranslated"))
@general_options
def command(folder: Path, names: tuple[str, ...], *, check: bool, untranslated: bool, **given: Any) -> int:
    """Return the exit code."""
    settings = load_settings(options_of(given, judging=False, environment=False))
    settings.catalogue.open_all()
    domains = _domains(settings, names)
    instruments = _instruments(settings, names)
    problems = settings.problems
    show_problems(problems)
    if problems:
        return 3
    references = [
        Pages(catalogue=settings.catalogue, domains=domains, instruments=instruments, language=language)
        for language in languages()
    ]
    written = tuple(each.language for each in references if each.has_words)
    pages = {
        f"{each.language}/{name}": text
        for each in references
        if each.language in written
        for name, text in replace(each, beside=written).pages().items()
    }
    if untranslated:
        for each in references:
            for domain, texts in filter(itemgetter(1), each.untranslated().items()):
                click.echo("\n".join([f"# {domain}/{each.language}.yaml", *(f'{_quoted(text)}: ""' for text in texts)]))
        return 0
    stale = sorted(_stale(folder, pages))
    if check:
        for path in stale:
            tell(say("command.stale_page", file=folder / path), err=True)
        return 1 if stale else 0
    for path in stale:
        file = folder / path
        if path in pages:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(pages[path], encoding="utf-8", newline="\n")
        else:
            file.unlink()
    return 0


def _domains(settings: Settings, names: tuple[str, ...]) -> tuple[Domain, ...]:
    opened = {each.domain.name: each.domain for each in settings.catalogue.opened()}
    for name in names:
        if name not in settings.registry.domains:
            raise UsageError(say("command.no_domain", name=name))
    return tuple(domain for name, domain in opened.items() if not names or name in names)


def _instruments(settings: Settings, names: tuple[str, ...]) -> tuple[Instrument, ...]:
    """Return all instruments, or those that the rules of the domains cite."""
    known = settings.catalogue.instruments
    cited = {
        basis.partition("#")[0]
        for rule in settings.catalogue.rules().values()
        if not names or rule.domain in names
        for basis in rule.cites()
    }
    found = (known.get(name) for name in known.ids if not names or name in cited)
    return tuple(instrument for instrument in found if instrument is not None)


def _stale(folder: Path, pages: dict[str, str]) -> set[str]:
    """Return the pages that are missing, old, or of something that there is no more."""
    there = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for language in languages()
        for file in (folder / language).glob("*.md")
    }
    gone = {path for path, text in there.items() if path not in pages and text.startswith(MARK)}
    return gone | {path for path, text in pages.items() if there.get(path) != text}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
