"""Programs made of a few lines of Rego, and the real worker to run them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import native
import pytest

from adjudge.engine import Answer, Program
from adjudge.lib.errors import EngineError
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.rule import Module, Rule, Words

KIND = "catering.menu"
PLUGIN = "adjudge_catering"


def make_rule(name: str, text: str, kind: str) -> Rule:
    return Rule(
        id=f"{kind}.{name}",
        domain="catering",
        kind=kind,
        severity="high",
        words={"en": Words(title=name)},
        heads=frozenset(head for head in ("applies", "deny", "warn") if f"\n{head}" in f"\n{text}"),
        file=f"{kind.replace('.', '/')}/{name}/{name}.rego",
        line=1,
        plugin=PLUGIN,
    )


def make_program(
    policies: Mapping[str, str], libraries: Mapping[str, str] = {}, data: Mapping[str, Any] = {}, kind: str = KIND
) -> Program:
    """Make a program of rules, given without their package line; a library's name is its topic."""
    rules = tuple(make_rule(name, text, kind) for name, text in sorted(policies.items()))
    modules = [
        Module(file=each.file, text=f"package {each.id}\n\n{policies[each.id.rpartition('.')[2]]}\n", plugin=PLUGIN)
        for each in rules
    ]
    modules += [
        Module(file=f"catering/lib/{name}/{name}.rego", text=f"package catering.lib.{name}\n\n{text}\n", plugin=PLUGIN)
        for name, text in sorted(libraries.items())
    ]
    return Program(kind=kind, rules=rules, modules=tuple(modules), data=data, entry=entry_module(kind, rules))


@pytest.fixture
def program() -> Callable[..., Program]:
    return make_program


@pytest.fixture(scope="session")
def worker() -> str:
    """The path of the worker; a workstation without it skips, CI fails."""
    try:
        return native.native_worker()
    except native.UnavailableError as error:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def make(worker: str) -> Iterator[Callable[..., Any]]:
    """Make engines, which are closed at the end."""
    from adjudge_opa.engine import NativeEngine

    from adjudge.lib.rego.limits import EngineLimits

    made = []

    def new(**limits: Any) -> NativeEngine:
        made.append(NativeEngine(executable=worker, limits=EngineLimits(**limits)))
        return made[-1]

    yield new
    for engine in made:
        engine.close()


def plain(answer: Answer) -> dict[str, Any]:
    """Return an answer as data: heads as they are, errors as a report would show them; rules by their last name."""
    return {
        rule_id.rpartition(".")[2]: str(said) if isinstance(said, EngineError) else dict(said)
        for rule_id, said in answer.rules.items()
    }


@pytest.fixture
def ask() -> Callable[..., list[dict[str, Any]]]:
    """Load one program into an engine, ask about documents (texts are inputs as they are), and give answers as data."""

    def run(engine: Any, loaded: Program, *documents: Any) -> list[dict[str, Any]]:
        inputs = [each if isinstance(each, str) else json.dumps({"document": each}) for each in documents]
        return [plain(answer) for answer in engine.load([loaded]).ask(loaded.kind, inputs)()]

    return run
