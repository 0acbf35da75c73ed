"""``adjudge check``: judge artifacts and report."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import click

from adjudge.lib.clock import format_as_of
from adjudge.lib.errors import UsageError
from adjudge.lib.files import Candidate, Tree

from .. import __version__
from ..report import Context
from ..session.flags import JudgingCommand
from ..session.gating import said_of
from ..session.outputs import Outputs
from ..session.session import Judging, judging, judging_options
from ..session.settings import common_options

LONG_FILES, LONG_BYTES = 300, 4 << 20


@click.command(cls=JudgingCommand)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--kind", metavar="KIND", help="Say what the named files are, <domain>.<kind>; files only.")
@click.option(
    "--select",
    multiple=True,
    metavar="SELECTOR",
    help="Count only rules of a glob, collection:…, severity:…, jurisdiction:… (repeatable).",
)
@click.option("--ignore", multiple=True, metavar="SELECTOR", help="Do not count these rules (repeatable).")
@click.option("--fail-on", type=click.Choice(["deny", "warn"]), envvar="ADJUDGE_FAIL_ON", help="Default: deny.")
@click.option("--skip-unclaimed", is_flag=True, help="Forgive named files that nobody claims, as a hook needs.")
@click.option(
    "--with-referrers", is_flag=True, help="Judge also what refers to PATH or needs it as evidence, as a hook needs."
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="NAME[=FILE]",
    help="Write a report: text, json, sarif, junit, github, gitlab, markdown, html, or a plugin's; "
    "without FILE on stdout (repeatable).",
)
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input, `-`: for patterns and references.")
@click.option("-v", "--verbose", is_flag=True, help="Show the outcome of every rule, also the passed ones.")
@click.option("-q", "--quiet", is_flag=True, help="Show nothing but what is wrong, a line each.")
@judging_options
@common_options
def command(
    paths: tuple[Path, ...], config_file: Path | None, disabled: tuple[str, ...], lang: str | None, **options: Any
) -> int:
    """Judge the files at and below PATH (here, if none is given).

    \b
    Example: adjudge check jobs/spring --as-of 2026-09-01 -o json=verdicts.json
    """
    given = partial(_standard_input, paths, options["stdin_filename"])
    with judging(paths, config_file, disabled, lang, options, given) as ready:
        run, settings = ready.run, ready.settings
        context = Context(
            version=__version__,
            engine=ready.engine.name,
            as_of=format_as_of(ready.as_of),
            language=settings.language,
            verbosity=int(options["verbose"]) - int(options["quiet"]),
            colour=False,
            rule=settings.catalogue.rule,
            instruments=settings.catalogue.instruments,
            line=run.pipeline.sources.line,
            gate=said_of(settings.gate),
        )
        outputs = Outputs(
            names=options["outputs"],
            registry=settings.registry,
            context=context,
            root=ready.tree.root,
            read=_read(ready),
        )
        gc.freeze()
        gc.enable()
        with _progress(ready.candidates) as (tick, clear):
            run.tick = tick
            outputs.write(ready.verdicts(), run.summary, before_writing=clear)
    return outputs.exit_code


def _read(ready: Judging) -> Iterator[Path]:
    """Give the files that this run reads in any case: those named on the command line, and adjudge's own."""
    yield from (ready.tree.root / file.path for file in ready.candidates if file.named and file.error is None)
    yield from ready.own


def _standard_input(paths: tuple[Path, ...], name: str | None, tree: Tree) -> tuple[tuple[Path, ...], Tree]:
    """Put standard input into the tree under its name, if `-` is among the paths."""
    if Path("-") not in paths:
        return paths, tree
    if not name:
        raise UsageError("standard input needs a name", hint="Say --stdin-filename jobs/a.project.yaml.")
    target = tree.relative(Path(name))
    if sys.stdin is None:
        raise UsageError("standard input is closed", hint="Pipe the artifact into it.")
    given = tree.with_given(target, sys.stdin.buffer.read())
    return tuple(Path(name) if path == Path("-") else path for path in paths), given


@contextmanager
def _progress(candidates: Iterable[Candidate]) -> Iterator[tuple[Callable[[int], object], Callable[[TextIO], None]]]:
    """Show a bar on stderr when the work is long and stderr is a terminal; the second function wipes it."""
    sizes = [candidate.size for candidate in candidates]
    if sys.stderr is None or not sys.stderr.isatty() or (len(sizes) < LONG_FILES and sum(sizes) < LONG_BYTES):
        yield (lambda _size: None), (lambda _stream: None)
        return
    with click.progressbar(length=sum(sizes) or 1, label="judging", file=sys.stderr) as bar:

        def clear(stream: TextIO) -> None:
            if stream.isatty():
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()

        yield bar.update, clear
