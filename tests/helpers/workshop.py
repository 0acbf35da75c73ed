"""A third party that brings one of everything: the domain ``workshop``, whose parts are weighed, on a bench of its own.

``workshop()`` gives the files of its wheel, ``tiny()`` those of a plugin that is nothing but a few lines, and ``Bench``
is a project whose plugins are found in this process. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from wheels import TIME_LIMIT, Project, build_wheel, command

from adjudge import Judgement, Options, judge

PACKAGE = "adjudge_workshop"
RULE_ID = "workshop.part.weighed"
CHECK_ID = "workshop.part.few"
PARTS = "Partsfile"

GOOD, LIGHT, PROTOTYPE, TORN = "gear 12\n", "spring 0\n", "prototype-lever 0\n", "this line is torn\n"

INIT = """
from adjudge import Command, Domain, EngineType, Kind, Option, Reader, hookimpl


@hookimpl
def adjudge_domains():
    yield Domain(
        name="workshop",
        title={"en": "Workshop", "zh": "作坊"},
        kinds=(Kind(name="workshop.part", files=("Partsfile", "*.part.yaml"), shape="records"),),
        policies="adjudge_workshop.policies",
        schemas="adjudge_workshop.schemas",
    )


@hookimpl
def adjudge_engines():
    yield EngineType(name="bench", make="adjudge_workshop.bench:make")


@hookimpl
def adjudge_commands():
    yield Command(name="inventory", help="Count the parts of a workshop.", load="adjudge_workshop.inventory:command")


@hookimpl
def adjudge_options():
    yield Option(
        name="most_parts",
        help="Deny more parts than so many.",
        metavar="COUNT",
        env="WORKSHOP_MOST_PARTS",
        loosens=lambda _gate, most: "lets more than ten parts pass" if int(most) > 10 else "",
    )
    yield Option(name="lenient", help="Do not count the parts.", type="flag", env="WORKSHOP_LENIENT")


@hookimpl
def adjudge_readers():
    yield Reader(name="parts", files=("Partsfile",), read="adjudge_workshop.parts:read", records=True)


@hookimpl
def adjudge_reporters():
    return {"crate": "adjudge_workshop.crate:Crate"}


@hookimpl
def adjudge_session(ready):
    from .roles import Ear, Few, Prototypes

    yield Ear()
    yield Prototypes()
    most = ready.options.value("most_parts")
    if most is not None and not ready.options.value("lenient"):
        yield Few(int(most))
"""

BENCH = '''
"""An engine that knows the workshop's rule by heart."""

from adjudge.engine import answer_of, decode, spoiled
from adjudge.lib.errors import EngineError


class Bench:
    name = "bench"

    def build(self):
        return {"version": "bench 1.0"}

    def load(self, programs):
        return Loaded({program.kind: program.rules for program in programs})

    def close(self):
        pass


class Loaded:
    batch = 8

    def __init__(self, rules):
        self._rules = rules

    def ask(self, kind, inputs):
        return lambda: [self._answer(kind, text) for text in inputs]

    def _answer(self, kind, text):
        if kind != "workshop.part":
            return spoiled(self._rules[kind], EngineError("the bench only weighs parts"))
        light = decode(text)["document"]["weight"] == 0
        return answer_of(self._rules[kind], {"workshop.part.weighed": {"deny": [[{"path": ["weight"]}] if light else []]}})


def make(setup):
    assert setup.options is not None
    return Bench()
'''

INVENTORY = '''
"""The command of the plugin, a client of the library as adjudge's own are."""

import click

from adjudge import Session
from adjudge.cli.options import JudgingCommand, general_options, judging_options, options_of


@click.command(cls=JudgingCommand)
@click.argument("paths", nargs=-1)
@judging_options
@general_options
def command(paths, **given):
    """Count the parts."""
    with Session(*paths, options=options_of(given)) as session:
        counted = sum(verdict.kind == "workshop.part" for verdict in session.verdicts())
        click.echo(f"{counted} parts")
        return session.summary().exit_code
'''

PARTS_MODULE = '''
"""Read a Partsfile: a part a line, its name and its weight."""

from hashlib import sha256

from adjudge import Document, Place, ReadError


def read(source):
    for number, line in enumerate(source.data.decode().splitlines(), 1):
        name, _, weight = line.partition(" ")
        if not weight.isdecimal():
            yield ReadError("this is no part", line=number, hint="Write a name and a weight.")
            continue
        yield Document(
            value={"name": name, "weight": int(weight)},
            locate=lambda steps, number=number, column=len(name) + 2: Place(number, column if steps else 1),
            line=number,
            number=number,
            sha256=sha256(line.encode()).hexdigest(),
            size=len(line.encode()),
        )
'''

CRATE = '''
"""A report that is no text."""


class Crate:
    binary = True

    def __init__(self, stream, context):
        self.stream, self.count = stream, 0

    def verdict(self, verdict):
        self.count += 1

    def finish(self, summary):
        self.stream.write(bytes([0, 255, self.count, summary.exit_code]))
