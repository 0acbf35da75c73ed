"""What METADATA says of a rule, and where it is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from catering import FILES, RULE, RULE_ID
from spoken import spoken

from adjudge.lib.errors import PolicyError, PolicyErrors
from adjudge.lib.rego.metadata import read_rule
from adjudge.lib.rego.policy import policy_of
from adjudge.lib.rego.rule import Effective, Fix, Module, Rule

TEXT = FILES[RULE].lstrip("\n")


def read(text: str) -> Rule:
    policy = policy_of(Module(file="r.rego", text=text, plugin="catering"))
    return read_rule(policy, rule_id=RULE_ID, kind="catering.menu", taken={RULE_ID, "catering.menu.names"})


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


def refusal(text: str) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        read(text)
    error = caught.value
    assert (error.file, error.rule, error.plugin) == ("r.rego", RULE_ID, "catering")
    assert error.hint
    assert spoken(error)
    return error


def line_of(text: str) -> int:
    return TEXT[: TEXT.index(text)].count("\n") + 1


def test_a_rule_has_what_its_metadata_says():
    rule = read(TEXT)
    assert (rule.id, rule.domain, rule.kind, rule.severity) == (RULE_ID, "catering", "catering.menu", "high")
    assert (rule.basis, rule.collections) == (("catering-kitchen-code#7",), ("release",))
    assert (rule.heads, rule.line) == ({"applies", "deny"}, line_of("package "))
    assert rule.words["en"].messages == {"": "{dish} does not name its allergens"}
    assert rule.words["zh"].title == "每道菜均注明过敏原"
    assert (rule.binding, rule.effective, rule.jurisdictions, rule.formerly) == (True, Effective(), (), ())


def test_everything_that_may_be_said_is_read():
    more = """#   effective: {from: "2025-09-01", to: "2026-09-01T00:00:00Z", replaced_by: catering.menu.new}
