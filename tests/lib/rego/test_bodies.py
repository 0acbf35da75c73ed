"""Definitions of rules are taken apart as they are written."""

from __future__ import annotations

import pytest

from adjudge.lib.rego.bodies import RuleDefinition, clause, expression, names
from adjudge.lib.rego.covered import Lines, joined, spans
from adjudge.lib.rego.scan import scan


def definition(text: str) -> RuleDefinition:
    text = f"package x\n\n{text}\n"
    (found,) = scan(text).definitions
    return clause(text, found)


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("r if true", ["true"]),
        ("r if {\n\ta := 1; b := 2\n\n\ta == b # why\n}", ["a := 1", "b := 2", "a == b"]),
        (
            "r if {\n\tx == 1 with input as {}\n\t\twith data.y as 2\n}",
            ["x == 1 with input as {}\n\t\twith data.y as 2"],
        ),
        ("r if {\n\tcount(x) ==\n\t\t2\n\ty\n}", ["count(x) ==\n\t\t2", "y"]),
        ("r if {\n\tevery x in {1} {\n\t\tx\n\t}\n}", ["every x in {1} {\n\t\tx\n\t}"]),
        ('r if {\n\tx == "}"\n} else := 2 if {\n\tb\n}', ['x == "}"']),
        ("r := 3", []),
    ],
)
def test_a_body_is_its_statements(text: str, statements: list[str]) -> None:
    assert [each.text for each in definition(text).statements] == statements


def test_a_head_is_its_name_keys_and_value() -> None:
    found = definition('r[x]["y"].z := v if v := 1')
    assert (found.name, found.keys, found.value, found.is_set, found.is_function) == (
        "r", ("x", '"y"', '"z"'), "v", False, False,
    )  # fmt: skip
    assert definition("f(x) := 1").is_function
    assert definition("s contains 1").is_set


@pytest.mark.parametrize(
    ("text", "sign", "left", "right"),
    [
        ("a == b with input as c", "==", "a", "b"),
        ("every k, v in xs { v }", "every", "k, v", "xs"),
        ("f(a, b)", "", "f(a, b)", ""),
        ("not a == b", "not", "a == b", ""),
        ("some i", "some", "i", ""),
        ("some x in xs", "some", "x", "xs"),
        ("x := [y | y := 1]", ":=", "x", "[y | y := 1]"),
        ("x in xs", "in", "x", "xs"),
    ],
)
def test_a_statement_is_its_sides(text: str, sign: str, left: str, right: str) -> None:
    found = expression(text)
    assert (found.sign, found.left, found.right) == (sign, left, right)


def test_what_is_replaced_is_known_and_can_be_written_again() -> None:
    found = expression("a with input as {} with data.x as [1]")
    assert found.withs == (("input", "{}"), ("data.x", "[1]"))
    assert found.replacing == " with input as {} with data.x as [1]"


def test_fields_are_no_names() -> None:
    assert names("f(a.b, c[d])") == {"f", "a", "c", "d"}


def test_lines_that_one_evaluation_takes_in_are_not_missed() -> None:
    found = joined([{"a": Lines(frozenset({1}), frozenset({2, 3}))}, {"a": Lines(frozenset({2}), frozenset({1, 4}))}])
    assert found == {"a": Lines(frozenset({1, 2}), frozenset({3, 4}))}
    assert spans([3, 1, 2, 7]) == [(1, 3), (7, 7)]
