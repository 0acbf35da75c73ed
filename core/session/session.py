"""Judge from Python: a session is made of paths and options, and gives verdicts.

Everything is given at construction; the command line is the first user of this class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from adjudge.lib.clock import format_as_of, parse_as_of
from adjudge.lib.config import see_only_one
from adjudge.lib.documents import NOTHING, EvidenceFile
from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.files import Candidate, Tree, collect, is_absent, is_folder
from adjudge.lib.identify import Identifier, no_such_kind
from adjudge.lib.patterns import patterns
from adjudge.lib.problems import Problem
from adjudge.lib.rego.rule import Rule
from adjudge.lib.rego.selection import Fails, Selection
from adjudge.lib.rego.standing import standing
from adjudge.lib.shown import showing
from adjudge.lib.sources import Sources
from adjudge.lib.words import Texts, say

from ..control.options import Options
from ..control.ready import Ready
from ..judging.compiled import Compiler, JudgedKind
from ..judging.participants import Participant, Participants
from ..judging.pipeline import Pipeline
from ..judging.reading import Item, Reading
from ..judging.run import Run
from ..model import Verdict
from ..report import Context
from ..roles import Rulebook, Suppressor, Watcher
from ..summary import Summary, Totals
from ..version import __version__
from .legal import LegalCheck
from .settings import Settings, load_settings


class Session:
    """Files that are to be judged, and all that it takes. Use it in a ``with`` block: the engine lives as long.

    ``paths`` are files and folders, relative to the working directory. ``watchers`` hear of every question and verdict.
    ``given`` is content that is judged in the place of files, by path: bytes, or a function that is called once all options
    are known. ``settings``, in the place of ``options``, spares reading configuration and plugins again.

    Raises UsageError for options that cannot be, EngineError where the engine does not start.
    """

    def __init__(
        self,
        *paths: Path | str,
        options: Options | None = None,
        settings: Settings | None = None,
        watchers: Iterable[Watcher] = (),
        given: Mapping[str, bytes | Callable[[], bytes]] = NOTHING,
    ) -> None:
        if settings is not None and options is not None:
            raise TypeError("settings are made of options: give one of the two")
        asked = tuple(map(Path, paths))
        asked += tuple(name for name in map(Path, given) if name not in asked)
        self.settings = settings or load_settings(options, asked)
        self._closed: list[bool] = []
        self.warnings: tuple[str | Texts, ...] = ()
        self._refused: list[AdjudgeError] = []
        self._book: Rulebook | None = None
        self.as_of = self._clock()
        tree = _tree(self.settings)
        for name, content in given.items():
            path = tree.relative(Path(name))
            if self.settings.gate is not None and not is_absent(tree.root / path):
                raise UsageError(say("session.given_for_a_file", path=path))
            tree = tree.with_given(path, content if isinstance(content, bytes) else content())
        self._see_kind(asked)
        self.is_release = bool(self.settings.values.value("release"))
        if self.is_release:
            tree = self._release(tree, asked)
        self._participants = Participants.of(self._roles(tree.root, asked, watchers))
        deciding = (*self._participants.files, *self.settings.registry.local_files)
        self.tree = tree if self.is_release else tree.without(deciding)
        self.candidates: list[Candidate] = collect(self.tree, asked or (Path(),))
        if self._book is not None:
            self.tree, self.candidates = self._book.taken(self.tree, self.candidates)
        walked = (self.tree.root / each.path for each in self.candidates)
        if not self.is_release:  # there it lies like any other file
            see_only_one(self.settings.config, asked or (Path(),), walked)
        self.engine = self.settings.engine()
        try:
            self._pipeline = self._make_pipeline()
            self._selection = self._make_selection()
        except BaseException:
            self.engine.close()
            raise
        self._fails = self._make_fails()
        self._run: Run | None = None
        self._finished: Run | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop what the engine has started; nothing is judged any more."""
        self._closed.append(True)
        self.engine.close()

    # --- judging --------------------------------------------------------------------------------------------------

    def verdicts(self, files: Iterable[str] | None = None) -> Iterator[Verdict]:
        """Judge, and yield each verdict when its turn has come: a new run at each call.

        ``files`` are some of :attr:`files`; checks, which are on the whole, are then not asked. Raises UsageError for a
        file that is none of them.
        """
        wanted = None if files is None else frozenset(files)
        unknown = sorted((wanted or frozenset()) - frozenset(self.files))
        if unknown:
            raise UsageError(say("session.no_file", file=unknown[0]))
        if self._closed:
            raise RuntimeError("the session is closed")
        run = self._run = self._make_run()
        chosen = [each for each in self.candidates if wanted is None or each.path in wanted]
        yield from run.verdicts(chosen, all_of_it=wanted is None)
        self._finished = run if wanted is None else None

    def summary(self) -> Summary:
        """Return the decision on the last run. Raises RuntimeError before all its verdicts were taken, and after a part."""
        return self._last_run().summary()

    def problems(self) -> tuple[Problem, ...]:
        """Return what belongs to no artifact, as far as the last run has met it; also of a part."""
        return self._run.summary().problems if self._run is not None else ()

    @property
    def totals(self) -> Totals:
        """What was counted in the last run. Raises RuntimeError before all its verdicts were taken."""
        return self._last_run().totals

    def at(self, as_of: datetime) -> Session:
        """Return the same session at another time (aware): what was read, opened and loaded is shared.

        It needs no closing of its own. Options that depend on the clock are not read again.
        """
        if as_of.tzinfo is None:
            raise UsageError(say("session.no_zone"))
        moved: Session = object.__new__(Session)
        moved.__dict__.update(self.__dict__)
        moved.as_of, moved._run, moved._finished = as_of, None, None
        moved._pipeline = self._pipeline.at(as_of)
        return moved

    def again(self, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
        """Yield verdicts of this session at another time with what is suppressed at this one."""
        suppressions = self._make_run().suppressions
        return map(suppressions.again, verdicts) if suppressions is not None else iter(verdicts)

    def questions(self, file: str) -> Iterator[str]:
        """Yield the policy input of each artifact of a file, as JSON text, without asking the rules for this file.

        Raises AdjudgeError for an artifact that gets no question.
        """
        return self._make_run().questions(file)

    def _last_run(self) -> Run:
        if self._run is None or self._finished is not self._run:
            raise RuntimeError("there is no decision before everything has been judged: take all verdicts first")
        return self._run

    # --- what is judged, and by what ------------------------------------------------------------------------------

    @property
    def root(self) -> Path:
        """The folder outside which nothing is read, as a real path."""
        return self.tree.root

    @property
    def files(self) -> tuple[str, ...]:
        """The files that are looked at, relative to the root."""
        return tuple(candidate.path for candidate in self.candidates)

    @property
    def own_files(self) -> tuple[Path, ...]:
        """The files that decide without being judged: configuration, gate, local rules, and what suppresses findings."""
        gate, deciding = self.settings.gate, (*self._participants.files, *self.settings.registry.local_files)
        own = (self.settings.config.file, gate.file if gate is not None else None, *deciding)
        return tuple(file for file in own if file is not None)

    @property
    def evidence(self) -> EvidenceFile | None:
        """What suppresses findings and is attested: the waiver file."""
        return self._participants.evidence

    @property
    def fails(self) -> Fails:
        """Which outcomes fail the session."""
        return self._fails

    @property
    def timed(self) -> frozenset[str]:
        """The artifacts whose hooks asked for the time so far, here or in this session at another time."""
        return frozenset(self._pipeline.timed)

    @property
    def has_strangers(self) -> bool:
        """Whether a plugin that is not built in watches, or suppresses findings."""
        return any(each.is_stranger for each in self._participants.all)

    def digest(self, file: str) -> tuple[str, int]:
        """Return SHA-256 and size of a file, relative to the root, as it was judged. Raises ReadError."""
        return self._pipeline.reading.sources.digest(file)

    def line(self, file: str, number: int) -> str | None:
        """Return a line of a judged text, from 1, without its end; None when there is none."""
        ready = hasattr(self, "_pipeline")
        return self._pipeline.reading.sources.line(file, number) if ready else None

    def rule(self, rule_id: str) -> Rule | None:
        """Return a rule of the kinds that are judged; None for what is no rule's own."""
        return self.settings.catalogue.rule(rule_id)

    def claimed(self, file: str) -> set[bool]:
        """Return whether what a file holds is known for what it is without another artifact that names it: all, part, none."""
        return {isinstance(item, Item) for item in self._pipeline.reading.items(file)}

    def judged_kinds(self) -> list[JudgedKind]:
        """Return the kinds that were judged by, sorted. Raises PluginError for a kind whose data cannot be put together."""
        return self._pipeline.compiler.judged()

    def standing(self, rule: Rule, as_of: datetime) -> str:
        """Return whether a rule is ``in_force``, ``pending`` or ``ended`` at a time. Raises PolicyError."""
        return standing(rule, as_of, self.settings.catalogue.zone)

    def context(self, *, verbosity: int = 0, language: str | None = None) -> Context:
        """Return what report writers need. ``verbosity`` is -1 quiet, 0 or 1 verbose."""
        settings, gate = self.settings, self.settings.gate
        return Context(
            version=__version__,
            engine=self.engine.name,
            as_of=format_as_of(self.as_of),
            language=language or settings.language,
            verbosity=verbosity,
            colour=False,
            rule=settings.catalogue.rule,
            modules=settings.catalogue.modules,
            instruments=settings.catalogue.instruments,
            line=self.line,
            domain=settings.registry.domains.get,
            gate=None if gate is None else {"environment": gate.environment, "sha256": gate.sha256},
            shown=showing(self.root, self.tree.exists),
        )

    # --- construction ---------------------------------------------------------------------------------------------

    def _clock(self) -> datetime:
        as_of = parse_as_of(self.settings.values.value("as_of"))
        if self.settings.gate is not None:
            self.settings.gate.clock(as_of)
        return as_of

    def _see_kind(self, asked: tuple[Path, ...]) -> None:
        if self.settings.values.value("kind") and any(map(is_folder, asked or (Path(),))):
            raise UsageError(say("session.kind_of_folder"))

    def _release(self, tree: Tree, asked: tuple[Path, ...]) -> Tree:
        """Return a tree whose walk leaves nothing out. Raises UsageError unless the release is one folder."""
        if len(asked) != 1 or not is_folder(asked[0]):
            raise UsageError(say("session.one_folder"))
        gate = self.settings.gate
        if gate is not None:
            self.settings = self.settings._replace(gate=gate.of_release(tree.relative(asked[0])))
        return tree.complete()

    def _roles(self, root: Path, asked: tuple[Path, ...], watchers: Iterable[Watcher]) -> Iterator[Participant]:
        """Ask the plugins; what would suppress findings without being named is left out, and told."""
        settings = self.settings
        yield Participant(LegalCheck(settings.catalogue, settings.config, settings.gate))
        ready = Ready(
            root=root,
            as_of=self.as_of,
            config=settings.config,
            gate=settings.gate,
            options=settings.values,
            release=self.is_release,
            named={name for name, kind in settings.registry.kinds.items() if kind.named},
            files=self._walked,
            rule=self.rule,
            line=self.line,
            comments=lambda file: self._pipeline.reading.comments(file),  # noqa: PLW0108  # there is none yet
            whole=settings.config.is_below(asked or (Path(),)),
        )
        named = {name for given in settings.values.said.get("suppressors", ()) for name in given.value}
        named |= set(settings.gate.suppressors) if settings.gate is not None else set()
        for name in sorted(named - set(settings.registry.plugins)):
            raise UsageError(say("session.no_suppressor", name=name))
        for role, plugin in settings.registry.roles(ready, self._refused):
            if isinstance(role, Suppressor) and not plugin.built_in and plugin.name not in named:
                self._warn(say("session.unnamed_suppressor", name=plugin.name))
                yield Participant(role, plugin.name, suppresses=False)
                continue
            if isinstance(role, Rulebook):
                self._book, self.settings = role, settings.ruled_by(role, plugin)
            yield Participant(role, None if plugin.built_in else plugin.name)
        for watcher in watchers:
            if not isinstance(watcher, Watcher) or isinstance(watcher, Suppressor):
                raise TypeError(f"a watcher is a Watcher that suppresses nothing: {type(watcher).__name__}")
            yield Participant(watcher)

    def _walked(self) -> tuple[str, ...]:
        if not hasattr(self, "candidates"):
            raise RuntimeError("there are no files yet: ask for them from the first verdict on")
        return self.files

    def _warn(self, words: Texts) -> None:
        if words not in self.warnings:
            self.warnings += (words,)

    def _make_pipeline(self) -> Pipeline:
        settings = self.settings
        claims = settings.config.values.get("kinds", {}) if self._book is None else {}
        for pattern, kind in claims.items():
            if kind not in settings.registry.kinds:
                raise no_such_kind(kind, settings.registry.kinds).at(**settings.config.place(("kinds", pattern)))
        compiler = Compiler(catalogue=settings.catalogue, engine=self.engine, as_of=self.as_of)
        identifier = Identifier(
            kinds=settings.registry.kinds,
            claims_by_path=claims,
            forced=settings.values.value("kind"),
            forced_files=frozenset(self.files),
        )
        reading = Reading(registry=settings.registry, sources=Sources(tree=self.tree), identifier=identifier)
        pipeline = Pipeline(reading=reading, compiler=compiler, as_of=self.as_of, parameters_at=settings.parameters_at)
        self._see_artifacts(reading)
        if settings.values.value("with_referrers"):
            self.candidates = self._with_referrers(pipeline)
        # The kinds that the files' names say, so that the engine loads them all at once.
        compiler.prepare({kind for each in self.candidates for kind in identifier.by_path(each.path)})
        return pipeline

    def _see_artifacts(self, reading: Reading) -> None:
        """Refuse a plugin's word that an artifact is one of its own files: it would be gone without a trace."""
        for each in self._participants.suppressors if not self.is_release else ():
            for file in each.files if each.plugin is not None else ():
                inside = file.is_relative_to(self.root) and file.is_file()
                path = file.relative_to(self.root).as_posix() if inside else ""
                if inside and reading.holds_artifacts(path):
                    self._refused.append(PluginError(say("session.own_file", path=path), plugin=each.plugin, file=path))

    def _with_referrers(self, pipeline: Pipeline) -> list[Candidate]:
        """Add the artifacts of the tree that need a changed file; all, where adjudge's own files changed."""
        from ..judging.referrers import referring

        changed, everything = self.candidates, collect(self.tree, [self.tree.root])
        paths = {candidate.path for candidate in changed}
        if paths & self.tree.skip:
            return changed + [candidate for candidate in everything if candidate.path not in paths]
        return sorted([*changed, *referring(pipeline, everything, paths)], key=lambda candidate: candidate.path)

    def _make_selection(self) -> Selection:
        """Return which rules count. Raises UsageError for a selector that means no rule, also of the gate."""
        values, catalogue = self.settings.values, self.settings.catalogue
        selection = Selection(select=tuple(values.value("select", ())), ignore=tuple(values.value("ignore", ())))
        if selection:
            if selection.unmatched(catalogue.rules().values()):
                catalogue.open_all()
            for selector in selection.unmatched(catalogue.rules().values()):
                raise UsageError(say("session.no_such_rule", selector=selector))
            for selector, rule in selection.renamed(catalogue.rules().values()):
                self._warn(say("session.renamed", old=selector, new=rule.id))
        if self.settings.gate is not None:
            catalogue.open_all()
            self.settings.gate.require_rules(list(catalogue.rules().values()))
        return selection

    def _make_fails(self) -> Fails:
        """Return what fails the session: the gate's, and more where ``fail_on`` says so."""
        fails = self.settings.gate.fails if self.settings.gate is not None else Fails()
        return fails._replace(warnings=("*",)) if self.settings.values.value("fail_on", "deny") == "warn" else fails

    def _make_run(self) -> Run:
        return Run(
            pipeline=self._pipeline,
            participants=self._participants.at(self.as_of),
            selection=self._selection,
            fails=self._fails,
            skip_unclaimed=bool(self.settings.values.value("skip_unclaimed")),
            problems=(*self.settings.registry.problems, *self._refused),
            known_as=self.settings.config.names_from(self.root),
        )


def _tree(settings: Settings) -> Tree:
    """Return the tree under judgement; the configuration in use is no artifact."""
    root, own = settings.root, settings.config.file
    skip = {own.relative_to(root).as_posix()} if own is not None and own.is_relative_to(root) else set()
    return Tree(root=root, exclude=patterns(settings.values.value("exclude", ())), skip=frozenset(skip))
