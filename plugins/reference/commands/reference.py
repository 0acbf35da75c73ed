"""``adjudge reference``: kinds, parameters, rules and instruments as Markdown pages."""

from __future__ import annotations

import json
from operator import itemgetter
from pathlib import Path
from typing import Any

import click

from adjudge import Domain, Settings, load_settings
from adjudge.cli.options import general_options, options_of, show_problems
from adjudge.lib.errors import UsageError
from adjudge.lib.instruments import Instrument
from adjudge.lib.words import languages, said, say

from ..pages import MARK, Reference


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--domain", "names", multiple=True, metavar="NAME", help="Only of this domain (repeatable).")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a page is missing or not up to date.")
@click.option(
    "--untranslated", is_flag=True, help="Write nothing; list the schemas' words that zh.yaml lacks, to fill in."
)
@general_options
def command(folder: Path, names: tuple[str, ...], *, check: bool, untranslated: bool, **given: Any) -> int:
    """Write the reference of all kinds, rules and instruments into DIR/en and DIR/zh, from the plugins' own data.

    Pages that were written before, and that nothing gives any more, are removed; other files are left alone.

    \b
    Example: adjudge reference docs/reference --domain dubbing
    """
    settings = load_settings(options_of(given, judging=False, environment=False))
    settings.catalogue.open_all()
    domains = _domains(settings, names)
    instruments = _instruments(settings, names)
    references = [
        Reference(catalogue=settings.catalogue, domains=domains, instruments=instruments, language=language)
        for language in languages()
    ]
    pages = {f"{each.language}/{name}": text for each in references for name, text in each.pages().items()}
    problems = settings.problems
    show_problems(problems)
    if problems:
        return 3
    if untranslated:
        for each in references:
            for domain, texts in filter(itemgetter(1), each.untranslated().items()):
                click.echo("\n".join([f"# {domain}/{each.language}.yaml", *(f'{_quoted(text)}: ""' for text in texts)]))
        return 0
    stale = sorted(_stale(folder, pages))
    if check:
        for path in stale:
            click.echo(said(say("pages.not_up_to_date", file=folder / path), settings.language), err=True)
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
            raise UsageError(f"there is no domain {name}", hint="`adjudge plugins` lists them.")
    return tuple(domain for name, domain in opened.items() if not names or name in names)


def _instruments(settings: Settings, names: tuple[str, ...]) -> tuple[Instrument, ...]:
    """Return all instruments, or those that the rules of the domains cite."""
    known = settings.catalogue.instruments
    cited = {
        basis.partition("#")[0]
        for rule in settings.catalogue.rules().values()
        if not names or rule.domain in names
        for basis in rule.basis
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