'''

ROLES = '''
"""Who listens, who excuses and who counts."""

from adjudge import Check, Finding, Place, Suppression, Suppressor, Watcher


class Ear(Watcher):
    def file(self, path, size):
        print(f"ear: file {path} of {size} bytes")

    def question(self, path, text):
        print(f"ear: question {path}")

    def verdict(self, verdict):
        print(f"ear: verdict {verdict.path} {verdict.verdict}")


class Prototypes(Suppressor):
    def at(self, as_of):
        return Prototypes()

    def suppression(self, verdict, finding, fingerprint, names):
        if verdict.kind == "workshop.part" and verdict.document["name"].startswith("prototype-"):
            return Suppression(by="workshop", reason="a prototype need not be weighed")
        return None


class Few(Check):
    def __init__(self, most):
        self._most = most

    def at(self, as_of):
        return Few(self._most)

    def verdicts(self, totals):
        found = sum(number for (kind, _), number in totals.judged.items() if kind == "workshop.part")
        if found > self._most:
            message = {"en": f"{found} parts are more than {self._most}"}
            finding = Finding(rule="workshop.part.few", severity="high", place=Place(1, 1), message=message)
            yield self.denied("workshop", "workshop.order", (finding,))
'''

RULE = """
# METADATA
# scope: package
# title: Every part has a weight
# schemas:
#   - input.document: schema.workshop.part
# custom:
#   severity: high
#   message: "it weighs nothing"
package workshop.part.weighed

deny contains {"path": ["weight"]} if input.document.weight == 0
"""

SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Part",
    "type": "object",
    "required": ["name", "weight"],
    "additionalProperties": False,
    "properties": {
        "kind": {"const": "workshop.part"},
        "name": {"type": "string", "minLength": 1},
        "weight": {"type": "integer"},
    },
}

FILES: Mapping[str, str] = {
    "__init__.py": INIT,
    "bench.py": BENCH,
    "inventory.py": INVENTORY,
    "parts.py": PARTS_MODULE,
    "crate.py": CRATE,
    "roles.py": ROLES,
    "policies/workshop/part/weighed/weighed.rego": RULE,
    "schemas/workshop/part.json": json.dumps(SCHEMA),
}


def workshop() -> dict[str, str | bytes]:
    """Return the files of the plugin's wheel."""
    return {f"{PACKAGE}/{path}": content for path, content in FILES.items()}


def open_workshop(project: Project) -> None:
    """Install the plugin in a project with three parts of which one is no part, and one that weighs nothing."""
    project.plugin("workshop", workshop())
    project.write(PARTS, GOOD + TORN + LIGHT)


def stdout_of(project: Project, *arguments: str) -> bytes:
    """Run the installed command in a project, and give what it writes to stdout, which may be no text."""
    return subprocess.run(
        [*command(), *arguments],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(project.site)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=TIME_LIMIT,
    ).stdout


_TINY = """
from adjudge import *
from adjudge import hookimpl
from adjudge.lib.errors import ReadError


"""


def tiny(name: str, code: str, **modules: str) -> dict[str, str | bytes]:
    """Return the files of a plugin that is these lines; the public names of adjudge are at hand."""
    files: dict[str, str | bytes] = {f"adjudge_{name}/__init__.py": _TINY + dedent(code)}
    files.update({f"adjudge_{name}/{module}.py": _TINY + dedent(text) for module, text in modules.items()})
    return files


@dataclass(kw_only=True)
class Bench:
    """A project in this process: its folder is the working directory, its plugins are found by ``adjudge.judge``."""

    root: Path
    site: Path

    @classmethod
    @contextmanager
    def made(cls, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
        """Make an empty project below ``folder``; its plugins are forgotten at the end."""
        bench = cls(root=folder / "project", site=folder / "site")
        bench.root.mkdir()
        bench.site.mkdir()
        monkeypatch.chdir(bench.root)
        monkeypatch.syspath_prepend(str(bench.site))
        before = set(sys.modules)
        yield bench
        for name in set(sys.modules) - before:
            if name.startswith("adjudge_"):
                del sys.modules[name]

    def write(self, path: str, content: str) -> Path:
        """Write a file of the project. Gives its path."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        return file

    def plugin(self, name: str, files: Mapping[str, str | bytes], *, distribution: str | None = None) -> None:
        """Unpack the wheel of a plugin, ``adjudge-<name>`` unless said."""
        points = {"adjudge": {name: f"adjudge_{name}"}}
        wheel = build_wheel(self.site.parent / "wheels", distribution or f"adjudge-{name}", "1.0", files, points)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(self.site)
        importlib.invalidate_caches()

    def judge(self, *paths: str, **options: Any) -> Judgement:
        """Judge with the library, by the options that are named."""
        return judge(*paths, options=Options(**options))
