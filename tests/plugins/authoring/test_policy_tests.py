"""The Rego tests of policies mean on adjudge's engines what `opa test` and `adjudge check` mean."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from installed_rules import installed

from adjudge.engine import Engine
from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.rule import Module
from adjudge.plugins.authoring.policy_tests import evaluated, policy_tests, read_tests
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.engine import OpaEngine

LIE = """package a.b.label

deny contains {"path": ["label"]} if not startswith(input.document.label, "AI")
"""
HEAD = """package a.b.label

deny contains {"file": dish.recipe.file} if some dish in input.document.dishes
"""
TESTS = """package a.b.label_test

import data.a.b.label

"""
DENIED = 'test_it_is_denied if count(label.deny) == 1 with input as {"document": {"dishes": [{}]}}'
PASSED = 'test_it_passes if count(label.deny) == 0 with input as {"document": {"dishes": [{}]}}'


def opa_test(opa: str, folder: Path, *texts: str) -> dict[str, bool]:
    """Return which tests pass under `opa test`."""
    for number, text in enumerate(texts):
        (folder / f"{number}{'_test' if '_test' in text else ''}.rego").write_text(text, encoding="utf-8")
    done = subprocess.run([opa, "test", str(folder), "-f", "json"], capture_output=True, encoding="utf-8", check=False)
    return {test["name"]: not test.get("fail") for test in json.loads(done.stdout)}


@pytest.fixture(params=["embedded", "opa"])
def engine(request: pytest.FixtureRequest, opa_binary: str):
    with closing(EmbeddedEngine() if request.param == "embedded" else OpaEngine(opa_binary)) as made:
        yield made


def run(engine: Engine, policy: str, *tests: str, data=None):
    modules = [Module(file="a/b/label/label_test.rego", text="\n\n".join((TESTS.rstrip("\n"), *tests)), plugin="x")]
    return evaluated(modules, [Module(file="a/b/label/label.rego", text=policy, plugin="x")], data or {}, engine)


@pytest.mark.parametrize(
    ("policy", "passes"),
    [
        (LIE, {"test_it_is_denied": False, "test_it_passes": True}),
        (
            LIE.replace("label\n", "label\n\nimport future.keywords.not\n", 1),
            {"test_it_is_denied": True, "test_it_passes": False},
        ),
        (HEAD, {"test_it_is_denied": False, "test_it_passes": True}),
    ],
    ids=["not before a call", "with the import", "head that is undefined"],
)
def test_a_test_that_lies_on_a_bare_engine_fails_as_it_does_under_opa_test(
    policy: str, passes: dict[str, bool], engine: Engine, opa_binary: str, tmp_path: Path
) -> None:
    ran = {test.name: test.passed for test in run(engine, policy, DENIED, PASSED)}
    assert ran == {f"a.b.label_test.{name}": passed for name, passed in passes.items()}
    assert opa_test(opa_binary, tmp_path, policy, f"{TESTS}{DENIED}\n\n{PASSED}\n") == passes


def test_what_is_undefined_or_false_fails_and_any_other_value_passes(engine: Engine) -> None:
    tests = (
        "test_one := 1",
        "test_false := false",
        "test_none if input.nothing",
        "test_null := null",
        "todo_test_x if true",
    )
    ran = run(engine, LIE, *tests)
    assert [(test.name.rpartition(".")[2], test.passed, test.line) for test in ran] == [
        ("test_one", True, 5),
        ("test_false", False, 7),
        ("test_none", False, 9),
        ("test_null", True, 11),
    ]
    assert str(ran[1]) == "a/b/label/label_test.rego:7: a.b.label_test.test_false: failed"
    assert ran[1].told("zh") == "a/b/label/label_test.rego:7: a.b.label_test.test_false: 未通过"
    assert ran[0].told("en").endswith("test_one: passed")
    assert ran[0].told("zh").endswith("test_one: 通过")


def test_a_test_that_cannot_be_evaluated_fails_with_the_place_and_spares_the_others(engine: Engine) -> None:
    ran = run(engine, LIE, 'test_bad if to_number("x") == 1', PASSED)
    assert [test.passed for test in ran] == [False, True]
    assert ran[0].error is not None
    assert (ran[0].error.file, ran[0].error.line, ran[0].error.rule) == ("a/b/label/label_test.rego", 5, None)
    assert "to_number" in str(ran[0])


def test_a_rule_that_is_defined_twice_is_one_test(engine: Engine) -> None:
    assert [test.passed for test in run(engine, LIE, "test_it if false", "test_it if true")] == [True]


def test_data_stand_below_data(engine: Engine) -> None:
    assert [test.passed for test in run(engine, LIE, "test_it if data.x.y == 7", data={"x": {"y": 7}})] == [True]


@pytest.mark.parametrize("text", ["test_many[name] if {\n\tsome name in [`a`]\n}", "test_many.a if true"])
def test_cases_under_one_name_are_refused_in_each_language(text: str) -> None:
    with pytest.raises(PolicyError) as caught:
        run(EmbeddedEngine(), LIE, "test_one if true", text)
    error = caught.value
    assert (error.file, error.line, error.plugin) == ("a/b/label/label_test.rego", 7, "x")
    bare = PolicyError(error.words)
    assert bare.told("en") == (
        "test_many is several tests under one name. Write each as a rule of its own, or run them with `opa test`."
    )
    assert bare.told("zh") == "test_many 在一个名称下包含多个测试。请将每个测试写成单独的规则，或用 `opa test` 运行。"


def test_what_the_engine_refuses_is_refused_in_a_test_too() -> None:
    with pytest.raises(PolicyError, match="startwith"):
        run(EmbeddedEngine(), LIE, 'test_it if startwith("a", "a")')


def test_no_test_is_run_where_there_is_none() -> None:
    assert run(EmbeddedEngine(), LIE) == []


def test_a_test_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x_test.rego").write_bytes(b"\xff")
    with pytest.raises(PolicyError) as caught:
        list(read_tests(tmp_path, "a", "x"))
    assert (caught.value.file, caught.value.plugin) == ("a/x_test.rego", "x")


def test_a_domain_has_its_data_the_defaults_of_its_parameters_and_instruments(engine: Engine) -> None:
    ran = policy_tests("provenance", installed(), engine)
    assert len(ran) > 100
    assert [str(test) for test in ran if not test.passed] == []
