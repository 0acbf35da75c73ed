"""What of a rule is asked, and what only looks as if it were."""

from __future__ import annotations

import pytest
from spoken import spoken

from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.heads import odd_heads
from adjudge.lib.rego.scan import line_of, scan


def odd(text: str) -> list[tuple[str | None, int | None]]:
    """Return what is wrong with the heads of a policy: the code of each, and its line."""
    whole = f"package catering.menu.allergens\n{text}\n"
    found = []
    for words, offset in odd_heads(scan(whole)):
        error = PolicyError(words)
        assert error.hint
        assert spoken(error)
        found.append((error.code, None if offset is None else line_of(whole, offset)))
    return found


@pytest.mark.parametrize(
    "name",
    """deny_root denies denied denial Deny DENY dney denny denyRoot root_deny _deny warn_root warns warnings warning Warn
    violation violations violation_root violate exception exceptions allow allowed is_allowed applicable apply""".split(),
)
@pytest.mark.parametrize("form", ['{} contains "x" if input.x', "{} if input.x", "{}(x) if x == 1", '{} := "x"'])
def test_a_decision_that_nobody_asks_is_refused(name: str, form: str) -> None:
    assert odd(f"deny contains 1 if input.y\n{form.format(name)}") == [("policy.unasked", 3)]
    assert odd(f"deny contains 1 if input.y {form.format(name)}") == [("policy.unasked", 2)], "on one line, too"


@pytest.mark.parametrize("name", ["errors", "findings", "block", "msgs"])
def test_so_is_a_set_that_nobody_asks_whatever_its_name(name: str) -> None:
    assert odd(f'deny contains 1 if input.y\n{name} contains "x" if input.x') == [("policy.unasked", 3)]


def test_it_is_told_of_once_and_with_the_head_that_was_meant() -> None:
    text = "package a\nwarn contains 1\nwarn_root contains 1 if input.x\nwarn_root contains 2 if input.y"
    (found,) = odd_heads(scan(text))
    assert "Name it `warn`" in PolicyError(found.words).hint
    assert line_of(text, found.offset) == 3


@pytest.mark.parametrize(
    "text",
    [
        "deny contains x if some x in violation\nviolation contains 1 if input.x",
        "deny contains x if some x in _all\n_all := deny_root | violations\ndeny_root := {1}\nviolations contains 1",
        "warn contains 1 if not allow\ndefault allow := false\nallow if input.x",
        "applies if allowed(input.x)\ndeny contains 1\nallowed(x) if x",
        "deny contains 1 if data.catering.menu.allergens.denied\ndenied if input.x",
        "deny contains 1 if some violation in input.document.violations",
        "deny contains 1 if {\n\tdenied := input.x\n\tdenied\n}",
        "deny contains 1 if {\n\tevery warning in input.x { warning == 1 }\n}",
        "deny contains 1\n_listed contains 1\nlimits := {1, 2}\nnames(x) := x\nby_name[n] := 1 if some n in input.x",
        "deny contains 1 # deny_root contains 1\n# violation contains 2",
        'deny contains "deny_root contains 1"',
    ],
)
def test_what_a_head_asks_may_be_called_as_one_likes(text: str) -> None:
    assert odd(text) == []


def test_who_is_asked_only_by_those_whom_nobody_asks_is_not_asked() -> None:
    text = "deny contains 1\nviolation contains 1 if denied\ndenied if violation"
    assert odd(text) == [("policy.unasked", 3), ("policy.unasked", 4)]


@pytest.mark.parametrize("head", ["deny", "warn", "applies"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{} contains 1 if input.x", "{} := {{2}} if input.y"),
        ("{} := {{2}} if input.y", "{} contains 1 if input.x"),
        ("default {} := set()", "{} contains 1 if input.x"),
        ("{} contains 1 if input.x", "{} if input.y"),
        ("{} if input.y", "{} contains # a comment\n 1 if input.x"),
    ],
)
def test_a_head_in_two_ways_is_refused(head: str, first: str, second: str) -> None:
    text = f"{first}\n{second}".format(head, head)
    other = "deny contains 1\n" if head == "applies" else ""
    assert odd(f"{other}{text}") == [("policy.two_ways", 4 if other else 3)]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("{}[x] if some x in input.x", "policy.head_part"),
        ("{} [x] if some x in input.x", "policy.head_part"),
        ("{}[x] := 1 if some x in input.x", "policy.head_part"),
        ('{}["a"].b := 1', "policy.head_part"),
        ("{}.root contains 1", "policy.head_part"),
        ("{}(x) if x", "policy.head_function"),
        ("{}(x) := {{1}} if x", "policy.head_function"),
    ],
)
@pytest.mark.parametrize("head", ["deny", "warn", "applies"])
def test_a_head_that_is_a_function_or_has_parts_is_refused(head: str, form: str, code: str) -> None:
    text = form.format(head)
    assert odd(f"{text}\n{text}" if head != "applies" else f"deny contains 1\n{text}") == [
        (code, 3 if head == "applies" else 2)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "deny := {1} if input.x\ndeny := {2} if input.y",
        "default deny := set()\ndeny := {1} if input.x",
        "deny if input.x",
        "deny contains 1 if input.x\ndeny contains 2 if {\n\tnot input.y\n}",
        "default applies := false\napplies if input.x\nwarn contains 1",
    ],
)
def test_one_way_is_left_to_the_contract_of_answers(text: str) -> None:
    assert odd(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("refuse := 1", "policy.no_heads"),
        ("warn contains 1 if deny", "policy.no_rule"),
        ("deny contains 1 if applies", "policy.applies"),
    ],
)
def test_a_head_that_is_named_and_not_defined_is_refused(text: str, code: str) -> None:
    assert odd(text) == [(code, None)]


@pytest.mark.parametrize(
    "text",
    [
        "import future.keywords.not\ndeny contains 1 if not { input.x; deny_root := 1; deny_root }",
        "import future.keywords.not\ndeny contains 1 if {\n\tnot {\n\t\tviolation := input.x\n\t\tviolation\n\t}\n}",
        "import future.keywords.and\nimport future.keywords.or\ndeny contains 1 if input.x and deny_y or deny_z\n"
        "deny_y if input.y and input.z\ndeny_z if input.z",
        "import rego.v2\ndeny contains 1 if input.x and\n\tdenied or\n\tinput.y\ndenied if input.z",
        "import future.keywords\ndeny contains 1 if input.x or denied\ndenied if input.z",
    ],
)
def test_keywords_of_later_rego_are_no_names(text: str) -> None:
    assert odd(text) == []


def test_without_their_import_they_are_names() -> None:
    found = scan("package a\nor := 1\nand if or == 1\n")
    assert found.defined == {"or", "and"}
    assert scan("package a\nimport rego.v2\np if input.x or\n\tinput.y and input.z\n").defined == {"p"}
