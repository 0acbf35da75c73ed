"""A test in Rego means on adjudge's engines what `opa test` and `adjudge check` mean."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from policy_tests import HEAD, MENU, ModulesSuite, opa_cases, opa_test, rego_file, results, run

from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.rule import Module
from adjudge.lib.words import said
from adjudge.plugins.authoring.testing.rego_files import RegoFile
from adjudge.plugins.authoring.testing.suite import read_tests
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.engine import OpaEngine

LIE = """package a.b.label

deny contains {"path": ["label"]} if not startswith(input.document.label, "AI")
"""
UNDEFINED_HEAD = """package a.b.label

deny contains {"file": dish.recipe.file} if some dish in input.document.dishes
"""
DENIED = 'test_it_is_denied if count(label.deny) == 1 with input as {"document": {"dishes": [{}]}}'
PASSED = 'test_it_passes if count(label.deny) == 0 with input as {"document": {"dishes": [{}]}}'

ALIKE = (
    "test_false := false",
    "test_null := null",
    "test_number := 1",
    "test_true := true",
    "test_none if input.nothing",
    "test_twice if false",
    "test_twice if true",
    "todo_test_later if false",
    "test_table[note] if {\n\tsome note, c in {`even`: 2, `odd`: 3}\n\tc % 2 == 0\n}",
    "test_array[c.note] if {\n\tsome c in [{`note`: `x`, `v`: 1}, {`note`: `y`, `v`: 2}]\n\tv := c.v\n\tv == 1\n}",
    "test_deep[c.note][c.v] if {\n\tsome c in [{`note`: `x`, `v`: 1}, {`note`: `x`, `v`: 2}]\n\tc.v == 1\n}",
    "test_value[note] := c if some note, c in {`p`: true, `f`: false}",
    "test_all_fail[n] if {\n\tsome n, c in {`p`: 1, `q`: 2}\n\tc == 3\n}",
    "test_again[n] if {\n\tsome n, c in {`p`: 1, `q`: 2}\n\tc == 1\n}",
    "test_again[n] if {\n\tsome n, c in {`p`: 1, `q`: 2}\n\tc == 2\n}",
)
"""Tests of which OPA and we say the same."""


@pytest.fixture(params=["embedded", "opa"])
def engine(request: pytest.FixtureRequest, opa_binary: str):
    with closing(EmbeddedEngine() if request.param == "embedded" else OpaEngine(opa_binary)) as made:
        yield made


@pytest.mark.parametrize(
    ("rule", "passes"),
    [
        (LIE, {"test_it_is_denied": "failed", "test_it_passes": "passed"}),
        (
            LIE.replace("label\n", "label\n\nimport future.keywords.not\n", 1),
            {"test_it_is_denied": "passed", "test_it_passes": "failed"},
        ),
        (UNDEFINED_HEAD, {"test_it_is_denied": "failed", "test_it_passes": "passed"}),
    ],
    ids=["not before a call", "with the import", "head that is undefined"],
)
def test_a_test_that_lies_on_a_bare_engine_fails_as_it_does_under_opa_test(
    rule: str, passes: dict[str, str], engine, opa_binary: str, tmp_path: Path
) -> None:
    assert results(run(engine, DENIED, PASSED, rule=rule)) == passes
    assert opa_test(opa_binary, tmp_path, DENIED, PASSED, rule=rule) == passes


def test_what_passes_fails_and_is_skipped_is_so_under_opa_test(engine, opa_binary: str, tmp_path: Path) -> None:
    ran = run(engine, *ALIKE)
    assert results(ran) == opa_test(opa_binary, tmp_path, *ALIKE)
    ours = {each.id.rpartition(".")[2]: {case.name: case.passed for case in each.cases} for each in ran if each.cases}
    assert ours == opa_cases(opa_binary, tmp_path, *ALIKE)


STRICTER = {
    "test_default": ("default test_default := true", "has a default, by which it could pass although nothing holds"),
    "test_empty": ("test_empty[n] if some n, _ in {}", "the table has no cases, so that nothing is tested"),
    "test_function": ("test_function(x) if x", "is a function, and a test is asked without arguments"),
    "test_part": ("test_part.one if true", "has one part only, and is no table"),
    "test_same": (
        "test_same[c.n] if {\n\tsome c in [{`n`: `x`, `v`: 1}, {`n`: `x`, `v`: 2}]\n\tc.v == 2\n}",
        "two cases are called x, and one that passes would hide the other",
    ),
    "test_set": ("test_set contains 1", "is a set, and a test passes by being true"),
    "test_type": ('test_type if not to_number("x") == 1', "to_number failed on the values it was given"),
    "within": ("within.test_deep if true", "has a test inside of it, which nobody would run"),
}
"""What cannot pass, or would pass by saying nothing: an error, whatever OPA makes of it."""


@pytest.mark.parametrize("name", STRICTER)
def test_what_could_pass_by_saying_nothing_is_an_error_in_each_language(name: str, engine) -> None:
    text, why = STRICTER[name]
    (ran,) = run(engine, text)
    assert (ran.result, ran.line) == ("error", 5)
    assert ran.said is not None
    assert why in said(ran.said, "en")
    assert said(ran.said, "zh") != said(ran.said, "en")


def test_a_value_that_is_not_true_is_told(engine) -> None:
    (ran,) = run(engine, 'test_it := {"a": [1]}')
    assert ran.result == "failed"
    assert ran.said is not None
    assert said(ran.said, "en") == 'it is {"a":[1]}, and a test passes by being true'
    assert said(ran.said, "zh").startswith('其值为 {"a":[1]}')


def test_what_is_printed_comes_with_the_test_that_printed_it(engine) -> None:
    first, second = run(engine, 'test_a if {\n\tprint("seen", 1)\n\ttrue\n}', 'test_b if print("other")')
    assert first.printed == ("a/b/label/label_test.rego:6:2: print: seen 1",)
    assert second.printed == ("a/b/label/label_test.rego:10:11: print: other",)


def test_a_file_that_is_refused_costs_its_own_tests_only(engine) -> None:
    good, bad = (
        RegoFile(Module("a/good_test.rego", "package a.good_test\n\ntest_it if true\n", "x"), "a"),
        RegoFile(Module("a/bad_test.rego", 'package a.bad_test\n\ntest_it if startwith("a", "a")\n', "x"), "a"),
    )
    suite = ModulesSuite([], {}, engine)
    suite.load([good, bad])
    (ran,) = [suite.run(bad, test) for test in bad.tests]
    assert suite.run(good, good.tests[0]).result == "passed"
    assert ran.result == "error"
    assert ran.said is not None
    assert "startwith" in said(ran.said, "en")


def test_data_stand_below_data(engine) -> None:
    assert results(run(engine, "test_it if data.x.y == 7", data={"x": {"y": 7}})) == {"test_it": "passed"}


def test_a_file_without_a_package_is_told_in_each_language() -> None:
    with pytest.raises(PolicyError) as caught:
        RegoFile(Module("a/x_test.rego", "test_it if true\n", "x"), "a")
    assert caught.value.told("en").startswith("a/x_test.rego: the test file has no package")
    assert "没有 package" in caught.value.told("zh")


def test_a_test_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x_test.rego").write_bytes(b"\xff")
    with pytest.raises(PolicyError) as caught:
        list(read_tests(tmp_path, "a", "x"))
    assert (caught.value.file, caught.value.plugin) == ("a/x_test.rego", "x")


def test_lines_of_the_text_that_is_asked_are_those_of_the_file() -> None:
    file = rego_file("test_it if true", "test_it if true", "test_t[n] if some n in [`a`]")
    own, asked = file.module.text.split("\n"), file.asked.split("\n")
    assert [line.replace("test_it__01", "test_it") for line in asked[: len(own)]] == own
    assert [test.line for test in file.tests] == [5, 7, 9]
    assert file.module.text == HEAD + "\n\n".join(
        ("test_it if true", "test_it if true", "test_t[n] if some n in [`a`]", MENU)
    )
