"""Every construct of the language, on documents of any shape: the embedded engine decides as OPA does, or says so before.

``constructs.txt`` has the policies, in sections. What each gives is ``r``; in it ``SELF`` stands for its own package.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from adjudge.lib.errors import EngineError, PolicyError, UnlistedError
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.model import Program
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine

pytestmark = pytest.mark.slow

GIVES = 'deny contains {"got": [{"value": value, "is_set": is_set(value)} | value := r]}'
DATA = {"cfg": {"n": 5, "a": [1]}, "lib": {}}
VALUES = [
    *[None, True, False, 0, 1, -1, 2, 0.5, 1.0, 10**19, "", "x", "中文"],
    *[[], {}, [1, 2, 3], ["x", "y"], [[1], [2]], [3, 1, 2, 1], [True, False], [1, 1.0], [None, False, 0, "", [], {}]],
    *[{"b": 1}, {"b": None}, {"b": {"c": 1}}, {"b": [{"c": 1}, {"c": 2}, {}]}, {"k": "b", "b": 3}, {"true": 1}],
    *[
        {"x": [1], "y": []},
        {"1": "one", "2": "two"},
        [{"b": 1}, {"b": 1}],
        [{"b": 1}, {"c": 2}],
        [{"b": []}, {"b": [1]}],
    ],
]
DOCUMENTS = [
    {},
    {"b": 1},
    *({"a": value} for value in VALUES),
    *[{"a": 2, "b": 1}, {"a": "x", "b": "x"}, {"a": [1, 2], "b": [2, 3]}, {"a": [{"b": "x"}, {"b": "y"}], "b": "y"}],
]


def sections() -> dict[str, list[str]]:
    """Return the policies by section."""
    found: dict[str, list[str]] = {}
    for section in Path(__file__).with_name("constructs.txt").read_text().split("## ")[1:]:
        title, _, policies = section.partition("\n")
        found[title] = [policy.strip("\n") for policy in policies.split("\n---\n")]
    return found


def made(number: int, policy: str) -> Program:
    """Return a program of one policy, which is a kind of its own."""
    kind = f"proof.c{number}"
    imports = "\n".join(line for line in policy.split("\n") if line.startswith("import"))
    rest = "\n".join(line for line in policy.split("\n") if not line.startswith("import"))
    rule = Rule(
        id=f"{kind}.r",
        domain="proof",
        kind=kind,
        severity="high",
        words={"en": Words(title="r")},
        heads=frozenset({"deny"}),
        file=f"proof/c{number}/r/r.rego",
        line=1,
        plugin="proof",
    )
    text = f"package {rule.id}\n\n{imports}\n\n{GIVES}\n\n{rest}\n".replace("SELF", rule.id)
    module = Module(file=rule.file, text=text, plugin="proof")
    return Program(kind=kind, rules=(rule,), modules=(module,), data=DATA, entry=entry_module(kind, [rule]))


def unordered(value):
    """Return a value with the sets in it, as the policy tells them, in one order."""
    if isinstance(value, dict) and value.keys() == {"value", "is_set"}:
        inner = unordered(value["value"])
        return sorted(inner, key=json.dumps) if value["is_set"] else inner
    if isinstance(value, dict):
        return {key: unordered(each) for key, each in value.items()}
    return [unordered(each) for each in value] if isinstance(value, list) else value


def answer_of(answer, program):
    said = answer.rules[program.rules[0].id]
    return said if isinstance(said, EngineError) else unordered(dict(said)["deny"])


@pytest.fixture(scope="module")
def oracle(native_worker):
    """OPA, as the engine `native`."""
    from adjudge_opa.engine import NativeEngine

    with closing(NativeEngine(executable=native_worker)) as engine:
        yield engine


def taken(engine, program):
    """Load a program; return what can be asked, or why it was refused."""
    try:
        return engine.load([program])
    except PolicyError as error:
        return error


def test_every_construct_means_the_same_or_is_refused(oracle):
    policies = [(title, policy) for title, each in sections().items() for policy in each]
    inputs = [json.dumps(document) for document in DOCUMENTS]
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    with closing(EmbeddedEngine()) as embedded:
        for number, (title, policy) in enumerate(policies):
            program = made(number, policy)
            here, there = taken(embedded, program), taken(oracle, program)
            is_sound = not isinstance(there, PolicyError)
            if isinstance(here, PolicyError):
                is_unlisted = isinstance(here, UnlistedError)
                counted["unlisted" if is_unlisted else "broken"] += 1
                if is_sound and not is_unlisted:
                    wrong.append(f"{title}: OPA takes what is called broken here\n{policy}\n{here}")
                continue
            if not is_sound:
                wrong.append(f"{title}: OPA refuses what is taken here\n{policy}\n{there}")
                continue
            told = zip(here.ask(program.kind, inputs)(), there.ask(program.kind, inputs)(), inputs, strict=True)
            for mine, theirs, text in told:
                one, other = answer_of(mine, program), answer_of(theirs, program)
                is_error = isinstance(one, EngineError)
                counted["error" if is_error else "compared"] += 1
                if not is_error and (isinstance(other, EngineError) or one != other):
                    wrong.append(f"{title}: {text}\n{policy}\nhere {one}\nOPA  {other}")
    assert not wrong, "\n\n".join(wrong)
    assert len(sections()) >= 77
    assert counted["compared"] > 10_000
    assert counted["compared"] > 5 * counted["error"]
    assert counted["unlisted"] + counted["broken"] < len(policies) / 2
