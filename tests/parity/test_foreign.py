"""Policies that people bring along, on documents of any shape: each engine says the same, or says that it cannot.

What the embedded engine refuses is refused when it is loaded, or is that rule's error on that document: never an answer
that OPA would not give.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import foreign
import pytest
from wheels import build_wheel, install

from adjudge.engine import Engine, Heads, Program
from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors, UnlistedError, UnlistedValueError
from adjudge.loading.catalogue import Catalogue
from adjudge.loading.registry import load
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.engine import OpaEngine

DOCUMENTS = 150
KINDS = ("dockerfile", "iam", "manifest", "plan", "sbom", "workflow")
REFUSED = {
    "foreign.iam.matrix": "a comprehension in which a name has two meanings",
    "foreign.manifest.memory": "units.parse_bytes",
    "foreign.plan.everywhere": "walk as a value",
}
"""Rules that the embedded engine may refuse to load, and for what."""

LOUD = {
    "foreign.plan.everywhere_by_pattern": "regorus evaluates a head as soon as its variables are bound, before what guards it",
    "foreign.sbom.supplier": "OPA stops at the first definition of a function that is true, regorus goes on",
    "foreign.workflow.environment": "OPA stops at the first definition of a function that is true, regorus goes on",
}
"""Rules that fail on the embedded engine where OPA has an answer, and why: an error, never another answer."""

Outcomes = list[Mapping[str, "Heads | EngineError"]]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """What is installed, and the foreign plugin."""
    folder = tmp_path_factory.mktemp("foreign")
    points = {"adjudge": {"foreign": "adjudge_foreign"}}
    install(folder / "site", build_wheel(folder, "adjudge-foreign", "1.0", foreign.files(), points))
    sys.path.insert(0, str(folder / "site"))
    made = Catalogue(registry=load())
    made.want([f"foreign.{name}" for name in KINDS])
    assert made.problems() == []
    yield made
    sys.path.remove(str(folder / "site"))
    sys.modules.pop("adjudge_foreign", None)


@pytest.fixture(scope="module")
def natives(native_worker: str, catalogue: Catalogue) -> dict[str, Outcomes]:
    """What `native` says of all documents, by kind."""
    from adjudge_opa.engine import NativeEngine

    engine = NativeEngine(executable=native_worker)
    try:
        return asked(engine, [whole(catalogue, name) for name in KINDS])
    finally:
        engine.close()


@cache
def questions(name: str) -> list[str]:
    return [foreign.question(document) for document in foreign.documents(name, DOCUMENTS)]


class Difference(NamedTuple):
    """What two engines say of a rule on a document."""

    rule: str
    ours: Heads | EngineError
    theirs: Heads | EngineError
    text: str

    def __str__(self) -> str:
        return f"{self.rule}\n  embedded {self.ours}\n  native   {self.theirs}\n  {self.text[:600]}"


def whole(catalogue: Catalogue, name: str, without: Sequence[str] = ()) -> Program:
    rules, missing = catalogue.judges(f"foreign.{name}")
    assert missing == []
    return catalogue.program(f"foreign.{name}", [rule for rule in rules if rule.id not in without])


def asked(engine: Engine, programs: Sequence[Program]) -> dict[str, Outcomes]:
    session = engine.load(programs)
    return {
        name: [answer.rules for answer in session.ask(f"foreign.{name}", questions(name))()]
        for name in (program.kind.partition(".")[2] for program in programs)
    }


def loaded(engine: Engine, catalogue: Catalogue, name: str) -> tuple[Program, list[PolicyError]]:
    """Return the program of the rules that the engine takes, and why it refused the others."""
    refused: list[PolicyError] = []
    while True:
        program = whole(catalogue, name, [error.rule for error in refused if error.rule is not None])
        try:
            engine.load([program])
        except PolicyError as error:
            refused += error.errors if isinstance(error, PolicyErrors) else (error,)
            assert all(each.rule for each in refused), refused
        else:
            return program, refused


class Embedded(NamedTuple):
    """What the embedded engine makes of a kind: what it takes and says, and what it refuses to load."""

    answers: Outcomes
    refused: list[PolicyError]


@pytest.fixture(scope="module")
def embedded(catalogue: Catalogue) -> dict[str, Embedded]:
    found = {}
    for name in KINDS:
        engine = EmbeddedEngine()
        try:
            program, refused = loaded(engine, catalogue, name)
            found[name] = Embedded(asked(engine, [program])[name] if program.rules else [], refused)
        finally:
            engine.close()
    return found


def differences(name: str, embedded: dict[str, Embedded], natives: dict[str, Outcomes]) -> Iterator[Difference]:
    for text, ours, theirs in zip(questions(name), embedded[name].answers, natives[name], strict=True):
        for rule, said in ours.items():
            if not same(said, theirs[rule]):
                yield Difference(rule, said, theirs[rule], text)


def test_no_answer_of_the_embedded_engine_is_another_than_natives(
    embedded: dict[str, Embedded], natives: dict[str, Outcomes]
) -> None:
    found = [each for name in KINDS for each in differences(name, embedded, natives)]
    silent = {each.rule: each for each in found if not isinstance(each.ours, EngineError)}
    assert not silent, "\n".join(map(str, silent.values()))


def test_an_error_of_the_embedded_engine_is_opas_too_or_says_what_is_not_listed(
    embedded: dict[str, Embedded], natives: dict[str, Outcomes]
) -> None:
    found = [each for name in KINDS for each in differences(name, embedded, natives)]
    loud = {(each.rule, type(each.ours)): each for each in found if isinstance(each.ours, EngineError)}
    plain = [each for each in loud.values() if not isinstance(each.ours, UnlistedValueError)]
    wrong = [str(each) for each in plain if each.rule not in LOUD]
    assert not wrong, "\n".join(wrong)


def test_what_the_embedded_engine_refuses_to_load_it_calls_sound(embedded: dict[str, Embedded]) -> None:
    refused = [error for each in embedded.values() for error in each.refused]
    assert [str(error) for error in refused if not isinstance(error, UnlistedError)] == []
    assert {error.rule for error in refused} <= REFUSED.keys(), "\n".join(map(str, refused))


def test_opa_and_native_say_the_same(opa_binary: str, catalogue: Catalogue, natives: dict[str, Outcomes]) -> None:
    engine = OpaEngine(opa_binary)
    try:
        answers = asked(engine, [whole(catalogue, name) for name in KINDS])
    finally:
        engine.close()
    for name in KINDS:
        for text, one, other in zip(questions(name), answers[name], natives[name], strict=True):
            assert {rule: told(said) for rule, said in one.items()} == {
                rule: told(said) for rule, said in other.items()
            }, text


def test_every_rule_finds_something_in_some_documents_and_nothing_in_others(natives: dict[str, Outcomes]) -> None:
    """A rule that always says the same proves nothing."""
    count, idle = 0, []
    for answers in natives.values():
        for rule in answers[0]:
            said = [heads for each in answers if not isinstance(heads := each[rule], EngineError)]
            if {finds(heads) for heads in said} != {True, False}:
                idle.append(rule)
            count += len(answers)
    assert idle == []
    assert count >= 5_000


def finds(heads: Heads) -> bool:
    return any(found for head in ("deny", "warn") for found in heads.get(head, ()))


def same(one: Heads | EngineError, other: Heads | EngineError) -> bool:
    if isinstance(one, EngineError) or isinstance(other, EngineError):
        return isinstance(one, EngineError) and isinstance(other, EngineError)
    return one == other


def told(said: Heads | EngineError) -> object:
    return str(said) if isinstance(said, EngineError) else said
