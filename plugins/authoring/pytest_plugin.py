"""The pytest plugin: tests of policies and examples as items, and fixtures for the tests of a plugin.

``*_test.rego`` and ``tests/examples/<rule>/`` are collected where pytest looks for tests; `docs/testing.md` says how.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adjudge.lib.words import say

if TYPE_CHECKING:
    from adjudge import Judgement, Options, Session, Settings

    from .testing.examples import Example
    from .testing.rego_files import RegoFile, RegoTest
    from .testing.results import Ran
    from .testing.running import Running
    from .verifying.results import Verification

_SUFFIX = "_test.rego"
_SIDES = ("allowed", "denied")
_PLANNED = ("documents", "seed", "seconds", "mebibytes")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("adjudge")
    group.addoption("--adjudge-engine", metavar="NAME", help=str(say("help.pytest.engine")))
    group.addoption("--adjudge-as-of", metavar="TIME", help=str(say("help.pytest.as_of")))
    parser.addini("adjudge_rego", str(say("help.pytest.rego")), type="bool", default=True)


class BrokenPlugins(Exception):  # noqa: N818  # they are several
    """What is wrong with plugins that are installed, a line each: as under ``adjudge test``, nothing passes beside them."""


class Bench:
    """What the items of one run of pytest share: the settings, and the engine, which is started when one of them needs it."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._stack = ExitStack()
        self._running: Running | None = None
        self._settings: Settings | None = None
        self.files: list[RegoFile] = []
        """The files of which tests were selected."""

    def options(self, **more: Any) -> Options:
        """Return the options of a session: those of the command line of pytest, and more, which count first."""
        from adjudge import Options

        own = {"engine": self._config.getoption("adjudge_engine"), "as_of": self._config.getoption("adjudge_as_of")}
        given = {name: value for name, value in own.items() if value is not None}
        return Options(**{"environment": dict(os.environ), **given, **more})

    @property
    def running(self) -> Running:
        """The tests of what is installed. Raises BrokenPlugins where something of that does not load."""
        if self._running is None:
            from contextlib import closing

            from adjudge import load_settings

            from .testing.running import Running

            settings = load_settings(self.options())
            self._settings = settings
            self._running = Running(settings, self._stack.enter_context(closing(settings.engine())))
        self._see()
        return self._running

    def _see(self) -> None:
        """Raise BrokenPlugins: what is broken would be told as what is not installed, or as nothing at all."""
        problems = self._settings.problems if self._settings is not None else ()
        if problems:
            raise BrokenPlugins("\n".join(map(str, problems)))

    def run(self, file: RegoFile, test: RegoTest) -> Ran:
        """Run a test; the files of all tests that were selected are loaded at once."""
        self.running.suite.load({each.module.file: each for each in (*self.files, file)}.values())
        ran = self.running.run(file, test)
        self._see()  # what was opened for it may be broken in another place, and judges nothing then
        return ran

    def judge(self, example: Example) -> Ran:
        """Judge an example."""
        ran = self.running.judging.run(example)
        self._see()
        return ran

    def close(self) -> None:
        """Stop the engine."""
        self._stack.close()


_BENCH = pytest.StashKey[Bench]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the bench; nothing is loaded yet."""
    config.stash[_BENCH] = Bench(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    if _BENCH in config.stash:
        config.stash[_BENCH].close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a test file of policies."""
    if file_path.name.endswith(_SUFFIX) and parent.config.getini("adjudge_rego"):
        return RegoCollector.from_parent(parent, path=file_path)
    return None


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the examples of a rule."""
    if path.parts[-3:-1] == ("tests", "examples") and any((path / side).is_dir() for side in _SIDES):
        return ExampleCollector.from_parent(parent, path=path)
    return None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note which files are to be loaded."""
    found = {item.rego_file.module.file: item.rego_file for item in session.items if isinstance(item, RegoItem)}
    session.config.stash[_BENCH].files = list(found.values())


class RegoCollector(pytest.File):
    """The tests of one file of Rego."""

    def collect(self) -> Iterator[RegoItem]:
        """Yield its tests."""
        from adjudge.lib.errors import AdjudgeError

        try:
            file = self.config.stash[_BENCH].running.places.file(self.path)
        except (AdjudgeError, BrokenPlugins) as error:
            raise self.CollectError(str(error)) from None
        if not file.tests:
            raise self.CollectError(str(say("policy_test.none_in_file")))
        for test in file.tests:
            yield RegoItem.from_parent(self, name=test.name, file=file, test=test)


class ExampleCollector(pytest.Directory):
    """The examples of one rule."""

    def collect(self) -> Iterator[ExampleItem]:
        """Yield its cases."""
        from .testing.examples import examples_in

        for each in examples_in(self.path):
            name = f"{each.side}/{each.path.name}" if each.side is not None else each.path.name
            yield ExampleItem.from_parent(self, name=name, example=each)


class PolicyTestFailed(Exception):  # noqa: N818  # it is no error: a test has failed
    """A test that did not pass, with what is told of it."""

    def __init__(self, ran: Ran) -> None:
        super().__init__(ran.id)
        self.ran = ran


