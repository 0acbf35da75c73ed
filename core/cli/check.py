"""``adjudge check``: judge artifacts and report."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from adjudge import __version__
from adjudge.cli.outputs import Outputs
from adjudge.cli.settings import Settings, common_options, make_settings
from adjudge.collect import Candidate, Tree, collect, patterns
from adjudge.config import format_as_of, parse_as_of, root_of
from adjudge.desk import Desks
from adjudge.engines.base import Engine
from adjudge.errors import UsageError
from adjudge.identify import Identifier
from adjudge.pipeline import Follow, Pipeline
from adjudge.report.base import Context
from adjudge.run import Run
from adjudge.selection import Selection
from adjudge.shelf import Shelf

LONG_FILES, LONG_BYTES = 300, 4 << 20


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--kind", metavar="KIND", help="Say what the named files are, <domain>.<kind>; files only.")
@click.option("--root", type=click.Path(path_type=Path), envvar="ADJUDGE_ROOT", metavar="DIR",
              help="Nothing outside is read; else the configuration's folder, else this one.")  # fmt: skip
@click.option("--as-of", metavar="DATE", help="The clock: a date (noon UTC) or an RFC 3339 time; else now.")
@click.option("--engine", type=click.Choice(["embedded", "opa"]), envvar="ADJUDGE_ENGINE", help="Default: embedded.")
@click.option("--opa", "opa", metavar="FILE", envvar="ADJUDGE_OPA", help="The opa executable; else the one on PATH.")
@click.option("--select", multiple=True, metavar="SELECTOR",
              help="Count only rules of a glob, collection:…, severity:…, jurisdiction:… (repeatable).")  # fmt: skip
@click.option("--ignore", multiple=True, metavar="SELECTOR", help="Do not count these rules (repeatable).")
@click.option("--fail-on", type=click.Choice(["deny", "warn"]), envvar="ADJUDGE_FAIL_ON", help="Default: deny.")
@click.option("--skip-unclaimed", is_flag=True, help="Forgive named files that nobody claims, as a hook needs.")
@click.option("-o", "--output", "outputs", multiple=True, metavar="NAME[=FILE]",
              help="Write a report: text, json, or a plugin's; without FILE on stdout (repeatable).")  # fmt: skip
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input, `-`: for patterns and references.")
@click.option("-v", "--verbose", is_flag=True, help="Show the outcome of every rule, also the passed ones.")
@click.option("-q", "--quiet", is_flag=True, help="Show nothing but what is wrong, a line each.")
@common_options
def command(
    paths: tuple[Path, ...], config_file: Path | None, disabled: tuple[str, ...], lang: str | None, **options: Any
) -> int:
    """Judge the files at and below PATH (here, if none is given).

    \b
    Example: adjudge check jobs/spring --as-of 2026-09-01 -o json=verdicts.json
    """
    settings = make_settings(config_file, disabled, lang, tuple(path for path in paths if path != Path("-")))
    as_of = parse_as_of(options["as_of"])
    tree = make_tree(settings, options["root"])
    paths, tree = _standard_input(paths, options["stdin_filename"], tree)
    if options["kind"] and any(path.is_dir() for path in paths or (Path(),)):
        raise UsageError("--kind takes files only", hint="Name the files that are of this kind.")
    candidates = collect(tree, paths or (Path(),))
    selection = Selection(
        select=tuple(settings.value(options["select"], "select", ())),
        ignore=tuple(settings.value(options["ignore"], "ignore", ())),
    )
    engine = make_engine(
        settings.value(options["engine"], "engine", "embedded"), settings.value(options["opa"], "opa", None)
    )
    with closing(engine):
        run = make_run(settings, tree, engine, as_of, forced=options["kind"], files=candidates)
        run.selection = selection
        run.fail_on_warn = settings.value(options["fail_on"], "fail_on", "deny") == "warn"
        run.skip_unclaimed = options["skip_unclaimed"]
        run.prepare(candidates)
        check_selection(selection, settings)
        context = Context(
            version=__version__, engine=engine.name, as_of=format_as_of(as_of), language=settings.language,
            verbosity=int(options["verbose"]) - int(options["quiet"]), colour=False,
            rule=settings.catalogue.rule, instruments=settings.catalogue.instruments,
            line=run.pipeline.shelf.line,
        )  # fmt: skip
        outputs = Outputs(names=options["outputs"], reporters=settings.registry.reporters, context=context)
        gc.freeze()
        gc.enable()
        with _progress(candidates) as (tick, clear):
            run.tick = tick
            outputs.write(run.verdicts(candidates), run.summary, before_writing=clear)
    return outputs.exit_code


def make_run(
    settings: Settings, tree: Tree, engine: Engine, as_of: datetime, *, forced: str | None = None,
    files: Iterable[Candidate] = (),
) -> Run:  # fmt: skip
    """Put a run together; ``forced`` is the kind that the command line says of ``files``."""
    desks = Desks(catalogue=settings.catalogue, engine=engine, as_of=as_of)
    identifier = Identifier(
        kinds=settings.registry.kinds, claims_by_path=settings.config.values.get("kinds", {}), forced=forced,
        forced_files=frozenset(file.path for file in files),
    )  # fmt: skip
    shelf = Shelf(tree=tree)

    def make_pipeline(follow: Follow) -> Pipeline:
        return Pipeline(
            registry=settings.registry, desks=desks, shelf=shelf, identifier=identifier, as_of=as_of,
            config=settings.config, follow=follow,
        )  # fmt: skip

    return Run(make_pipeline=make_pipeline, problems=list(settings.registry.problems))


def make_engine(name: str, opa: str | None) -> Engine:
    """Make the engine of that name; nothing is started before something is loaded."""
    if name == "opa":
        from adjudge.engines.opa import OpaEngine

        return OpaEngine(opa)
    from adjudge.engines.embedded import EmbeddedEngine

    return EmbeddedEngine()


def make_tree(settings: Settings, root: Path | None) -> Tree:
    """Make the tree under judgement; the configuration in use is no artifact."""
    real = root_of(root, settings.config)
    own = settings.config.file
    skip = {own.relative_to(real).as_posix()} if own is not None and own.is_relative_to(real) else set()
    return Tree(root=real, exclude=patterns(settings.config.values.get("exclude", ())), skip=frozenset(skip))


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


def check_selection(selection: Selection, settings: Settings) -> None:
    """Refuse selectors that mean no rule. Only when the open domains know none are the others asked."""
    if not selection:
        return
    if selection.unmatched(settings.catalogue.rules().values()):
        settings.catalogue.open_all()
    for selector in selection.unmatched(settings.catalogue.rules().values()):
        raise UsageError(f"the selector {selector!r} matches no rule", hint="`adjudge rules` lists them.")
    for selector, rule in selection.renamed(settings.catalogue.rules().values()):
        click.echo(f"warning: {selector} is called {rule.id} now", err=True)


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
