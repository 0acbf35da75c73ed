"""OPA's own conformance cases, from the module that its release is built of, as programs of adjudge's engines.

``python tests/helpers/conformance.py`` asks both engines again and rewrites the list of the cases that they do not
answer as OPA's own tests want it, which is held true by tests/proof/conformance.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from opa_binary import OPA

from adjudge import Program
from adjudge.engine import Engine
from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors, UnlistedError
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.policy import IMPURE
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.lib.rego.scan import scan

MODULE = f"{OPA.module}@{OPA.version}"
KIND = "conformance.case"
RULE = f"{KIND}.wanted"
_WHOLE = re.compile(r"(?P<asked>data(?:\.\w+)*(?:\(1\))?) = (?P<name>\w+)")


class Case(NamedTuple):
    """A case: ``where`` is its file below OPA's folder, ``note`` OPA's name for it, numbered where a file has it twice."""

    where: str
    note: str
    query: str
    modules: tuple[str, ...]
    data: Mapping[str, Any]
    input: str | None
    wanted: tuple[Mapping[str, Any], ...] | None
    """The bindings that the query gives; None where it fails."""

    strict: bool
    """Whether a builtin that fails is an error, as it always is for adjudge."""

    unordered: bool
    """Whether arrays inside of the bindings are to be compared without their order."""

    absent: bool
    """Whether it asks for an input and has none: adjudge always gives one."""

    odd: str
    """Why it can be no program; empty where it can."""

    @property
    def name(self) -> str:
        return f"{self.where}: {self.note}"


class Said(NamedTuple):
    """What an engine said: ``how`` is value, refused (when loading) or error; ``values`` the bindings."""

    how: str
    values: tuple[Mapping[str, Any], ...] = ()
    why: str = ""
    unlisted: bool = False
    """Refused as sound, but not this engine's to decide."""


_ELSEWHERE = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}


class _Loader(yaml.CSafeLoader):
    """YAML as Go reads it: a date is a text, and so is `on`."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag not in _ELSEWHERE]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?\d[\d_]*(?:\.\d*)?[eE][-+]?\d+\Z"), list("-+0123456789")
)


@cache
def folder() -> Path | None:
    """Return where the cases of the pinned OPA lie, brought by Go as for a build; None where there is no Go."""
    if shutil.which("go") is None:
        return None
    asked = ["go", "mod", "download", "-json", MODULE]
    done = subprocess.run(
        asked, cwd="/", env={**os.environ, "GOFLAGS": "-mod=mod"}, capture_output=True, text=True, check=True
    )
    return Path(json.loads(done.stdout)["Dir"]) / "v1" / "test" / "cases" / "testdata" / "v1"


def cases(below: Path) -> list[Case]:
    """Return all cases, in order."""
    found = []
    for file in sorted(below.rglob("*.yaml")):
        where = file.relative_to(below).as_posix().removesuffix(".yaml")
        times: dict[str, int] = {}
        for said in yaml.load(file.read_text("utf-8"), _Loader)["cases"]:  # a safe loader
            note = " ".join(str(said["note"]).split())
            times[note] = times.get(note, 0) + 1
            found.append(_case(where, f"{note} #{times[note]}" if times[note] > 1 else note, said))
    return found


def _case(where: str, note: str, said: Mapping[str, Any]) -> Case:
    odd = ""
    given = None
    if "input_term" in said:
        try:
            json.loads(said["input_term"])
            given = said["input_term"]
        except ValueError:
            odd = "its input is no JSON"
    elif "input" in said:
        given = json.dumps(said["input"])
    modules = tuple(said.get("modules") or ())
    called = {name.text for text in (said["query"], *modules) for name in scan(text).names}
    if "env" in said:
        odd = "it sets the environment"
    elif re.fullmatch(r"data = \w+", said["query"].strip()):
        odd = "it asks for everything, and so for its own answer"
    elif impure := sorted(called & IMPURE.keys()):
        odd = f"it calls what no engine is given, as {impure[0]}"
    wanted = said.get("want_result") if not {"want_error", "want_error_code"} & said.keys() else None
    return Case(
        where=where,
        note=note,
        query=said["query"].strip(),
        modules=modules,
        data=said.get("data") or {},
        input=given,
        wanted=tuple(wanted) if wanted is not None else None,
        strict=bool(said.get("strict_error")),
        unordered=bool(said.get("sort_bindings")),
        absent=given is None and re.search(r"\binput\b", " ".join(modules)) is not None,
        odd=odd,
    )


def program(case: Case) -> Program:
    """Return a program with one rule, whose findings are the bindings of the case's query."""
    whole = _WHOLE.fullmatch(case.query)
    if whole is not None:
        body, names = f"{whole['name']} := {whole['asked']}", [whole["name"]]
    else:
        bound = {name for row in case.wanted or () for name in row if not name.startswith("__")}
        body, names = case.query, sorted(bound)
    members = ", ".join(f'"{name}": {name}' for name in names)
    text = f"package {RULE}\n\ndeny contains {{{members}}} if {{\n\t{body}\n}}\n"
    rule = Rule(
        id=RULE,
        domain="conformance",
        kind=KIND,
        severity="high",
        words={"en": Words(title="case")},
        heads=frozenset({"deny"}),
        file="conformance/case/wanted/wanted.rego",
        line=1,
        plugin="conformance",
    )
    modules = [
        Module(file=f"case/{number}.rego", text=each, plugin="conformance") for number, each in enumerate(case.modules)
    ]
    return Program(
        kind=KIND,
        rules=(rule,),
        modules=(Module(file=rule.file, text=text, plugin="conformance"), *modules),
        data=case.data,
        entry=entry_module(KIND, [rule]),
    )


