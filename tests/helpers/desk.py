"""A project whose command runs in this process: what a table of mistakes wants, where a process a row says no more.

``Desk`` is a ``Project`` with the same answers. What only a process can show (its signals, its streams, how it starts
and ends) is left to tests/acceptance, and so is one case of each family. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextvars import copy_context
from pathlib import Path

from wheels import Project, build_wheel


class Desk(Project):
    """A folder with artifacts, and plugins that only commands run in it can see."""

    def plugin(
        self,
        name: str,
        files: Mapping[str, str | bytes],
        *,
        version: str = "1.0",
        distribution: str | None = None,
        module: str | None = None,
    ) -> None:
        """Unpack the wheel of a plugin, as an installer would."""
        points = {"adjudge": {name: module or f"adjudge_{name}"}}
        with zipfile.ZipFile(
            build_wheel(self.wheels, distribution or f"adjudge-{name}", version, files, points)
        ) as wheel:
            wheel.extractall(self.site)

    def plugins(self, **plugins: Mapping[str, str | bytes]) -> None:
        """Unpack the wheels of several plugins."""
        for name, files in plugins.items():
            self.plugin(name, files)

    def adjudge(
        self, *arguments: str, env: Mapping[str, str] | None = None, input: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Call the command line in the project; this process's ``ADJUDGE_…`` variables are not passed on."""
        from adjudge.cli import main

        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        given = io.TextIOWrapper(io.BytesIO((input or "").encode()), encoding="utf-8")
        argv = ["adjudge", *(os.fsdecode(each) for each in arguments)]
        with self._here(argv, env or {}), _streams(given, out, err):
            try:
                copy_context().run(main)
            except SystemExit as ended:
                code = ended.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess(argv, code, _told(out), _told(err))

    @contextlib.contextmanager
    def _here(self, argv: list[str], env: Mapping[str, str]) -> Iterator[None]:
        """Be in the project, as a process would that was started there; put everything back."""
        before = os.environ.copy()
        folder, path, handler = Path.cwd(), sys.path[:], signal.getsignal(signal.SIGTERM)
        modules, command, bytecode = set(sys.modules), sys.argv, sys.dont_write_bytecode
        for name in [name for name in os.environ if name.startswith("ADJUDGE_")]:
            del os.environ[name]
        os.environ.update(env)
        os.chdir(self.root)
        sys.path.insert(0, str(self.site))
        sys.argv, sys.dont_write_bytecode = argv, True  # a plugin may change within a second, and keep its size
        importlib.invalidate_caches()
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
            os.chdir(folder)
            sys.path[:], sys.argv, sys.dont_write_bytecode = path, command, bytecode
            signal.signal(signal.SIGTERM, handler)
            for name in set(sys.modules) - modules:
                if name.startswith("adjudge_"):
                    del sys.modules[name]
            _forget_options()
            importlib.invalidate_caches()


def _forget_options() -> None:
    """Take from the commands what plugins have added to them: a process has them once."""
    from adjudge.cli.options import JudgingCommand

    for name, module in list(sys.modules.items()):
        for each in list(vars(module).values()) if name.startswith("adjudge.plugins.") else ():
            if isinstance(each, JudgingCommand):
                each.params = [option for option in each.params if option.name not in each._of_plugins]
                each._of_plugins.clear()


@contextlib.contextmanager
def _streams(given: io.TextIOWrapper, out: io.TextIOWrapper, err: io.TextIOWrapper) -> Iterator[None]:
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = given, out, err
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _told(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8").replace("\r\n", "\n")
