"""Load test files into an engine, and run their tests one by one."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from adjudge import Catalogue, Program
from adjudge.engine import Engine, EngineSession, Heads
from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError, EngineError, PolicyError, each_of, several
from adjudge.lib.installed import package_root
from adjudge.lib.rego.policy import policy_of
from adjudge.lib.rego.rule import Module
from adjudge.lib.words import Texts, say

from .questions import SPACE, PolicyModules, program, value_of
from .rego_files import SUFFIX, RegoFile, RegoTest
from .results import Ran, SubCase

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

HELPERS, LIB = "adjudge.policies", "lib"
"""Where the helpers for everybody lie, and the domain that they are."""

Loaded: TypeAlias = "EngineSession | AdjudgeError"


def read_tests(root: Traversable, folder: str, plugin: str) -> Iterator[Module]:
    """Yield the test files below a folder of a bundle root, by their paths. Raises PolicyError for one that is no text."""
    for entry in sorted((root / folder).iterdir(), key=lambda each: each.name):
        path = f"{folder}/{entry.name}"
        if entry.is_dir() and not entry.name.startswith("."):
            yield from read_tests(root, path, plugin)
        elif entry.name.endswith(SUFFIX) and entry.is_file():
            try:
                yield Module(file=path, text=entry.read_text(encoding="utf-8"), plugin=plugin)
            except UnicodeDecodeError as error:
                raise PolicyError(say("policy.not_utf_8"), file=path, plugin=plugin) from error


class Suite:
    """Tests of some policies, on one engine.

    A file is loaded when one of its tests is run, or together with others by :meth:`load`. What an engine refuses costs the
    tests that lead to it, and no other.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._numbers = count(1)
        self._loaded: dict[str, tuple[str, Loaded]] = {}
        self._programs: dict[str, Program] = {}

    def policies(self, domain: str) -> PolicyModules:
        """Return what the tests of a domain may lead to. Raises PolicyError or PluginError."""
        raise NotImplementedError

    def data(self, domain: str, modules: Sequence[Module]) -> Mapping[str, Json]:
        """Return what stands below `data` for modules of a domain's tests. Raises PolicyError or PluginError."""
        raise NotImplementedError

    # --- loading ------------------------------------------------------------------------------------------------------

    def load(self, files: Iterable[RegoFile]) -> None:
        """Load files that were not loaded before, all at once."""
        programs: dict[str, tuple[RegoFile, Program]] = {}
        for file in files:
            if file.module.file in self._loaded:
                continue
            try:
                made = self.program(file)
            except AdjudgeError as error:
                self._loaded[file.module.file] = "", error
                continue
            programs[made.kind] = file, made
        loaded = loaded_each(self.engine, [each for _, each in programs.values()])
        for kind, (file, made) in programs.items():
            self._loaded[file.module.file] = kind, loaded[kind]
            self._programs[file.module.file] = made

    def program(self, file: RegoFile) -> Program:
        """Make the program of a file's tests. Raises PolicyError or PluginError."""
        kind = f"{SPACE}.file_{next(self._numbers)}"
        modules = self.reached(file)
        asked = [value_of(test, number) for number, test in enumerate(file.tests) if _is_asked(test)]
        return program(kind, file.module.plugin, asked, modules, self.data(file.domain, modules))

    def reached(self, file: RegoFile) -> Sequence[Module]:
        """Return the modules that a test file leads to, itself among them. Raises PolicyError or PluginError."""
        return self.policies(file.domain).reached(file)

    def refusal(self, file: RegoFile) -> AdjudgeError | None:
        """Load a file, and return why it was refused."""
        self.load([file])
        loaded = self._loaded[file.module.file][1]
        return loaded if isinstance(loaded, AdjudgeError) else None

    def forget(self) -> None:
        """Forget what was loaded, so that it is loaded again when a test is run."""
        self._loaded.clear()
        self._programs.clear()

    def programs(self) -> list[Program]:
        """Return the programs of the files that were loaded and not refused."""
        return [
            self._programs[file]
            for file, (_, loaded) in self._loaded.items()
            if file in self._programs and not isinstance(loaded, AdjudgeError)
        ]

    # --- running ------------------------------------------------------------------------------------------------------

    def run(self, file: RegoFile, test: RegoTest) -> Ran:
        """Run a test of a file."""
        if test.sort == "todo":
            return Ran(test.id, file.shown, test.line, "skipped")
        if test.wrong is not None:
            return Ran(test.id, file.shown, test.line, "error", said=test.wrong)
        self.load([file])
        _, loaded = self._loaded[file.module.file]
        if isinstance(loaded, AdjudgeError):
            return Ran(test.id, file.shown, test.line, "error", said=_told(loaded))
        begun = time.perf_counter()
        with printing() as printed:
            said = asked(loaded, *self.question(file, test))
        ran = self._ran(file, test, said)
        return ran._replace(printed=tuple(printed), seconds=time.perf_counter() - begun)

    def question(self, file: RegoFile, test: RegoTest) -> tuple[str, str]:
        """Return the kind and the name of what is asked about a test of a file that was loaded."""
        return self._loaded[file.module.file][0], f"test_{file.tests.index(test)}"

    def _ran(self, file: RegoFile, test: RegoTest, said: Heads | EngineError) -> Ran:
        ran = Ran(test.id, file.shown, test.line, "failed")
        if isinstance(said, EngineError):
            return ran._replace(result="error", said=_told(said))
        values = said["deny"][0] if said["deny"] else []
        if test.sort == "test":
            if values and values[0][1] is True:
                return ran._replace(result="passed")
            return ran._replace(said=say("policy_test.other_value", value=shown(values[0][1])) if values else None)
        gathered: list[Json] = [list_ for each in said["warn"] for list_ in each]
        return _table(ran, values, gathered[0] if gathered else [])


