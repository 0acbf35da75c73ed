"""All checks of a plugin, in their order."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from adjudge import Options, Session
from adjudge.engine import Engine
from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError, Told, UnlistedError, each_of
from adjudge.lib.rego.rule import Rule
from adjudge.lib.schema.metaschema import against_metaschema
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import Texts, say

from ..testing.examples import Judging
from ..testing.places import PolicyHomes
from .companions import loads
from .documentation import documentation
from .documents import DocumentFile, KindDocuments, named
from .engines import EMBEDDED, EnginesCompared, OpaThere, WatchedEngine, compared
from .hostile import hostile
from .judging import JudgedAll, JudgedFile, JudgingBench, wrong_with
from .languages import told_languages
from .measuring import SIZE, limits
from .parts import lint, tests
from .repeating import deterministic
from .results import CHECKS, CheckOutcome, Fault, Verification
from .subject import PluginSubject

_SUFFIXES = (".json", ".yaml", ".yml")


class VerificationPlan(NamedTuple):
    """How much is asked: documents a kind, drawn by a seed; what one large document may take; which checks."""

    documents: int = 200
    seed: int = 0
    seconds: int = 30
    mebibytes: int = 2048
    checks: Collection[str] = CHECKS


def verify(word: str, options: Options, plan: VerificationPlan | None = None) -> Verification:
    """Hold a plugin to all checks, and return what came of it. ``word`` is its name, or the folder of its package.

    Raises UsageError where there is none, and whatever keeps it from being loaded.
    """
    with ExitStack() as stack:
        subject = PluginSubject.of(word, options, stack)
        verifier = PluginVerifier(subject, plan or VerificationPlan(), stack)
        outcomes = {name: verifier.outcome(name) for name in CHECKS if name in verifier.plan.checks}
        left_out = tuple(name for name in CHECKS if name not in verifier.plan.checks)
        plugin = subject.plugin
        return Verification(
            plugin.name, plugin.distribution, plugin.version, outcomes, left_out, subject.settings.language
        )


class PluginVerifier:
    """Asks the checks of one plugin. ``stack`` ends what was begun."""

    def __init__(self, subject: PluginSubject, plan: VerificationPlan, stack: ExitStack) -> None:
        self.plan = plan
        self._subject, self._stack = subject, stack
        self._checks: dict[str, Callable[[], CheckOutcome]] = {
            "loads": lambda: loads(subject),
            "schemas": self._schemas,
            "documents": self._documents,
            "engines": self._engines,
            "deterministic": self._deterministic,
            "limits": self._limits,
            "languages": lambda: told_languages(subject),
            "documentation": lambda: documentation(subject),
            "lint": lambda: lint(subject),
            "tests": lambda: tests(subject),
        }

    def outcome(self, name: str) -> CheckOutcome:
        """Return what came of a check; what keeps it from being asked is no pass."""
        try:
            return self._checks[name]()
        except AdjudgeError as error:
            return CheckOutcome(0, (), (Told(error),))

    # --- what is judged -----------------------------------------------------------------------------------------------

    @cached_property
    def _folder(self) -> Path:
        made = Temporary("adjudge-verify-")
        self._stack.callback(made.remove)
        return made.path.resolve()

    @cached_property
    def _of_kinds(self) -> dict[str, KindDocuments]:
        """The documents of the kinds whose schemas can be relied on."""
        found = {}
        for kind in self._subject.kinds:
            schema = self._subject.contract(kind)
            if schema is not None:
                found[kind] = KindDocuments(kind, schema, self.plan.seed)
        return found

    @cached_property
    def _files(self) -> dict[str, list[DocumentFile]]:
        return {
            kind: named(each.files(self.plan.documents, self._examples.get(kind, [])))
            for kind, each in self._of_kinds.items()
        }

    @cached_property
    def _examples(self) -> dict[str, list[Json]]:
        """The documents of examples, by kind."""
        judging = Judging(self._subject.settings, PolicyHomes(self._subject.settings.catalogue), self._subject.domains)
        found: dict[str, list[Json]] = {}
        for example in self._subject.examples:
            rule = judging.rule(example.rule)
            if example.wrong is not None or not isinstance(rule, Rule) or example.path.suffix not in _SUFFIXES:
                continue
            try:
                with Session(example.path, settings=judging.settings(example.path, rule.kind)) as session:
                    for file in session.files:
                        for question in map(json.loads, session.questions(file)):
                            found.setdefault(question["artifact"]["kind"], []).append(question["document"])
            except AdjudgeError:
                continue  # the check of tests tells why
        return found

    @cached_property
    def _embedded(self) -> JudgingBench:
        engine = self._stack.enter_context(closing(self._subject.settings.engine()))
        return JudgingBench(self._subject.settings, engine, self._folder)

    @cached_property
    def _judged(self) -> dict[str, JudgedAll]:
        return {kind: self._embedded.judged(kind, files) for kind, files in self._files.items()}

    # --- checks -------------------------------------------------------------------------------------------------------

    def _schemas(self) -> CheckOutcome:
        """Hold schemas to their meta-schema by both validators, and both to each other on documents."""
        asked = 0
        faults: list[Fault] = []
        for linted in self._subject.linted:
            for name, error in sorted(linted.schemas.broken.items()):
                asked += 1
                faults.append(Fault(Told(error), f"{linted.domain.name}/{name}.json"))
            for name, schema in sorted(linted.schemas.sound.items()):
                asked += 1
                file = f"{linted.domain.name}/{name}.json"
                faults += (Fault(each.words, file) for each in against_metaschema(schema, file))
            for declared in linted.domain.kinds:
                match, name = declared.match, declared.name
                faults += (Fault(each.words, name) for each in against_metaschema(match or {}, name))
        for kind, documents in self._of_kinds.items():
            asked += len(self._files[kind])
            faults += (
                Fault(say("verifying.validators_differ"), f"{kind}: {label}") for label, _ in documents.differing
            )
        return CheckOutcome(asked, _first(faults))

    def _documents(self) -> CheckOutcome:
        """Judge made, changed and hostile documents: each gets a verdict, and none passes that its schema refuses."""
        asked = 0
        faults: list[Fault] = []
        unasked: list[Texts] = [
            say("verifying.no_schema", kind=each) for each in self._subject.kinds if each not in self._of_kinds
        ]
        for kind, judged in self._judged.items():
            asked += len(judged.files)
            faults += judged.problems
            for each in judged.files:
                faults += wrong_with(each, kind)
            if not self._of_kinds[kind].sound:
                unasked.append(say("verifying.nothing_made", kind=kind))
        read = self._of_readers()
        asked += len(read.files)
        faults += read.problems
        for each in read.files:
            faults += wrong_with(each, self._subject.name)
        return CheckOutcome(asked, _first(faults), tuple(unasked))

    def _of_readers(self) -> JudgedAll:
        """Return what came of giving each reader of the plugin files that mean harm."""
        registry = self._subject.settings.registry
        suffixes = [suffix for suffix, (_, owner) in registry.readers.items() if owner.name == self._subject.name]
        patterns = [each for each, (_, owner) in registry.readers_by_name.items() if owner.name == self._subject.name]
        patterns += (
            pattern
            for target in self._subject.targets
            for kind in target.domain.kinds
            for pattern in kind.files
            if any(pattern.endswith(suffix) for suffix in suffixes)
        )
        names = dict.fromkeys(each.replace("*", f"x{number}") for number, each in enumerate([*patterns]))
        names |= dict.fromkeys(f"x{suffix}" for suffix in suffixes)
        files: list[JudgedFile] = []
        problems: list[Fault] = []
        for name in names:
            for label, data in hostile({}):
                judged = self._embedded.judged(None, [DocumentFile(name, data, f"{name} ({label})", "either")])
                # a file that nobody claims has no verdict, and is no artifact of the plugin
                files += (each for each in judged.files if each.verdicts)
                problems += judged.problems if not any(each.verdicts for each in judged.files) else ()
        ended = tuple(each for each in problems if getattr(each.words, "code", _RAISED) == _RAISED)
        return JudgedAll(tuple(files), ended)

    def _engines(self) -> CheckOutcome:
        """Judge the same on the embedded engine and on OPA."""
        settings = self._subject.settings
        there = OpaThere(settings, self._stack)
        if there.engine is None:
            return CheckOutcome(0, (), (there.why or say("verifying.no_opa", why=""),))
        alone = self._off_list()
        asked = dict.fromkeys(sorted({rule.kind for each in self._subject.linted for rule in each.folder.rules}), 0)
        faults: list[Fault] = []
        with closing(settings.engine(EMBEDDED)) as engine:
            watched = WatchedEngine(engine)
            benches = [JudgingBench(settings, each, self._folder) for each in (watched, there.engine)]
            for kind, files in self._files.items():
                if kind in alone:
                    continue
                mine, yours = (each.judged(kind, files) for each in benches)
                faults += (*mine.problems, *yours.problems)
                if not mine.problems and not yours.problems:
                    found = compared(kind, mine, yours, watched.left)
                    asked[kind] = asked.get(kind, 0) + found.asked
                    faults += found.faults
            for kind, found in self._of_examples(alone, watched, there.engine):
                asked[kind] = asked.get(kind, 0) + found.asked
                faults += found.faults
        unasked = tuple(say("verifying.one_engine", kind=kind) for kind, count in asked.items() if not count)
        return CheckOutcome(sum(asked.values()), _first(faults), unasked)

    def _of_examples(
        self, alone: set[str], embedded: WatchedEngine, opa: Engine
    ) -> Iterator[tuple[str, EnginesCompared]]:
        """Judge each example where it lies, with what lies beside it, on both engines, and yield its kind and what differs."""
        settings, domains = self._subject.settings, self._subject.domains
        places = PolicyHomes(settings.catalogue)
        benches = [Judging(settings, places, domains, engine) for engine in (embedded, opa)]
        for example in self._subject.examples:
            rule = benches[0].rule(example.rule)
            if example.wrong is not None or not isinstance(rule, Rule) or rule.kind in alone:
                continue
            judged = []
            for bench in benches:
                with Session(example.path, settings=bench.settings(example.path, rule.kind)) as session:
                    verdicts = tuple(session.verdicts())
                judged.append(JudgedFile(DocumentFile("", b"", example.id, "either"), verdicts))
            mine, yours = (JudgedAll((each,), ()) for each in judged)
            yield rule.kind, compared(rule.kind, mine, yours, embedded.left)

    def _off_list(self) -> set[str]:
        """Return the kinds of which the embedded engine decides nothing here: they are OPA's."""
        found = set()
        with closing(self._subject.settings.engine(EMBEDDED)) as engine:
            for linted in self._subject.linted:
                for program in linted.programs():
                    try:
                        engine.load([program])
                    except UnlistedError:
                        found.add(program.kind)
                    except AdjudgeError as error:
                        found |= {program.kind} if any(isinstance(e, UnlistedError) for e in each_of(error)) else set()
        return found

    def _deterministic(self) -> CheckOutcome:
        patience = self.plan.seconds * _AGAIN
        return deterministic(self._arguments, self._files, self._folder, patience)

    def _limits(self) -> CheckOutcome:
        large = {kind: each.large(SIZE) for kind, each in self._of_kinds.items()}
        return limits(self._arguments, large, self._folder, self.plan.seconds, self.plan.mebibytes)

    @property
    def _arguments(self) -> list[str]:
        """The options by which another process judges as this one does."""
        options = self._subject.options
        found = ["--as-of", str(options.as_of or "2026-06-01")]
        if options.config is not None:
            found += ["--config", str(options.config)]
        for name in options.disable_plugins:
            found += ["--disable-plugin", name]
        if options.engine is not None:
            found += ["--engine", options.engine]
        return found


_RAISED = "stranger.raised"
"""Of what is said of a run, this is the plugin's fault; what has no code ended the run."""
_MOST_TOLD = 50
_AGAIN = 4
"""How much longer than one large document some files may take together, with all that a process does before."""


def _first(faults: list[Fault]) -> tuple[Fault, ...]:
    """Return the first of many that are alike, with how many are left."""
    told = list(dict.fromkeys(faults))
    if len(told) <= _MOST_TOLD:
        return tuple(told)
    return (*told[:_MOST_TOLD], Fault(say("verifying.more", n=len(told) - _MOST_TOLD)))
