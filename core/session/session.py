"""Put a run together from the command line: what several commands that judge share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from adjudge.lib.clock import parse_as_of
from adjudge.lib.documents import EvidenceFile
from adjudge.lib.errors import UsageError
from adjudge.lib.files import Candidate, Tree, collect
from adjudge.lib.patterns import patterns
from adjudge.lib.sources import Sources

from ..control.config import root_of
from ..control.ready import Ready
from ..control.selection import Fails, Selection
from ..engine import Engine
from ..judging.compiled import Compiler
from ..judging.identify import Identifier, no_such_kind
from ..judging.pipeline import Follow, Pipeline
from ..judging.run import Run
from ..judging.suppress import Suppressions
from ..model import Verdict
from .engines import engine_for
from .flags import as_click, built_in_options
from .gating import gate_for, hold, release_tree
from .legal import parameters
from .roles import Roles
from .settings import Settings, config_in_force, load_settings

F = TypeVar("F", bound=Callable[..., Any])


def judging_options(function: F) -> F:
    """Add the options of every command that judges."""
    for option in reversed(
        (
            click.option(
                "--root",
                type=click.Path(path_type=Path),
                envvar="ADJUDGE_ROOT",
                metavar="DIR",
                help="Nothing outside is read; else the configuration's folder, else this one.",
            ),
            click.option("--as-of", metavar="DATE", help="The clock: a date (noon UTC) or an RFC 3339 time; else now."),
            click.option("--engine", metavar="NAME", envvar="ADJUDGE_ENGINE", help="Default: embedded."),
            click.option(
                "--gate",
                "gate_file",
                type=click.Path(path_type=Path),
                envvar="ADJUDGE_GATE",
                metavar="FILE",
                help="What a release must satisfy, from outside the tree; all else may then only tighten.",
            ),
            click.option(
                "--gate-digest",
                envvar="ADJUDGE_GATE_DIGEST",
                metavar="SHA256",
                help="The digest that the gate must have.",
            ),
            click.option("--release", is_flag=True, help="Deny every file below PATH that no verdict accounts for."),
            *map(as_click, built_in_options()),
        )
    ):
        function = option(function)
    return function


class Judging(NamedTuple):
    """A run that is ready, and what it was made of.

    ``own`` are the configuration, the gate, waivers and baseline; ``waivers`` is the waiver file that counts.
    """

    run: Run
    settings: Settings
    tree: Tree
    candidates: list[Candidate]
    engine: Engine
    as_of: datetime
    own: tuple[Path, ...]
    waivers: EvidenceFile | None = None

    def verdicts(self) -> Iterator[Verdict]:
        """Judge."""
        return self.run.verdicts(self.candidates)


@contextmanager
def judging(  # noqa: PLR0917  # what click gives to a command, in its order
    paths: tuple[Path, ...],
    config_file: Path | None,
    disabled: tuple[str, ...],
    lang: str | None,
    options: Mapping[str, Any],
    standard_input: Callable[[Tree], tuple[tuple[Path, ...], Tree]] | None = None,
) -> Iterator[Judging]:
    """Make a run over ``paths`` by ``options``; the engine lives as long as the context. Raises UsageError.

    ``standard_input`` gives the paths and the tree with standard input in them.
    """
    config = config_in_force(config_file, tuple(path for path in paths if path != Path("-")))
    gate = gate_for(config, options, disabled)
    settings = load_settings(config, disabled, lang, gate)
    as_of = parse_as_of(options["as_of"])
    if gate is not None:
        hold(gate, config, options, (option for option, _ in settings.registry.options.values()))
        gate.clock(as_of)
    tree = make_tree(settings, options["root"])
    if standard_input is not None:
        paths, tree = standard_input(tree)
    if options.get("kind") and any(path.is_dir() for path in paths or (Path(),)):
        raise UsageError("--kind takes files only", hint="Name the files that are of this kind.")
    if options["release"]:
        tree = release_tree(tree, paths)
        if gate is not None:
            gate = gate.of_release(tree.relative(paths[0]))
            settings = settings._replace(gate=gate)
    late = _Late()
    roles = Roles.of(settings.registry, _ready(settings, tree, as_of, options, late))
    if not options["release"]:
        tree = roles.left_out(tree)
    candidates = collect(tree, paths or (Path(),))
    engine = engine_for(settings, options)
    with closing(engine):
        run = make_run(settings, tree, engine, as_of, forced=options.get("kind"), files=candidates)
        run.selection = Selection(
            select=tuple(settings.value(options.get("select"), "select", ())),
            ignore=tuple(settings.value(options.get("ignore"), "ignore", ())),
        )
        run.fails = _fails(settings, options.get("fail_on"))
        if options.get("with_referrers"):
            candidates = _with_referrers(run, tree, candidates)
        run.skip_unclaimed = bool(options.get("skip_unclaimed"))
        late.run, late.files = run, tuple(candidate.path for candidate in candidates)
        if roles.suppressors:
            run.suppressions = Suppressions(roles.suppressors, settings.catalogue.rule)
        run.closing += roles.closing(partial(parameters, settings.catalogue, settings.config, gate))
        if roles.watchers:
            run.totals.watch, run.told = roles.verdict, roles.question
        run.prepare(candidates)
        _check_selection(run.selection, settings)
        if gate is not None:
            settings.catalogue.open_all()
            gate.require_rules(list(settings.catalogue.rules().values()))
        own = (config.file, gate.file if gate is not None else None, *roles.files)
        read = tuple(file for file in own if file is not None)
        yield Judging(run, settings, tree, candidates, engine, as_of, read, roles.evidence)


class _Late:
    """What is known of a run only once it begins."""

    run: Run
    files: tuple[str, ...]


def _ready(settings: Settings, tree: Tree, as_of: datetime, options: Mapping[str, Any], late: _Late) -> Ready:
    """Give what plugins see of the run."""
    return Ready(
        root=tree.root,
        as_of=as_of,
        config=settings.config,
        gate=settings.gate,
        option=partial(settings.option, options),
        files=lambda: late.files,
        release=bool(options["release"]),
        rule=settings.catalogue.rule,
        line=lambda file, number: late.run.pipeline.sources.line(file, number),
    )


def _with_referrers(run: Run, tree: Tree, changed: list[Candidate]) -> list[Candidate]:
    """Add the artifacts of the tree that need a changed file; all, where adjudge's own files changed."""
    from ..judging.referrers import referring

    everything = collect(tree, [tree.root])
    paths = {candidate.path for candidate in changed}
    if paths & tree.skip:
        return changed + [candidate for candidate in everything if candidate.path not in paths]
    return sorted([*changed, *referring(run.pipeline, everything, paths)], key=lambda candidate: candidate.path)


