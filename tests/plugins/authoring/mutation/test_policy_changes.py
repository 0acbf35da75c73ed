"""Which changes are made of a policy, and which are not, since nobody could see them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from adjudge.lib.rego.rule import Module
from adjudge.plugins.authoring.mutation.policy_changes import SORTS, PolicyChange, policy_changes

POLICIES = Path(__file__).resolve().parents[4] / "policies"
HEAD = "# METADATA\n# title: not a constant == 1\npackage a.b.c\n\nimport data.a.lib.dishes\n\n"


def changes(rule: str) -> list[PolicyChange]:
    return policy_changes(Module("a/b/c/c.rego", HEAD + rule + "\n", "x"))


def of_sort(rule: str, sort: str) -> list[str]:
    """Give what each change of one sort makes of the lines that it touches."""
    return [each.after for each in changes(rule) if each.sort == sort]


@pytest.mark.parametrize(
    ("sort", "rule", "after"),
    [
        ("clause", "r if {\n\tsome x in xs\n\tx\n}", ["false; some x in xs"]),
        ("clause", "r if x", ["r if false"]),
        ("clause", "r if x else := 2 if y", ["r if false else := 2 if y", "r if x else := 2 if false"]),
        ("comparison", "r if a.x < b.x", ["r if a.x <= b.x"]),
        ("comparison", "r if a.x <= b.x", ["r if a.x < b.x"]),
        ("comparison", "r if a.x != b.x", ["r if a.x == b.x"]),
        ("comparison", "r if a.x == b.x", ["r if a.x != b.x"]),
        ("comparison", "r if a.x > b.x", ["r if a.x >= b.x"]),
        ("comparison", "r if a.x >= b.x", ["r if a.x > b.x"]),
        (
            "comparison",
            "r if count([x | some x in xs; x.y == x.z]) == 1",
            ["r if count([x | some x in xs; x.y == x.z]) != 1"],
        ),
        ("condition", "r if {\n\ta\n\tb\n}", ["true", "true"]),
        ("condition", "r if {\n\tevery x in xs {\n\t\ty := x.z\n\t\tf(y)\n\t}\n}", ["true", "true"]),
        ("condition", "r := {x | some x in xs; x > y}", ["r := {x | some x in xs; true}"]),
        ("condition", "r if {\n\tsome x in xs\n\ttrue\n}", ["true"]),
        ("constant", 'r := {"key": "value"}', ['r := {"key": "value_changed"}']),
        ("constant", "default r := false", ["default r := true"]),
        ("constant", "r := 7", ["r := 8"]),
        ("constant", "r := 0.5", ["r := 1.5"]),
        ("constant", "r := `raw`", ["r := `raw_changed`"]),
        ("head", "applies if a\n\nr := 1\n\napplies if b", ["applies := false\n", "applies := true\n"]),
        ("head", "applies if {\n\ta\n\tb\n}", ["applies := false", "applies := true"]),
        (
            "head",
            "deny contains x if {\n\tx := a\n}\n\ndeny contains b",
            ['deny contains json.unmarshal("{}") if false\n'],
        ),
        ("head", "warn contains a", ['warn contains json.unmarshal("{}") if false']),
        ("negation", "r if not x", ["r if x"]),
        ("path", "r := input.document.a.b", ["r := input.document.a.b_changed"]),
        ("path", "r := input.document.as[i].b", ["r := input.document.as[i].b_changed"]),
        ("path", "r := input.document.as[i]", ["r := input.document.as_changed[i]"]),
        ("path", "r := dishes.mine.name", ["r := dishes.mine.name_changed"]),
    ],
)
def test_a_change_of_each_sort_is_made_where_it_can_be_seen(sort: str, rule: str, after: list[str]) -> None:
    found = of_sort(rule, sort)
    assert found[: len(after)] == after or set(after) <= set(found)


@pytest.mark.parametrize(
    ("sort", "rule"),
    [
        ("condition", "r if {\n\tx := input.a\n\tf(x)\n\tprint(x)\n}\n"),
        ("clause", "deny contains a if b"),
        ("clause", "deny contains a if {\n\tb\n}"),
        ("condition", "applies if a"),
        ("condition", "r if true"),
        ("constant", 'r := {"key": x}'),
        ("constant", "r if true"),
        ("head", "deny(x) if x"),
        ("head", "r if deny"),
        ("path", "r := data.a.lib.dishes.all"),
        ("path", "r if dishes.complete"),
        ("path", "r if object.get(x, y, z)"),
    ],
)
def test_what_nobody_could_see_or_no_engine_would_load_is_not_changed(sort: str, rule: str) -> None:
    made = [each for each in changes(rule) if each.sort == sort]
    assert [each.before for each in made] == (["f(x)"] if "print" in rule else [])


def test_what_stands_between_the_clauses_of_a_head_stays() -> None:
    (found,) = [
        each for each in changes("deny contains a if b\n\nr := 1\n\ndeny contains c\n\ns := 2") if each.sort == "head"
    ]
    assert found.text == HEAD + 'deny contains json.unmarshal("{}") if false\n\nr := 1\n\n\n\ns := 2\n'


def test_metadata_the_package_and_imports_stay() -> None:
    assert changes("r := x") == []


def test_a_change_knows_its_line_its_diff_and_its_text() -> None:
    (found,) = [each for each in changes("r if {\n\ta\n\tnot b\n}") if each.sort == "negation"]
    assert (found.place, found.before, found.after) == ("a/b/c/c.rego:9", "not b", "b")
    assert found.diff == ("@@ -9 +9 @@", "-\tnot b", "+\tb")
    assert found.text == HEAD + "r if {\n\ta\n\tb\n}\n"


def test_every_sort_is_made_of_our_own_policies_and_no_two_changes_are_the_same() -> None:
    counts: Counter[str] = Counter()
    for path in sorted(POLICIES.rglob("*.rego")):
        if not path.name.endswith("_test.rego"):
            module = Module(path.relative_to(POLICIES).as_posix(), path.read_text("utf-8"), "adjudge")
            found = policy_changes(module)
            texts = {each.text for each in found}
            assert (len(texts), module.text in texts) == (len(found), False), path
            counts.update(each.sort for each in found)
    assert set(counts) == set(SORTS)
