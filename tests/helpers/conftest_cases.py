"""conftest's own examples, fetched as the Go module that they are part of, and what conftest and adjudge say of them."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from opa_binary import CONFTEST, UnavailableError

from adjudge import Options, Session
from adjudge.lib.documents import NOTHING
from adjudge.lib.errors import AdjudgeError

TABLE = Path(__file__).parents[1] / "data" / "conftest.yaml"
MANY = {
    "-p": "policy",
    "--policy": "policy",
    "-d": "policy_data",
    "--namespace": "namespace",
    "--parser": "parser",
}


class Case(NamedTuple):
    """A command of conftest's tests, in a folder of its source, and what adjudge says of it, with why."""

    run: str
    says: str
    folder: str
    why: str

    def __str__(self) -> str:
        return f"{self.folder} {self.run}".strip()


class Said(NamedTuple):
    """What one of the two says: its class of exit, and how often each message stands as a failure and as a warning."""

    exit: str
    failures: Mapping[str, int] = NOTHING
    warnings: Mapping[str, int] = NOTHING
    excepted: int = 0


@cache
def cases() -> tuple[Case, ...]:
    """Return the table, in its order by command."""
    found = [
        Case(each["run"], each["says"], each.get("in", "."), each.get("why", ""))
        for each in yaml.safe_load(TABLE.read_text("utf-8"))
    ]
    return tuple(sorted(found, key=str))


@cache
def source() -> Path:
    """Return the folder of conftest's source, of the Go module cache. Raises UnavailableError."""
    go = shutil.which("go")
    if go is None:
        raise UnavailableError("no go to fetch conftest's examples with")
    command = [go, "mod", "download", "-json", f"{CONFTEST.module}@{CONFTEST.version}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=TABLE.anchor)
    if done.returncode:
        raise UnavailableError(f"conftest's examples cannot be fetched: {done.stdout.strip()[-500:]}")
    return Path(json.loads(done.stdout)["Dir"])


def conftests(binary: str, case: Case) -> Said:
    """Return what conftest says."""
    command = [binary, "test", "--output", "json", *shlex.split(case.run)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=source() / case.folder)
    try:
        results = json.loads(done.stdout)
    except ValueError:
        return Said("error")
    failures = Counter(each["msg"] for result in results for each in result.get("failures") or ())
    warnings = Counter(each["msg"] for result in results for each in result.get("warnings") or ())
    excepted = sum(len(result.get("exceptions") or ()) for result in results)
    return Said("pass" if done.returncode == 0 else "deny", failures, warnings, excepted)


def adjudges(case: Case, engine: str, opa: str) -> tuple[Said, list[str]]:
    """Return what adjudge says, and its errors."""
    paths, asked = arguments(shlex.split(case.run))
    options = Options(
        engine=engine,
        root=Path(),
        fail_on="warn" if asked.pop("fail_on_warn", None) else None,
        more={**asked, "opa": opa},
    )
    with inside(source() / case.folder):
        try:
            with Session(*paths, options=options) as session:
                verdicts = list(session.verdicts())
                code = session.summary().exit_code
                problems = [str(problem.message) for problem in session.problems()]
        except AdjudgeError as error:
            return Said("error"), [str(error)]
    found = [(o.outcome, f) for v in verdicts for o in v.outcomes for f in o.findings]
    problems += [str(v.problem.message) for v in verdicts if v.problem is not None]
    problems += [str(o.note) for v in verdicts for o in v.outcomes if o.outcome == "error"]
    failures = Counter(f.message["en"] for _, f in found if f.level == "deny" and f.suppression is None)
    warnings = Counter(f.message["en"] for _, f in found if f.level == "warn" and f.suppression is None)
    excepted = sum(f.suppression is not None for _, f in found)
    return Said({0: "pass", 1: "deny"}.get(code, "error"), failures, warnings, excepted), problems


def arguments(words: Sequence[str]) -> tuple[list[str], dict[str, object]]:
    """Return the files of a command of conftest's, and its options as adjudge has them."""
    paths: list[str] = []
    many: dict[str, list[object]] = {}
    asked: dict[str, object] = {}
    rest = iter(words)
    for word in rest:
        if word in ("--all-namespaces", "--combine", "--fail-on-warn"):
            asked[word[2:].replace("-", "_")] = True
        elif word == "--rego-version":
            next(rest)
        elif word == "--parser":
            asked["parser"] = next(rest)
        elif word in MANY:
            many.setdefault(MANY[word], []).append(next(rest))
        else:
            paths.append(word)
    files = {name: tuple(map(Path, each)) if name != "namespace" else tuple(each) for name, each in many.items()}
    return paths, {**asked, **files}


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
