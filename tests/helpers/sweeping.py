"""Run a command line again and again, and let another call of the system fail each time, until all have failed once.

A program: ``python sweeping.py FOLDER`` reads what is wanted (JSON) from stdin and writes a line of JSON for each run. It
forks for each, so that nothing is imported twice; each has a fresh copy of the project and an empty folder for temporary
files. ``swept()`` starts it. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

PATIENCE = 60


class Ended(NamedTuple):
    """How a run ended. ``call`` is the one that failed with ``error``, None where none did; ``code`` None where it hung.

    ``files`` are those of the project afterwards that were not there or are other ones, ``left`` what lies in the folder
    for temporary files.
    """

    call: str | None
    error: int
    code: int | None
    out: str
    err: str
    files: dict[str, str]
    left: list[str]
    calls: list[str]

    def __str__(self) -> str:
        """Say what it was, for a test that fails."""
        failed = f"{self.call} failing with {os.strerror(self.error)}"
        return f"{failed}: exit {self.code}, files {sorted(self.files)}, left {self.left}\n{self.out[-300:]}{self.err[-600:]}"


def swept(
    folder: Path,
    project: Path,
    command: Sequence[str],
    *,
    errors: Sequence[int] = (),
    faults: Sequence[str] = (),
    at: str = ".",
    site: Path | None = None,
    every: int = 1,
    environment: dict[str, str] | None = None,
) -> Iterator[Ended]:
    """Yield how a command ends that runs in the folder ``at`` of a copy of the project: undisturbed, then with each fault.

    Calls of one name on files of one name count once, the first and the last of them. ``every`` takes only each so
    many-th, with another error each time instead of all of them. ``faults`` are what the environment says in turn, for
    :mod:`spoiling`; then no call fails.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    search = os.pathsep.join(map(str, filter(None, [site, Path(__file__).parent, own.get("PYTHONPATH")])))
    wanted = {"command": command, "errors": errors, "faults": faults, "every": every, "project": str(project), "at": at}
    with subprocess.Popen(
        [sys.executable, __file__, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**own, "PYTHONPATH": search, **(environment or {})},
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(wanted))
        process.stdin.close()
        for line in process.stdout:
            yield Ended(**json.loads(line))
        assert process.wait() == 0


# --- the program ----------------------------------------------------------------------------------------------------


class _Sweep:
    def __init__(self, folder: Path, wanted: dict[str, Any]) -> None:
        self.faults: list[str] = wanted["faults"]
        self.command, self.errors, self.every = wanted["command"], wanted["errors"], wanted["every"]
        self.project, self.at = Path(wanted["project"]), wanted["at"]
        self.here, self.temporary, self.told = folder / "here", folder / "temporary", folder / "told"
        self.told.mkdir(parents=True)
        self.before = _files(self.project)

    def run(self) -> Iterator[Ended]:
        self._fork(-1, 0, learn=True)
        for name in json.loads((self.told / "modules").read_text()):
            with contextlib.suppress(Exception):
                if not name.startswith("adjudge_"):  # they are to see what the environment says
                    __import__(name)
        undisturbed = self._fork(1 << 30, 0)
        yield undisturbed
        for fault in self.faults[:: self.every]:
            os.environ["FAULT"] = fault
            yield self._fork(1 << 30, 0)._replace(call=fault, calls=[])
        for turn, number in enumerate(() if self.faults else _different(undisturbed.calls)[:: self.every]):
            for error in self.errors if self.every == 1 else [self.errors[turn % len(self.errors)]]:
                ended = self._fork(number, error)
                if ended.call is not None:  # threads may have come in another order
                    yield ended

    def _fork(self, number: int, error: int, *, learn: bool = False) -> Ended:
        for each in (self.here, self.temporary):
            shutil.rmtree(each, ignore_errors=True)
        shutil.copytree(self.project, self.here, symlinks=True)
        self.temporary.mkdir()
        pid = os.fork()
        if pid == 0:
            self._child(number, error, learn=learn)
        code = self._waited(pid)
        told = {name: (self.told / name).read_text("utf-8", "replace") for name in ("out", "err", "calls")}
        calls, failed = json.loads(told["calls"] or "[[], false]")
        files = {path: text for path, text in _files(self.here).items() if self.before.get(path) != text}
        return Ended(
            call=calls[number] if failed else None,
            error=error,
            code=code,
            out=told["out"],
            err=told["err"],
            files=files,
            left=sorted(each.name for each in self.temporary.iterdir()),
            calls=calls if number == 1 << 30 else [],
        )

    def _waited(self, pid: int) -> int | None:
        until = time.monotonic() + PATIENCE
        pause = 0.002
        while time.monotonic() < until:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(pause)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return None

    def _child(self, number: int, error: int, *, learn: bool) -> None:
        os.environ["TMPDIR"] = str(self.temporary)
        os.chdir(self.here / self.at)
        (self.told / "calls").write_text("")
        for name, descriptor in (("out", 1), ("err", 2)):
            os.dup2(os.open(self.told / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), descriptor)
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(each, "w", closefd=False), "utf-8", write_through=True) for each in (1, 2)
        )
        sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # type: ignore[misc]
        code: object = 70
        try:
            if learn:
                _call(self.command)
                (self.told / "modules").write_text(json.dumps(sorted(sys.modules)))
            else:
                code = self._judged(number, error)
        finally:
            os._exit(code if isinstance(code, int) else 71)

    def _judged(self, number: int, error: int) -> object:
        import failing_calls

        failing_calls.install()
        failing_calls.arm(number, error)
        try:
            return _call(self.command)
        finally:
            calls = failing_calls.seen()
            failing_calls.arm(1 << 30, 0)
            (self.told / "calls").write_text(json.dumps(calls), "utf-8")


def _call(command: Sequence[str]) -> object:
    from adjudge.cli import main

    sys.argv = ["adjudge", *command]
    try:
        main()
    except SystemExit as ended:
        sys.stdout = sys.__stdout__
        return ended.code
    return 72


def _different(calls: Sequence[str]) -> list[int]:
    """Return the numbers of calls that differ: one of a name on a file of a name stands for all, the last one too."""
    names = [(call.partition(" ")[0], call.rpartition("/")[2]) for call in calls]
    first = {name: number for number, name in reversed(list(enumerate(names)))}
    last = {name: number for number, name in enumerate(names)}
    return sorted({*first.values(), *last.values()})


def _files(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8", "backslashreplace")
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink()
    }


if __name__ == "__main__":
    out = sys.stdout
    for each in _Sweep(Path(sys.argv[1]), json.load(sys.stdin)).run():
        out.write(json.dumps(each._asdict()) + "\n")
        out.flush()