class PolicyItem(pytest.Item):
    """A test that adjudge runs."""

    def ask(self) -> Ran:
        """Run it, and return what came of it."""
        raise NotImplementedError

    def runtest(self) -> None:
        """Run it. Raises PolicyTestFailed where it does not pass."""
        ran = self.ask()
        if ran.printed:
            self.add_report_section("call", "print", "\n".join(ran.printed))
        if ran.result == "skipped":
            pytest.skip(str(say("policy_test.skipped")))
        if ran.result != "passed":
            raise PolicyTestFailed(ran._replace(printed=()))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what people read of it."""
        if isinstance(excinfo.value, BrokenPlugins):
            return str(excinfo.value)
        if not isinstance(excinfo.value, PolicyTestFailed):
            return super().repr_failure(excinfo, style)
        from adjudge.lib.wording import wording

        from .testing.telling import told

        ran, words = excinfo.value.ran, wording("en")
        return "\n".join((f"{words.of('policy_test', ran.result)}{words.colon}{ran.id}", *told(ran, words)))


class RegoItem(PolicyItem):
    """One test in Rego."""

    def __init__(self, *, file: RegoFile, test: RegoTest, **more: Any) -> None:
        super().__init__(**more)
        self.rego_file, self._test = file, test

    def ask(self) -> Ran:
        """Run it, and return what came of it."""
        return self.config.stash[_BENCH].run(self.rego_file, self._test)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where it stands."""
        return self.path, self._test.line - 1, self._test.id


class ExampleItem(PolicyItem):
    """One example of a rule."""

    def __init__(self, *, example: Example, **more: Any) -> None:
        super().__init__(**more)
        self._example = example

    def ask(self) -> Ran:
        """Judge it, and return what came of it."""
        return self.config.stash[_BENCH].judge(self._example)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where it lies."""
        return self._example.path, 0, self._example.id


# --- fixtures ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def adjudge_session(pytestconfig: pytest.Config) -> Iterator[Callable[..., Session]]:
    """Open a session: ``adjudge_session(*paths, given={}, **options)`` is ``adjudge.Session``, closed at the end.

    Options are those of ``adjudge.Options``; the engine is that of ``--adjudge-engine``, unless one is named.
    """
    from adjudge import Session

    with ExitStack() as stack:

        def opened(*paths: Path | str, given: Mapping[str, bytes] | None = None, **options: Any) -> Session:
            made = Session(*paths, options=pytestconfig.stash[_BENCH].options(**options), given=given or {})
            return stack.enter_context(made)

        yield opened


@pytest.fixture
def adjudge_check(pytestconfig: pytest.Config) -> Callable[..., Judgement]:
    """Judge: ``adjudge_check(*paths, given={}, **options)`` returns an ``adjudge.Judgement``; options as of a session."""
    from adjudge import judge

    def checked(*paths: Path | str, given: Mapping[str, bytes] | None = None, **options: Any) -> Judgement:
        return judge(*paths, options=pytestconfig.stash[_BENCH].options(**options), given=given or {})

    return checked


@pytest.fixture
def adjudge_plugin(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Path]]:
    """Install a plugin in this process, for the length of a test.

    ``adjudge_plugin(folder)`` takes a package with its ``pyproject.toml``; ``adjudge_plugin(name="x", files={…})`` writes
    one, with ``files`` by their paths, of which ``adjudge_x/__init__.py`` has the hooks. It returns the folder.
    """
    from .testing.in_process import installed_at, written

    before = set(sys.modules)
    folders: list[Path] = []

    def install(folder: Path | str | None = None, *, name: str = "", files: Mapping[str, str] | None = None) -> Path:
        site = tmp_path_factory.mktemp("adjudge-plugin")
        home = written(site / "package", name, files or {}) if folder is None else Path(folder).resolve()
        monkeypatch.syspath_prepend(str(installed_at(home, site)))
        monkeypatch.syspath_prepend(str(site))
        importlib.invalidate_caches()
        folders.append(home)
        return home

    yield install
    for name in [name for name in set(sys.modules) - before if _lies_in(sys.modules[name], folders)]:
        del sys.modules[name]


@pytest.fixture
def adjudge_verify(pytestconfig: pytest.Config) -> Callable[..., Verification]:
    """Hold a plugin to what a plugin has to keep: ``adjudge_verify("catering", ignore=("engines",))`` gives a ``Verification``.

    The first argument is the name of a plugin, or the folder of its package. ``only`` and ``ignore`` are names of checks,
    ``documents``, ``seed``, ``seconds`` and ``mebibytes`` as for the command; all else are options of ``adjudge.Options``.
    """
    from .verifying.command import checks_of
    from .verifying.verifying import VerificationPlan, verify

    def verified(
        word: Path | str, *, only: Iterable[str] = (), ignore: Iterable[str] = (), **options: Any
    ) -> Verification:
        asked = {each: options.pop(each) for each in _PLANNED if each in options}
        plan = VerificationPlan(checks=checks_of(only, ignore), **asked)
        return verify(str(word), pytestconfig.stash[_BENCH].options(**options), plan)

    return verified


def _lies_in(module: object, folders: list[Path]) -> bool:
    places = [getattr(module, "__file__", None) or "", *getattr(module, "__path__", ())]
    return any(Path(place).is_relative_to(folder) for place in places if place for folder in folders)
