"""Run the original, by OPA: its heads over samples, its tests, and the inputs that its tests are about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.rego.bodies import names, tokens
from adjudge.lib.rego.scan import scan

from .opa import Opa
from .packages import Chunk, ForeignPackage, is_test, packages
from .renaming import STUBBED, STUBS
from .sources import ForeignFile, ForeignSources

_STUB = "adjudge_import"
_WORDS = frozenset("as contains data else every false if import in input not null package some true with".split())
_MOST = 100
_CONFLICT = re.compile(r"rule data\.(\S+)\.\w+ produced conflicting")
_TWO = 2
_MOST_HALVES = 40
"""How often one head is asked for parts of the samples: with more failures than that finds it is not compared."""


class BrokenOriginal(NamedTuple):
    """A file of the original that OPA refuses, and why: nothing can be compared with it."""

    file: str
    why: str


class FailedInputs(NamedTuple):
    """What a head says of a sample for which it fails, as where one rule has two values."""


class Originals:
    """The original as files, data beside them. What OPA refuses is taken out, and told in ``broken``."""

    def __init__(self, sources: ForeignSources, opa: Opa, folder: Path) -> None:
        self._sources, self._opa, self._folder = sources, opa, folder
        self._is_earlier = any(each.is_earlier for each in sources.files)
        self._paths: dict[str, ForeignFile] = {}
        for number, file in enumerate(sources.files):
            name = f"{number:05}_test.rego" if is_test(file) else f"{number:05}.rego"
            self._paths[name] = file
            self._write(name, self._text(file, file.text, now=not file.is_earlier))
        for name, text in STUBS.items():
            self._write(f"stub_{name}.rego", f"package {_STUB}.{name}\n\n{self._now()}{text}")
        (folder / "data.json").write_text(json.dumps(sources.data), encoding="utf-8")
        self.broken = tuple(self._without_broken())

    def answers(
        self, asked: Iterable[tuple[str, str]], samples: Sequence[Json]
    ) -> dict[tuple[str, str], dict[int, Json | FailedInputs]]:
        """Return what heads say of each sample, by package and name; nothing of a head that fails for all of them."""
        wanted = list(dict.fromkeys(asked))
        whole = self._asked(wanted, samples)
        if whole is not None:
            return whole
        if len(wanted) == 1:
            return self._one_answer(wanted[0], samples)
        middle = len(wanted) // 2  # one of them fails for one of the samples, which costs all that are asked with it
        return {**self.answers(wanted[:middle], samples), **self.answers(wanted[middle:], samples)}

    def _one_answer(
        self, head: tuple[str, str], samples: Sequence[Json]
    ) -> dict[tuple[str, str], dict[int, Json | FailedInputs]]:
        """Return what a head says of each sample, of which it fails for some: half by half."""
        found: dict[int, Json | FailedInputs] = {}
        waiting = [range(len(samples))]
        for _ in range(_MOST_HALVES):
            if not waiting:
                return {head: found} if any(not isinstance(each, FailedInputs) for each in found.values()) else {}
            part = waiting.pop()
            said = self._asked([head], [samples[at] for at in part])
            if said is not None:
                found |= {part[at]: value for at, value in said[head].items()}
            elif len(part) == 1:
                found[part[0]] = FailedInputs()
            else:
                waiting += [part[: len(part) // 2], part[len(part) // 2 :]]
        return {}

    def _asked(
        self, wanted: Sequence[tuple[str, str]], samples: Sequence[Json]
    ) -> dict[tuple[str, str], dict[int, Json | FailedInputs]] | None:
        rules = "\n".join(
            f"a{number}[i] := said if {{\n\tsome i, one in input.samples\n\tsaid := {_reference(package)}.{head}"
            " with input as one\n}\n"
            for number, (package, head) in enumerate(wanted)
        )
        self._write("asked.rego", f"package {_STUB}.asked\n\nimport rego.v1\n\n{rules}")
        found, _ = self._opa.evaluated(
            self._folder, f"data.{_STUB}.asked", {"samples": list(samples)}, earlier=self._is_earlier
        )
        (self._folder / "asked.rego").unlink()
        if not isinstance(found, Mapping):
            return None
        return {
            each: {int(at): said for at, said in found.get(f"a{number}", {}).items()}
            for number, each in enumerate(wanted)
        }

    def tests(self) -> Mapping[str, bool] | None:
        """Return which of its tests pass."""
        return self._opa.tested([self._folder], earlier=self._is_earlier)

    def inputs(self) -> dict[str, list[Json]]:
        """Return by package of tests the inputs that they are about, as far as they can be told from their text."""
        broken = {each.file for each in self.broken}
        tests = packages(each for each in self._sources.files if is_test(each) and each.file not in broken)
        written = [part for package in tests.values() for part in _inputs(package)]
        gathering: dict[int, str] = {}
        for number, (_, text, places) in enumerate(written):
            own = f"{_STUB}_{number}_"
            self._write(_inputs_file(number), text.replace(f"{_STUB}_", own))
            lines = (f'found["{number}"]["{at:06}"] := {each}' for at, each in enumerate(places))
            gathering[number] = "\n".join(lines).replace(f"{_STUB}_", own)
        try:
            said = self._gathered(gathering)
        finally:
            for number in range(len(written)):
                (self._folder / _inputs_file(number)).unlink(missing_ok=True)
        found: dict[str, list[Json]] = {}
        for number, values in sorted((int(number), values) for number, values in said.items()):
            found.setdefault(written[number][0], []).extend(values[key] for key in sorted(values))
        return found

    def _gathered(self, gathering: Mapping[int, str]) -> Mapping[str, Mapping[str, Json]]:
        """Return what was gathered; what does not compile, since it is no term of its own, and what fails is left out."""
        there = dict(gathering)
        while there:
            rules = "\n".join(there.values())
            self._write("gathered.rego", f"package {_STUB}.inputs\n\nimport rego.v1\n\n{rules}\n")
            said, why = self._opa.evaluated(self._folder, f"data.{_STUB}.inputs.found", earlier=self._is_earlier)
            if isinstance(said, Mapping):
                (self._folder / "gathered.rego").unlink()
                return said
            conflict = _CONFLICT.search(why)
            if conflict is not None:  # two files of a package that mean two things by a name
                guilty = {each for each, text in there.items() if f"{_reference(conflict[1])}." in text}
            else:
                names = {name for name, _ in self._opa.checked(self._folder, earlier=self._is_earlier)}
                guilty = {each for each in there if _inputs_file(each) in names}
            (self._folder / "gathered.rego").unlink()
            for number in guilty:
                (self._folder / _inputs_file(number)).unlink()
                del there[number]
            if not guilty:
                return self._gathered_apart(there)
        return {}

    def _gathered_apart(self, gathering: Mapping[int, str]) -> Mapping[str, Mapping[str, Json]]:
        """Return what was gathered, half by half: one that fails costs all that are asked with it."""
        if len(gathering) < _TWO:
            return {}
        numbers = sorted(gathering)
        halves = (numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :])
        return {
            key: values
            for half in halves
            for key, values in self._gathered({each: gathering[each] for each in half}).items()
        }

    def _without_broken(self) -> Iterator[BrokenOriginal]:
        for _ in range(_MOST):
            errors = self._opa.checked(self._folder, earlier=self._is_earlier)
            guilty = {name: why for name, why in errors if name in self._paths and (self._folder / name).exists()}
            for name, why in sorted(guilty.items()):
                (self._folder / name).unlink()
                yield BrokenOriginal(self._paths[name].file, why)
            if not guilty:
                return

    def _text(self, file: ForeignFile, text: str, *, now: bool) -> str:
        found = scan(file.text)
        own = scan(text)
        bound = {alias for name in own.names for alias in [name.text.partition(".")[0]]}
        lines = text.split("\n")
        more = [
            f"import data.{_STUB}.{name}"
            for name, functions in STUBBED.items()
            if name in bound and any(f"{name}.{each}" in {n.text for n in own.names} for each in functions)
        ]
        if now and self._is_earlier and "import rego.v1" not in text and "future.keywords" not in text:
            more.insert(0, "import rego.v1")
        at = found.package_line
        return "\n".join((*lines[:at], *more, *lines[at:]))

    def _now(self) -> str:
        return "import rego.v1\n\n" if self._is_earlier else ""

    def _write(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text, encoding="utf-8")


def _inputs_file(number: int) -> str:
    return f"inputs_{number}_test.rego"


def _inputs(package: ForeignPackage) -> Iterator[tuple[str, str, list[str]]]:
    """Yield for each file of tests its package, a module that names the inputs in it, and where each then stands."""
    for file in package.files:
        chunks = [each for each in package.chunks if each.source.file == file.file]
        questions = dict.fromkeys(question for chunk in chunks for question in _questions(chunk))
        if questions:
            rules = [f"{_STUB}_{number} := {each}" for number, each in enumerate(questions)]
            places = [f"{_reference(package.name)}.{_STUB}_{number}" for number in range(len(rules))]
            imports = "".join(f"import {target} as {alias}\n" for alias, target in package.imports[file.file].items())
            text = f"package {package.name}\n\nimport rego.v1\n\n{imports}\n" + "\n\n".join(rules) + "\n"
            yield package.name, text, places


def _questions(chunk: Chunk) -> Iterator[str]:
    """Yield each thing that stands for ``input`` in a test, with what the test calls by the names in it."""
    for found in re.finditer(r"\bwith\s+input\s+as\s+", chunk.text):
        value = _expression(chunk.text, found.end())
        if value:
            given = _assigned(chunk.text, value)
            yield value if not given else f"{value} if {{\n" + "".join(f"\t{each}\n" for each in given) + "}"


def _expression(text: str, begin: int) -> str:
    """Return the term that begins at a place: what follows without a space belongs to it."""
    end = begin
    for each in tokens(text, begin):
        if each.sort == "line" or (end > begin and each.start != end) or each.text in (",", ";"):
            break
        end = each.end
    return text[begin:end].strip()


def _assigned(text: str, value: str, seen: frozenset[str] = frozenset()) -> list[str]:
    """Return the statements of a test that give values to names in a term."""
    found: list[str] = []
    for name in sorted(names(value) - _WORDS - seen):
        said = re.search(rf"(?m)^\s*{name}\s*(?::=|=)\s*", text)
        if said is None:
            continue
        given = _expression(text, said.end())
        if not given:
            continue
        found += [each for each in _assigned(text, given, seen | {name}) if each not in found]
        found.append(f"{name} := {given}")
    return found


def _reference(package: str) -> str:
    """Return the reference to a package, whatever its steps are called."""
    return "data" + "".join(f'["{step}"]' for step in package.split("."))