#   jurisdictions: [CN, DE]
#   formerly: [catering.menu.old]
#   binding: false
#   collections: [release]
"""
    text = changed("#   collections: [release]\n", more).replace("deny contains", "warn contains")
    rule = read(text.replace("# schemas:\n", "# related_resources:\n#   - ref: https://example.org/code\n# schemas:\n"))
    assert rule.effective == Effective(since="2025-09-01", to="2026-09-01T00:00:00Z", replaced_by="catering.menu.new")
    assert (rule.jurisdictions, rule.formerly, rule.binding) == (("CN", "DE"), ("catering.menu.old",), False)
    assert rule.resources == ("https://example.org/code",)


def test_messages_may_have_codes_alike_in_both_languages():
    text = changed('"{dish} does not name its allergens"', '{bare: "{dish} is bare", wrong: "{dish} is wrong"}')
    text = text.replace('"{dish} 未注明过敏原"', '{wrong: "{dish} 有误", bare: "{dish} 未注明"}')
    assert read(text).words["zh"].messages == {"bare": "{dish} 未注明", "wrong": "{dish} 有误"}


def test_chinese_words_may_leave_the_message_to_english():
    assert read(changed('#     message: "{dish} 未注明过敏原"\n', "")).words["zh"].messages == {}


def test_a_rule_may_go_without_chinese_words_and_without_message():
    text = TEXT[: TEXT.index("#   zh:")] + TEXT[TEXT.index("package ") :]
    text = text.replace('#   message: "{dish} does not name its allergens"\n', "")
    assert set(read(text).words) == {"en"}
    assert read(text).words["en"].messages == {}


@pytest.mark.parametrize(
    "text",
    [
        TEXT[TEXT.index("package ") :],
        changed("package catering.menu.allergens", "\npackage catering.menu.allergens"),
        changed("# METADATA\n", "# metadata\n"),
    ],
)
def test_a_rule_without_metadata_right_above_its_package_is_refused(text):
    assert refusal(text).message == "the rule has no METADATA"


def test_metadata_may_follow_other_comments():
    assert read("# Written for the kitchen.\n#\n" + TEXT).id == RULE_ID


@pytest.mark.parametrize(
    ("old", "new", "says", "line"),
    [
        ("severity: high", "severity: high\n#   severity: low", "METADATA does not parse", "severity"),
        ("# scope: package\n", "# scope: package\n# ---\n# scope: package\n", "METADATA holds several YAML", None),
        ("severity: high", "severity: grave", "METADATA: ", "severity"),
        ("# scope: package\n", "# scope: document\n", "METADATA: ", "scope"),
    ],
)
def test_metadata_that_breaks_its_schema_is_refused_at_its_line(old, new, says, line):
    error = refusal(changed(old, new))
    assert says in error.message
    if line is not None:
        assert abs(error.line - line_of(line)) <= 1


def test_metadata_of_another_kind_than_the_folders_is_refused():
    error = refusal(changed("schema.catering.menu\n#   - input.facts", "schema.catering.order\n#   - input.facts"))
    assert "says input.document is schema.catering.order" in error.message
    assert error.line == line_of("schemas:")


def test_metadata_that_names_no_kind_is_refused():
    assert (
        "says input.document is nothing"
        in refusal(changed("input.document: schema.catering.menu\n", "input: x\n")).message
    )


def test_other_codes_in_chinese_are_refused_at_their_line():
    error = refusal(changed('message: "{dish} 未注明过敏原"', "message: {late: 太晚}"))
    assert error.message == "METADATA: `zh.message` has other codes than `message`"
    assert error.line == line_of("未注明过敏原")


def test_a_rule_may_have_words_in_any_language():
    words = "#   pt-BR:\n#     title: Todo prato nomeia seus alérgenos\n#     message: '{dish} não os nomeia'\n"
    rule = read(changed("#   zh:\n", f"{words}#   zh:\n"))
    assert list(rule.words) == ["en", "pt-BR", "zh"]
    assert rule.words["pt-BR"].messages == {"": "{dish} não os nomeia"}


@pytest.mark.parametrize("key", ["en", "zhh", "Zh", "zh_CN", "words"])
def test_what_is_no_other_language_is_refused(key):
    assert refusal(changed("#   zh:\n", f"#   {key}:\n")).message.startswith("METADATA: ")


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("applies(x) if input", "`applies` is a function here"),
        ("applies[x] if input", "`applies` has parts here"),
        ("_scope if applies; input", "`applies` is not defined as a rule here"),
    ],
)
def test_applies_that_is_no_rule_is_refused(new, says):
    assert refusal(changed("applies if input", new)).message.startswith(says)


@pytest.mark.parametrize(
    ("former", "says"),
    [
        ("bakery.menu.allergens", "is no former id of this rule: it belongs to another domain"),
        ("catering.menu.names", "is no former id of this rule: a rule is called so now"),
        (RULE_ID, "is no former id of this rule: a rule is called so now"),
    ],
)
def test_a_rule_was_never_called_as_another_is_called(former, says):
    error = refusal(changed("severity: high", f"severity: high\n#   formerly: [catering.menu.old, {former}]"))
    assert (error.message, error.line) == (f"METADATA: {former} {says}", line_of("severity: high") + 1)


def test_all_that_is_wrong_with_a_rule_is_told_at_once():
    text = changed("severity: high", "severity: grave\n#   binding: 7").replace("deny contains", "deny_dish contains")
    with pytest.raises(PolicyErrors) as caught:
        read(text)
    lines = [error.line for error in caught.value.errors]
    assert [error.code for error in caught.value.errors] == [
        *("policy.metadata", "policy.metadata", "policy.no_heads", "policy.unasked")
    ]
    assert lines == sorted(lines)
    assert len({*lines}) == 4
    assert str(caught.value) == str(caught.value.errors[0])


def test_a_rule_with_neither_deny_nor_warn_is_refused():
    error = refusal(changed("deny contains", "refuse contains"))
    assert (error.message, error.line) == ("the rule has neither `deny` nor `warn`", line_of("package "))


def test_a_rule_that_binds_nobody_only_warns():
    text = changed("severity: high", "severity: high\n#   binding: false")
    assert "METADATA says that it binds nobody" in refusal(text).message
    assert read(text.replace("deny contains", "warn contains")).binding is False


def test_an_unreadable_document_of_metadata_is_refused():
    assert "METADATA does not parse" in refusal(changed("# scope: package\n", "# scope: {a: {b\n")).message


def test_places_are_those_of_the_file():
    where: dict[str, Any] = vars(refusal("# one\n# two\n" + changed("severity: high", "severity: grave")))
    assert where["line"] == line_of("severity") + 2


CODED = changed('"{dish} does not name its allergens"', '{bare: "{dish} is bare", wrong: "{dish} is wrong"}').replace(
    '#     message: "{dish} 未注明过敏原"\n', ""
)


def fixed(text: str, fix: str) -> str:
    return text.replace("severity: high\n", f"severity: high\n#   fix: {fix}\n")


def test_a_rule_offers_an_edit_for_its_message_or_for_a_code():
    assert read(TEXT).fixes == {}
    assert read(fixed(TEXT, "{stamp: sha256}")).fixes == {"": Fix("stamp", "sha256")}
    assert read(fixed(TEXT, "{set: {a: [false]}}")).fixes == {"": Fix("set", {"a": [False]})}
    assert read(fixed(CODED, "{bare: {set: []}}")).fixes == {"bare": Fix("set", [])}
    both = fixed(CODED, "{bare: {stamp: sha256}, wrong: {label: implicit}}")
    assert read(both).fixes == {"bare": Fix("stamp", "sha256"), "wrong": Fix("label", "implicit")}


@pytest.mark.parametrize(
    ("text", "fix", "code"),
    [
        (TEXT, "{}", "policy.metadata"),
        (TEXT, "stamp", "policy.metadata"),
        (TEXT, "{stamp: md5}", "policy.metadata"),
        (TEXT, "{remove: x}", "policy.metadata"),
        (TEXT, "{stamp: sha256, set: x}", "policy.metadata"),
        (TEXT, "{label: explicit}", "policy.metadata"),
        (TEXT, "{bare: {stamp: sha256}}", "policy.fix_without_codes"),
        (CODED, "{stamp: sha256}", "policy.fix_code"),
        (CODED, "{other: {stamp: sha256}}", "policy.fix_code"),
        (CODED, "{bare: {remove: x}}", "policy.metadata"),
        (CODED, "{bare: {stamp: sha256, set: x}}", "policy.metadata"),
        (CODED.replace("bare", "set"), "{set: {remove: x}}", "policy.fix_by_code"),
        (CODED.replace("bare", "set"), "{set: 3}", "policy.fix_by_code"),
    ],
)
def test_an_edit_that_nobody_can_make_and_a_code_that_is_none_are_refused_at_their_line(text, fix, code):
    error = refusal(fixed(text, fix))
    assert error.code == code
    assert error.line == line_of("severity: high") + 1