class CatalogueSuite(Suite):
    """The tests of the domains of a catalogue, with their data, and the defaults of their parameters."""

    def __init__(self, catalogue: Catalogue, engine: Engine) -> None:
        super().__init__(engine)
        self._catalogue = catalogue
        self._policies: dict[str, PolicyModules] = {}

    def files(self, domain: str) -> list[RegoFile]:
        """Return the test files of a domain, `lib` is that of the helpers for everybody. Raises PolicyError, PluginError."""
        return [RegoFile(module, domain) for module in self._tests(domain)]

    def _tests(self, domain: str) -> list[Module]:
        if domain == LIB:
            return list(read_tests(package_root(HELPERS), LIB, "adjudge"))
        opened = self._catalogue.open(domain)
        return list(read_tests(package_root(opened.domain.policies), domain, opened.plugin.name))

    def policies(self, domain: str) -> PolicyModules:
        """Return what the tests of a domain may lead to. Raises PolicyError or PluginError."""
        if domain not in self._policies:
            modules = self.helpers()
            data: dict[str, Json] = {}
            if domain != LIB:
                folder = self._catalogue.open(domain).folder
                others = [other.folder for other in folder.others.values() if other.folder is not None]
                for each in (folder, *others):
                    modules += [policy.module for policy in each.policies.values()]
                    data[each.name] = dict(each.data)
            self._policies[domain] = PolicyModules.of([*modules, *self._tests(domain)], data)
        return self._policies[domain]

    def helpers(self) -> list[Module]:
        """Return the helpers for everybody."""
        return [policy.module for policy in self._catalogue.lib.policies.values()]

    def data(self, domain: str, modules: Sequence[Module]) -> Mapping[str, Json]:
        """Return what stands below `data` for modules of a domain's tests, of instruments those that they name.

        Raises PolicyError or PluginError.
        """
        read: set[str | None] = set()
        for policy in map(policy_of, modules):
            for name in policy.references:
                steps = [*name.text.split(".")[1:], *policy.steps_after(name)]
                if steps[:1] == ["instruments"]:
                    read.add(steps[1] if len(steps) > 1 else None)
        data = self.policies(domain).data
        if not read:
            return data
        named = None if None in read else frozenset(each for each in read if each is not None)
        return {**data, "instruments": self._catalogue.instruments.as_data(named)}


def _table(ran: Ran, values: Sequence[Json], gathered: Sequence[Json]) -> Ran:
    """Return what came of a table: each case that is gathered, or has a value, by its name."""
    found = {_path(keys): value is True for keys, value in values}
    names = [_path(keys) for keys in gathered]
    twice = sorted({" ".join(name) for name in names if names.count(name) > 1})
    if twice:
        return ran._replace(result="error", said=say("policy_test.one_name", name=twice[0]))
    cases = tuple(SubCase(name, found.get(name, False)) for name in sorted({*names, *found}))
    if not cases:
        return ran._replace(result="error", said=say("policy_test.no_cases"))
    return ran._replace(result="passed" if all(each.passed for each in cases) else "failed", cases=cases)


def _path(keys: Sequence[Json]) -> tuple[str, ...]:
    return tuple(each if isinstance(each, str) else shown(each) for each in keys)


def _is_asked(test: RegoTest) -> bool:
    return test.sort != "todo" and test.wrong is None


def _told(error: AdjudgeError) -> Texts:
    from adjudge.lib.errors import Told

    return Told(error)


def shown(value: Json) -> str:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def asked(session: EngineSession, kind: str, name: str) -> Heads | EngineError:
    """Ask one question of a program, and return its heads, or why there are none."""
    answer = session.ask(kind, [json.dumps({"asked": name})])()[0].rules[f"{kind}.{name}"]
    if isinstance(answer, EngineError):  # it names a rule that is only ours
        return type(answer)(answer.words, file=answer.file, line=answer.line, column=answer.column, hint=answer.next)
    return answer


@contextmanager
def printing() -> Iterator[list[str]]:
    """Return the lines that policies print meanwhile: engines write them to stderr, each with its place."""
    found: list[str] = []
    stream = io.StringIO()
    with redirect_stderr(stream):
        yield found
    found += stream.getvalue().splitlines()


def loaded_each(engine: Engine, programs: Sequence[Program]) -> dict[str, Loaded]:
    """Load programs, as many at once as an engine takes; by kind, the session, or why it was refused."""
    found: dict[str, Loaded] = {}
    waiting = list(programs)
    while waiting:
        try:
            session = engine.load(waiting)
        except PolicyError as refused:
            guilty = _guilty(refused, waiting)
            if not guilty and len(waiting) > 1:
                for each in waiting:
                    found |= loaded_each(engine, [each])
                return found
            found |= guilty or {waiting[0].kind: refused}
        except AdjudgeError as error:
            return found | dict.fromkeys((each.kind for each in waiting), error)
        else:
            return found | dict.fromkeys((each.kind for each in waiting), session)
        waiting = [each for each in waiting if each.kind not in found]
    return found


def _guilty(refused: PolicyError, programs: Sequence[Program]) -> dict[str, AdjudgeError]:
    """Return by kind what is wrong with the programs that have a module in which something is."""
    found: dict[str, list[PolicyError]] = {}
    for error in each_of(refused):
        for each in programs:
            if error.file in {module.file for module in each.modules}:
                found.setdefault(each.kind, []).append(error)
    return {kind: several(errors) for kind, errors in found.items()}
