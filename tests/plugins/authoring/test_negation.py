"""A `not` in a policy denies where a value is absent, and a reader can see that it does."""

from __future__ import annotations

import pytest
from installed_rules import installed, policies

from adjudge.lib.rego.rule import Module
from adjudge.plugins.authoring.lint.negation import negations
from adjudge.plugins.authoring.lint.syntax import operands


def lint(**texts: str) -> list[str]:
    return [str(found) for found in negations(Module(file=file, text=text, plugin="x") for file, text in texts.items())]


def absent(operand: str) -> str:
    return f"where {operand} is absent the `not` finds nothing: import {IMPORT}, or bind {operand} before"


def test_no_first_party_negation_depends_on_what_may_be_absent() -> None:
    catalogue = installed()
    modules = {each.file: each for name in catalogue.registry.domains for each in policies(catalogue, name).modules()}
    assert len(modules) > 50
    assert [str(found) for found in negations(modules.values())] == []


IMPORT = "future.keywords.not"
CALL = f"a `not` stands before a call: import {IMPORT}, so that it holds where an operand is absent"
HEADER = "package a.b\n\nimport data.a.lib.c\n\nf(x) if x == 1\n\n_set contains 1\n\n_value := input.v\n\n"


@pytest.mark.parametrize(
    ("line", "risky"),
    [
        ("not f(input.x)", "input.x"),
        ("not f(v.y)", "v.y"),
        ("not f(v[0])", "v[…]"),
        ("not f(_value)", "_value"),
        ("not f(lower(v.y))", "v.y"),
        ("not f([v.y])", "v.y"),
        ('not f({"a": v.y})', "v.y"),
        ("not v.y in {1, 2}", "v.y"),
        ("not 1 in v.y", "v.y"),
        ("not v in data.a.params.list", "data.a.params.list"),
        ("not v.y != 1", "v.y"),
        ("not v.y < 1", "v.y"),
        ("not v.y + 1 == 2", "v.y"),
        ("not [v.y] == [1]", "v.y"),
        ("not c.many[v.y]", "v.y"),
        ("not v in c.one", "c.one"),
        ("every w in input.l { not w.y in {1} }", "w.y"),
        ("count([w | some w in input.l; not f(w.y)]) > 0", "w.y"),
        ("not v.y", None),
        ("not v.y == 1", None),
        ("not v.y == input.z", None),
        ("not f(v)", None),
        ("not v in {1, 2}", None),
        ("not v in _set", None),
        ("not v in c.many", None),
        ("not c.many[v]", None),
        ("not v in {w.y | some w in input.l}", None),
        ("not f(1)", None),
    ],
)
def test_the_lint_knows_which_operands_come_first(line: str, risky: str | None) -> None:
    lib = "package a.lib.c\n\nmany contains 1\n\none := input.z\n"
    text = f"{HEADER}deny contains v if {{\n\tsome v in input.l\n\t{line}\n}}\n"
    found = [each for each in lint(**{"a.rego": text, "lib.rego": lib}) if each != f"a.rego:13: {CALL}"]
    assert found == ([f"a.rego:13: {absent(risky)}"] if risky else [])
    imported = text.replace("import", f"import {IMPORT}\nimport", 1)
    assert lint(**{"a.rego": imported, "lib.rego": lib}) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not f(v)", [CALL]),
        ("not f(v) == 1", [CALL]),
        ("not v in {1, 2}", [CALL]),
        ("not v < 1", [CALL]),
        ("not v != 1", [CALL]),
        ("not -v == 1", [CALL]),
        ("not v | {1} == {1}", [CALL]),
        ("not c.many[f(v)]", [CALL]),
        ("count([w | some w in input.l; not w in {1}]) > 0", [CALL]),
        ("not input.v", []),
        ("not v == 1", []),
        ("not c.many[v]", []),
        ("not [w | some w in input.l; f(w)] == []", []),
    ],
)
def test_a_not_before_a_call_without_the_import_is_named(line: str, told: list[str]) -> None:
    lib = "package a.lib.c\n\nmany contains 1\n"
    text = f"{HEADER}deny contains v if {{\n\tsome v in input.l\n\t{line}\n}}\n"
    assert lint(**{"a.rego": text, "lib.rego": lib}) == [f"a.rego:13: {each}" for each in told]


def test_a_not_before_a_call_is_told_in_each_language() -> None:
    modules = [
        Module(
            file="a.rego", text=f"{HEADER}deny contains 1 if not {{}} in {{1}}\n\nwarn if not f(input.x)\n", plugin="x"
        )
    ]
    assert [each.told("zh") for each in negations(modules)] == [
        "a.rego:11: `not` 位于函数调用之前：应导入 future.keywords.not，使其在操作数缺失时同样成立",
        "a.rego:13: input.x 缺失时该 `not` 不会有任何发现：应导入 future.keywords.not，或在其之前先绑定 input.x",
    ]


def test_a_helper_counts_by_the_name_that_an_import_gives_it() -> None:
    lib = "package a.lib.c\n\nmany contains 1\n\none := input.z\n"
    header = "package a.b\n\nimport data.a.lib.c as d\n\n"
    assert lint(**{"a.rego": f"{header}deny if not 1 in d.many\n", "lib.rego": lib}) == [f"a.rego:5: {CALL}"]
    found = lint(**{"a.rego": f"{header}deny if not 1 in d.one\n", "lib.rego": lib})
    assert found == [f"a.rego:5: {absent('d.one')}"]


def test_what_a_default_fills_is_not_absent() -> None:
    text = "package a\n\ndefault _v := 1\n\n_v := input.v\n\n_w := 1\n\ndeny if not f(_v)\n\nwarn if not f(_w)\n"
    assert lint(**{"a.rego": f"{text}\nf(x) if x == 1\n"}) == [f"a.rego:9: {CALL}", f"a.rego:11: {CALL}"]


def test_a_policy_that_cannot_be_parsed_is_told_with_its_line_and_the_others_are_looked_at() -> None:
    found = lint(**{"a.rego": "package a\n\ndeny if {\n", "b.rego": "package b\n\ndeny if not f(input.x)\n"})
    assert len(found) == 2
    assert found[0].startswith("a.rego:")
    assert "the embedded engine cannot parse it" in found[0]
    assert found[1] == f"b.rego:3: {absent('input.x')}"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not f(input.x | {1})", [f"a.rego:3: {absent('input.x')}"]),
        ("not f(-input.x)", [f"a.rego:3: {absent('input.x')}"]),
        ("not [1 | true]", []),
        ("not false", []),
    ],
)
def test_operators_and_values_are_followed_too(line: str, told: list[str]) -> None:
    assert lint(**{"a.rego": f"package a\n\ndeny if {line}\n"}) == told


def test_what_is_not_known_may_be_undefined() -> None:
    assert operands("NewExpr", {}) == [{"NewExpr": {}}]