def make_run(
    settings: Settings,
    tree: Tree,
    engine: Engine,
    as_of: datetime,
    *,
    forced: str | None = None,
    files: Iterable[Candidate] = (),
) -> Run:
    """Put a run together; ``forced`` is the kind that the command line says of ``files``."""
    claims = settings.config.values.get("kinds", {})
    for pattern, kind in claims.items():
        if kind not in settings.registry.kinds:
            raise no_such_kind(kind, settings.registry.kinds).at(**settings.config.place(("kinds", pattern)))
    compiler = Compiler(catalogue=settings.catalogue, engine=engine, as_of=as_of)
    identifier = Identifier(
        kinds=settings.registry.kinds,
        claims_by_path=claims,
        forced=forced,
        forced_files=frozenset(file.path for file in files),
    )
    sources = Sources(tree=tree)

    def make_pipeline(follow: Follow) -> Pipeline:
        return Pipeline(
            registry=settings.registry,
            compiler=compiler,
            sources=sources,
            identifier=identifier,
            as_of=as_of,
            parameters_at=settings.parameters_at,
            follow=follow,
        )

    return Run(make_pipeline=make_pipeline, problems=list(settings.registry.problems))


def make_tree(settings: Settings, root: Path | None) -> Tree:
    """Make the tree under judgement; the configuration in use is no artifact."""
    real = root_of(root, settings.config)
    own = settings.config.file
    skip = {own.relative_to(real).as_posix()} if own is not None and own.is_relative_to(real) else set()
    return Tree(root=real, exclude=patterns(settings.config.values.get("exclude", ())), skip=frozenset(skip))


def _fails(settings: Settings, flag: str | None) -> Fails:
    """Say which outcomes fail the run: the gate's, and more where --fail-on says so."""
    fails = settings.gate.fails if settings.gate is not None else Fails()
    return fails._replace(warnings=("*",)) if settings.value(flag, "fail_on", "deny") == "warn" else fails


def _check_selection(selection: Selection, settings: Settings) -> None:
    """Refuse selectors that mean no rule. Only when the open domains know none are the others asked."""
    if not selection:
        return
    if selection.unmatched(settings.catalogue.rules().values()):
        settings.catalogue.open_all()
    for selector in selection.unmatched(settings.catalogue.rules().values()):
        raise UsageError(f"the selector {selector!r} matches no rule", hint="`adjudge rules` lists them.")
    for selector, rule in selection.renamed(settings.catalogue.rules().values()):
        click.echo(f"warning: {selector} is called {rule.id} now", err=True)
