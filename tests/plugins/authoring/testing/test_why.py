"""A test that fails says where, what was expected and what there was, with which input."""

from __future__ import annotations

from contextlib import closing

import pytest
from policy_tests import rego_file, run

from adjudge.lib.wording import wording
from adjudge.plugins.authoring.testing.results import Replaced, Sides
from adjudge.plugins.authoring.testing.telling import told
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.engine import OpaEngine

SOUP = {"document": {"dishes": [{"name": "Soup"}]}}
WITH = 'with input as _menu({"name": "Soup"})'
FOUND = {"path": ["dishes", 0]}


@pytest.fixture(params=["embedded", "opa"])
def engine(request: pytest.FixtureRequest, opa_binary: str):
    with closing(EmbeddedEngine() if request.param == "embedded" else OpaEngine(opa_binary)) as made:
        yield made


def test_expected_and_actual_values_of_a_comparison_and_the_input_behind_them(engine) -> None:
    (ran,) = run(engine, f'test_it if {{\n\tfound := label.deny {WITH}\n\tfound == {{{{"path": ["dishes", 1]}}}}\n}}')
    assert ran.why is not None
    assert (ran.why.line, ran.why.column, ran.why.statement) == (7, 2, 'found == {{"path": ["dishes", 1]}}')
    assert ran.why.sides == Sides(actual=([FOUND],), expected=([{"path": ["dishes", 1]}],))
    assert ran.why.variables == (("found", [FOUND]),)
    assert ran.why.replaced == (Replaced("input", SOUP),)
    assert list(told(ran, wording("en"))) == [
        "  --> a/b/label/label_test.rego:7:2",
        '  7 | found == {{"path": ["dishes", 1]}}',
        '    actual: [{"path":["dishes",0]}]',
        '    expected: [{"path":["dishes",1]}]',
        "    difference (- expected, + actual):",
        '             "dishes",',
        "      -      1",
        "      +      0",
        "           ]",
        '    found: [{"path":["dishes",0]}]',
        '    input: {"document":{"dishes":[{"name":"Soup"}]}}',
    ]
    assert "    实际：[" in "\n".join(told(ran, wording("zh"))).replace("实际： ", "实际：")


@pytest.mark.parametrize(
    ("statement", "sides"),
    [
        (f"count(label.deny) < 1 {WITH}", Sides((1,), (1,))),
        (f"0 == count(label.deny) {WITH}", Sides((1,), (0,))),
        ('"x" in ["y"]', Sides(("x",), (["y"],))),
        ("input.nothing == 1", Sides((), (1,))),
    ],
)
def test_what_is_written_out_is_what_was_expected(statement: str, sides: Sides, engine) -> None:
    (ran,) = run(engine, f"test_it if {statement}")
    assert ran.why is not None
    assert ran.why.sides == sides


def test_what_was_counted_is_shown(engine) -> None:
    (ran,) = run(engine, f"test_it if count(label.deny) == 0 {WITH}")
    assert ran.why is not None
    assert ran.why.measured == ([FOUND],)


def test_what_should_not_be_is_shown(engine) -> None:
    (ran,) = run(engine, f"test_it if not label.deny {WITH}")
    assert ran.why is not None
    assert (ran.why.sign, ran.why.found) == ("not", ([FOUND],))


def test_what_is_undefined_is_said(engine) -> None:
    (ran,) = run(engine, "test_it if {\n\tx := input.nothing\n\tx == 1\n}")
    assert ran.why is not None
    assert (ran.why.line, ran.why.found) == (6, ())
    assert "    value: undefined" in told(ran, wording("en"))


def test_the_member_for_which_every_does_not_hold_is_shown_with_the_statement_inside(engine) -> None:
    text = (
        "test_it if {\n\tevery declared in [[`celery`], false] {\n"
        '\t\tfound := label.deny with input as _menu({"allergens": declared})\n\t\tcount(found) == 1\n\t}\n}'
    )
    (ran,) = run(engine, text)
    assert ran.why is not None
    assert (ran.why.line, ran.why.statement, ran.why.element) == (8, "count(found) == 1", (["celery"],))
    assert ran.why.replaced == (Replaced("input", {"document": {"dishes": [{"allergens": ["celery"]}]}}),)


def test_each_case_of_a_table_that_fails_says_why(engine) -> None:
    text = (
        "test_it[name] if {\n\tsome name, dish in {`bad`: {`name`: `x`}, `good`: {`allergens`: []}}\n"
        "\tcount(label.deny) == 0 with input as _menu(dish)\n}"
    )
    (ran,) = run(engine, text)
    bad, good = ran.cases
    assert (bad.name, bad.passed, good.passed, good.why) == (("bad",), False, True, None)
    assert bad.why is not None
    assert bad.why.variables == (("dish", {"name": "x"}),)
    lines = list(told(ran, wording("en")))
    assert "  bad: failed" in lines
    assert "  good: passed" in lines


def test_a_body_that_cannot_be_asked_otherwise_says_at_least_how_far_it_comes(engine) -> None:
    """What binds a variable of its own is no value."""
    (ran,) = run(engine, "test_it if {\n\t[v, 1] = input.nothing\n\tv == 1\n}")
    assert ran.why is not None
    assert (ran.why.line, ran.why.statement, ran.why.untold) == (6, "[v, 1] = input.nothing", True)
    assert list(told(ran, wording("en")))[1:] == ["  6 | [v, 1] = input.nothing"]


def test_a_body_that_is_too_long_is_not_explained(engine) -> None:
    lines = "\n".join(f"\tx{number} := {number}" for number in range(70))
    (ran,) = run(engine, f"test_it if {{\n{lines}\n\tfalse\n}}")
    assert (ran.result, ran.why) == ("failed", None)


def test_values_are_shown_so_that_they_can_be_read(engine) -> None:
    (ran,) = run(engine, "test_it if numbers.range(1, 99) == []")
    lines = list(told(ran, wording("en")))
    assert "    actual:" in lines
    assert "      … (+61)" in lines
    (ran,) = run(engine, "test_it if {\n\tsome x in numbers.range(1, 9)\n\tx == 10\n}")
    assert "    … (+6)" in told(ran, wording("en"))
    assert rego_file("test_it if true").lines[4] == "test_it if true"