OUTCOMES = Path(__file__).resolve().parents[1] / "proof" / "conformance" / "outcomes.txt"


def ask(engine: Engine, case: Case) -> Said:
    """Load the case and ask it."""
    try:
        session = engine.load([program(case)])
    except PolicyError as refused:
        return Said("refused", why=str(refused), unlisted=_unlisted(refused))
    (answer,) = session.ask(KIND, [case.input or "{}"])()
    said = answer.rules[RULE]
    if isinstance(said, EngineError):
        return Said("error", why=str(said))
    return Said("value", tuple(row for value in said["deny"] for row in value))  # type: ignore[union-attr]


def _unlisted(refused: PolicyError) -> bool:
    if isinstance(refused, PolicyErrors):
        return all(map(_unlisted, refused.errors))
    return isinstance(refused, UnlistedError)


def is_wanted(case: Case, said: Said) -> bool:
    """Return whether an engine said what the case wants."""
    if case.wanted is None:
        return said.how != "value"
    rows = [{name: value for name, value in row.items() if not name.startswith("__")} for row in case.wanted]
    return said.how == "value" and bag(said.values, deep=case.unordered) == bag(rows, deep=case.unordered)


def bag(rows: Iterable[Any], *, deep: bool = False) -> list[str]:
    """Return rows so that equal ones, in any order, are equal; ``deep``: whatever the order of the arrays inside."""
    return sorted({json.dumps(_numbers(_sorted(row) if deep else row), sort_keys=True) for row in rows})


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(member) for name, member in value.items()}
    return (
        sorted(map(_sorted, value), key=lambda each: json.dumps(each, sort_keys=True))
        if isinstance(value, list)
        else value
    )


def _numbers(value: Any) -> Any:
    """Write 1.0 as 1, as decoding an answer does."""
    if isinstance(value, dict):
        return {name: _numbers(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_numbers(member) for member in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**63 else value


def as_negated_now(case: Case) -> Case | None:
    """Return the case with the negation that OPA has since 1.17, which a module imports; None where none negates."""
    if not any(re.search(r"\bnot\b", text) for text in case.modules):
        return None
    imported = [
        re.sub(r"(?m)^(package .*)$", r"\1\n\nimport future.keywords.not", text, count=1) for text in case.modules
    ]
    return case._replace(note=f"{case.note} (future.keywords.not)", modules=tuple(imported))


# --- the list -------------------------------------------------------------------------------------------------------


def otherwise(asked: Sequence[Case], said: Sequence[Said]) -> dict[str, list[Case]]:
    """Return the cases in which an engine has no answer where OPA has one: refused when loaded, or an error."""
    found: dict[str, list[Case]] = {"refused": [], "error": []}
    for case, one in zip(asked, said, strict=True):
        if case.wanted is not None and one.how != "value":
            found[one.how].append(case)
    return found


def written(asked: Sequence[Case], answers: Mapping[str, Sequence[Said]], left_out: Sequence[Case]) -> str:
    """Write the list: by engine and by what it said, a file a line; below it the notes, unless they are all of it."""
    every = Counter(case.where for case in (*asked, *left_out))
    lines = [
        "# OPA's own v1 cases that an engine does not answer as they want it, or that are no programs.",
        f"# {MODULE}; rewritten by: python tests/helpers/conformance.py",
    ]
    groups = {
        f"{name}: {how}": those for name in sorted(answers) for how, those in otherwise(asked, answers[name]).items()
    }
    for why in sorted({case.odd.partition(",")[0] for case in left_out}):
        groups[f"no program: {why}"] = [case for case in left_out if case.odd.startswith(why)]
    for title, those in groups.items():
        lines += ["", f"## {title} ({len(those)})"]
        by_file: dict[str, list[str]] = {}
        for case in those:
            by_file.setdefault(case.where, []).append(case.note)
        for where, notes in by_file.items():
            lines += [f"{where}: all"] if len(notes) == every[where] else [where, *(f"    {note}" for note in notes)]
    return "\n".join(lines) + "\n"


def sorted_out(everything: Iterable[Case]) -> tuple[list[Case], list[Case]]:
    """Return the cases that can be programs, and those that cannot."""
    everything = list(everything)
    return [case for case in everything if not case.odd], [case for case in everything if case.odd]


def main() -> int:
    """Ask both engines, and write the list."""
    from native import native_worker

    from adjudge.plugins.engines.embedded.engine import EmbeddedEngine

    where = folder()
    assert where is not None, "Go brings the cases"
    worker = native_worker()
    from adjudge_opa.engine import NativeEngine

    asked, left_out = sorted_out(cases(where))
    answers = {}
    for engine in (EmbeddedEngine(), NativeEngine(executable=worker)):
        answers[engine.name] = [ask(engine, case) for case in asked]
        engine.close()
    OUTCOMES.write_text(written(asked, answers, left_out), "utf-8")
    print({name: {how: len(those) for how, those in otherwise(asked, said).items()} for name, said in answers.items()})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
