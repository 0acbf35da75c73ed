"""Programs made of a few lines of Rego, and the engines to run them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from adjudge.engine import Answer, Engine
from adjudge.lib.errors import EngineError
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.model import Program
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.engine import OpaEngine

KIND = "dubbing.project"
PLUGIN = "adjudge.plugins.domains.dubbing"


def rule(name: str, text: str, kind: str = KIND) -> Rule:
    return Rule(
        id=f"{kind}.{name}",
        domain="dubbing",
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
    rules = tuple(rule(name, text, kind) for name, text in sorted(policies.items()))
    modules = [
        Module(file=each.file, text=f"package {each.id}\n\n{policies[each.id.rpartition('.')[2]]}\n", plugin=PLUGIN)
        for each in rules
    ]
    modules += [
        Module(file=f"dubbing/lib/{name}/{name}.rego", text=f"package dubbing.lib.{name}\n\n{text}\n", plugin=PLUGIN)
        for name, text in sorted(libraries.items())
    ]
    return Program(kind=kind, rules=rules, modules=tuple(modules), data=data, entry=entry_module(kind, rules))


@pytest.fixture(scope="session")
def program() -> Callable[..., Program]:
    return make_program


@pytest.fixture
def embedded() -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine()
    yield engine
    engine.close()  # at once: OPA's worker may collect garbage, and regorus complains of another thread


@pytest.fixture
def opa(opa_binary: str) -> Iterator[OpaEngine]:
    engine = OpaEngine(opa_binary)
    yield engine
    engine.close()


@pytest.fixture
def native(native_worker: str) -> Iterator[Engine]:
    from adjudge_opa.engine import NativeEngine

    engine = NativeEngine(executable=native_worker)
    yield engine
    engine.close()


@pytest.fixture(params=["embedded", "native", "opa"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    made: Engine = request.getfixturevalue(request.param)
    return made


def plain(answer: Answer) -> dict[str, Any]:
    """Return an answer as data: heads as they are, errors as a report would show them; rules by their last name."""
    return {
        rule_id.rpartition(".")[2]: str(said) if isinstance(said, EngineError) else dict(said)
        for rule_id, said in answer.rules.items()
    }


@pytest.fixture
def ask() -> Callable[..., list[dict[str, Any]]]:
    """Load one program into an engine, ask about documents, and give the answers as data."""

    def run(engine: Engine, loaded: Program, *documents: Any) -> list[dict[str, Any]]:
        inputs = [json.dumps({"document": document}) for document in documents]
        return [plain(answer) for answer in engine.load([loaded]).ask(loaded.kind, inputs)()]

    return run
