"""A code that METADATA describes above its `deny` or `warn`: what its findings have, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from spoken import spoken

from adjudge.lib.errors import PolicyErrors
from adjudge.lib.rego.blocks import codes_said
from adjudge.lib.rego.metadata import read_rule
from adjudge.lib.rego.policy import policy_of
from adjudge.lib.rego.rule import Effective, Fix, Module, Rule
from adjudge.lib.rego.scan import scan
from adjudge.lib.rego.selection import Fails, Selection
from adjudge.lib.rego.standing import standings

PACKAGE = """# METADATA
# title: Every dish can be served
# schemas:
#   - input.document: schema.catering.menu
# custom:
#   severity: high
#   basis: [kitchen-code#7]
#   effective: {from: "2020-01-01"}
#   message: {unnamed: "a dish has no name"}
#   remediation: Mend the menu.
#   zh: {title: 每道菜均可上桌, message: {unnamed: 有一道菜没有名称}, remediation: 请修改菜单。}
package catering.menu.served

deny contains {"code": "unnamed"} if input.document.dishes == []

"""
BLOCK = """# METADATA
# title: No dish is salty
# related_resources:
#   - ref: https://example.org/salt
# custom:
#   code: salty
#   severity: low
#   basis: [kitchen-code#9]
#   effective: {from: "2030-01-01", to: "2031-01-01"}
#   message: "{dish} is salty"
#   fix: {set: 0}
#   zh: {message: "{dish} 过咸"}
"""
CLAUSE = 'deny contains {"path": ["dishes", 0], "code": "salty", "dish": "soup"} if input.document.dishes\n'


def read(text: str) -> Rule:
    policy = policy_of(Module(file="r.rego", text=text, plugin="catering"))
    return read_rule(policy, rule_id="catering.menu.served", kind="catering.menu")


def test_a_code_has_what_its_block_says_and_else_what_the_package_says():
    rule = read(PACKAGE + BLOCK + CLAUSE)
    salty = rule.of("salty")
    assert (salty.id, salty.severity, salty.basis) == (rule.id, "low", ("kitchen-code#9",))
    assert salty.effective == Effective("2030-01-01", "2031-01-01")
    assert salty.resources == ("https://example.org/salt",)
    assert (salty.words["en"].title, salty.words["en"].remediation) == ("No dish is salty", "Mend the menu.")
    assert salty.words["zh"].remediation == "请修改菜单。"
    assert rule.words["zh"].messages == {"unnamed": "有一道菜没有名称", "salty": "{dish} 过咸"}
    assert rule.fixes == {"salty": Fix("set", 0)}
    assert (rule.of("unnamed"), rule.of(None)) == (rule, rule)
    assert rule.cites() == ("kitchen-code#7", "kitchen-code#9")


def test_a_title_in_english_only_is_not_the_whole_rules_title_in_chinese():
    assert read(PACKAGE + BLOCK + CLAUSE).of("salty").words["zh"].title == "No dish is salty"


def test_a_block_that_says_nothing_more_has_all_from_the_package_and_its_only_message():
    package = PACKAGE.replace('{unnamed: "a dish has no name"}', '"it is wrong"')
    package = package.replace("{unnamed: 有一道菜没有名称}", "有误").replace('"code": "unnamed"', '"path": []')
    rule = read(package + "# METADATA\n# custom: {code: salty}\n" + CLAUSE)
    assert rule.of("salty") == rule._replace(codes={}, line=rule.of("salty").line)


def test_the_package_need_not_have_messages_of_its_own():
    package = "\n".join(line for line in PACKAGE.split("\n") if "message" not in line and "unnamed" not in line)
    rule = read(package + BLOCK.replace("#   zh", "#   fr") + CLAUSE)
    assert rule.words["en"].messages == {"salty": "{dish} is salty"}
    assert rule.of("salty").words["fr"].messages == {"salty": "{dish} 过咸"}


def test_several_clauses_may_say_a_code_that_is_described_above_the_first():
    assert set(read(PACKAGE + BLOCK + CLAUSE + CLAUSE.replace("deny", "warn")).codes) == {"salty"}


REFUSED = {
    "above a helper": (BLOCK + "_salty if true\n\n" + CLAUSE, "policy.code_elsewhere", "#   code: salty"),
    "above nothing": (CLAUSE + "\n" + BLOCK, "policy.code_elsewhere", "#   code: salty"),
    "another code": (BLOCK + CLAUSE.replace('"salty"', '"sweet"'), "policy.other_code_said", 'deny contains {"path"'),
    "described twice": (BLOCK + CLAUSE + BLOCK + CLAUSE, "policy.code_described_twice", "#   code: salty"),
    "in both places": (
        BLOCK.replace("salty", "unnamed") + CLAUSE.replace("salty", "unnamed"),
        "policy.code_both_ways",
        "#   code: unnamed",
    ),
    "no YAML": ("# METADATA\n# custom: {\n" + CLAUSE, "policy.unparsable", "# custom: {"),
    "no code in its findings": (
        BLOCK + CLAUSE.replace('"code": "salty", ', ""),
        "policy.code_unsaid",
        'deny contains {"path"',
    ),
    "no text": (BLOCK + 'deny contains "it is salty" if true\n', "policy.code_unsaid", 'deny contains "it'),
    "of which code": (BLOCK.replace("#   code: salty\n", "") + CLAUSE, "policy.block_without_code", "# title: No dish"),
    "of which code, with a title only": (
        "# METADATA\n# title: It is there\n" + CLAUSE,
        "policy.block_without_code",
        "# title: It is there",
    ),
    "what no code has": (
        BLOCK.replace("fix: {set: 0}", "collections: [a]") + CLAUSE,
        "policy.metadata",
        "#   collections",
    ),
    "over before it begins": (
        BLOCK.replace('to: "2031-01-01"', 'to: "2021-01-01"') + CLAUSE,
        "policy.never_in_force",
        '#   effective: {from: "2030',
    ),
    "words in one language only": (
        BLOCK.replace('#   message: "{dish} is salty"\n', "") + CLAUSE,
        "policy.other_codes",
        '#   zh: {message: "{dish} 过',
    ),
}


@pytest.mark.parametrize(("rest", "code", "at"), list(REFUSED.values()), ids=list(REFUSED))
def test_what_a_block_says_and_nobody_would_hear_is_refused_at_its_line(rest, code, at):
    with pytest.raises(PolicyErrors) as caught:
        read(PACKAGE + rest)
    (error,) = caught.value.errors
    assert error.words.code == code
    assert (PACKAGE + rest).split("\n")[(error.line or 0) - 1].startswith(at)
    assert error.hint
    assert spoken(error)


@pytest.mark.parametrize(
    ("since", "to", "never"),
    [
        ("2030-01-01", "2029-12-31", True),
        ("2030-01-01", "2030-01-01", False),
        ("2030-01-01", "2029-12-30T10:00:00Z", True),
        ("2030-01-01", "2029-12-31T20:00:00Z", False),
        ("2030-01-01T00:00:00+08:00", "2029-12-31T16:00:00Z", True),
        ("2030-01-01T00:00:00+08:00", "2029-12-31T16:00:01Z", False),
    ],
)
def test_a_rule_that_is_over_before_it_begins_is_refused_where_that_is_sure(since, to, never):
    package = PACKAGE.replace('{from: "2020-01-01"}', f'{{from: "{since}", to: "{to}"}}')
    if not never:
        assert read(package).effective == Effective(since, to)
        return
    with pytest.raises(PolicyErrors) as caught:
        read(package)
    assert [error.words.code for error in caught.value.errors] == ["policy.never_in_force"]


def test_a_block_is_seen_however_the_package_is_written():
    for written in ("package\t", "package  "):
        assert set(read((PACKAGE + BLOCK + CLAUSE).replace("package ", written)).codes) == {"salty"}


@pytest.mark.parametrize(
    "rest",
    [
        "# METADATA\n# custom: {code: }\n_salty if true\n\n" + CLAUSE,
        "# METADATA\n# description: helps\n_salty if true\n\n" + CLAUSE,
        "# METADATA\n# schemas: [{input.document: schema.catering.menu}]\n" + CLAUSE,
        '# METADATA\n# title: It is there\ndeny contains {"msg": rego.metadata.rule().title} if true\n',
        "_text := `\n# METADATA\n# custom: {code: salty}\n`\n\n" + CLAUSE,
    ],
    ids=["a code of nothing", "documentation", "for OPA's checker", "read by the policy", "in a string"],
)
def test_what_is_no_description_of_a_code_is_left_alone(rest):
    assert read(PACKAGE + rest).codes == {}


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ('"text"', ()),
        ("[1]", None),
        ("finding", None),
        ('{# c\n "code": "a"}', ("a",)),
        ('{"a": 1, key: "code"}', None),
        ('{"a": {"code": "b"}}', ()),
        ('{"code": "a"}', ("a",)),
        ('{"code": code}', None),
        ('{"code": concat("", ["a"])}', None),
        ('{"path": ["code", "x"], "code": "a b", "n": 1}', ("a b",)),
        (r'{"code": "\q"}', None),
        ('{"code": "a\tb"}', None),
        ("{k: v | some k, v in input}", None),
    ],
)
def test_a_code_is_seen_where_it_is_written_out(term, said):
    text = f"package a\n\ndeny contains {term} if true\n"
    assert codes_said(text, scan(text).definitions[0]) == said


def at(day: str, rule: Rule) -> tuple[str, str, str]:
    found, astray = standings([rule], datetime.fromisoformat(day).replace(tzinfo=UTC), lambda _: "UTC")
    assert astray == {}
    stands = found[rule.id]
    return stands.whole, stands.of(None), stands.of("salty")


def test_each_code_stands_for_itself_and_the_rule_for_any():
    rule = read(PACKAGE + BLOCK + CLAUSE)
    assert at("2019-01-01", rule) == ("pending", "pending", "pending")
    assert at("2025-01-01", rule) == ("in_force", "in_force", "pending")
    assert at("2030-06-01", rule) == ("in_force", "in_force", "in_force")
    assert at("2032-01-01", rule) == ("in_force", "in_force", "ended")


def test_a_rule_of_several_severities_is_selected_by_each_and_ignored_by_none_of_them():
    rule = read(PACKAGE + BLOCK + CLAUSE)
    for severity in ("high", "low"):
        assert Selection(select=(f"severity:{severity}",)).left_out([rule]) == frozenset()
        assert Selection(ignore=(f"severity:{severity}",)).left_out([rule]) == frozenset()
    assert Selection(select=("severity:critical",)).left_out([rule]) == {rule.id}
    assert Selection(ignore=("catering.*",)).left_out([rule]) == {rule.id}


def test_what_fails_a_run_goes_by_the_severity_of_the_code():
    class Found:
        counts, suppression = True, None

        def __init__(self, code: str, level: str = "deny") -> None:
            self.code, self.level = code, level

    rule = read(PACKAGE + BLOCK + CLAUSE)
    grave = Fails(denials=("severity:high",), warnings=("severity:high",))
    for code, fails in (("salty", False), ("unnamed", True)):
        assert grave.denied(rule.id, [Found(code)], lambda _: rule) is fails
        assert grave.warned(rule.id, [Found(code, "warn")], lambda _: rule) is fails
        assert not grave.warned(rule.id, [Found(code)], lambda _: rule)


def test_a_denial_that_fails_nothing_hides_no_warning_that_does():
    class Found:
        counts, suppression = True, None

        def __init__(self, code: str, level: str) -> None:
            self.code, self.level = code, level

    rule = read(PACKAGE + BLOCK + CLAUSE)
    found = [Found("salty", "deny"), Found("unnamed", "warn")]
    grave = Fails(denials=("severity:high",), warnings=("severity:high",))
    assert not grave.denied(rule.id, found, lambda _: rule)
    assert grave.warned(rule.id, found, lambda _: rule)
