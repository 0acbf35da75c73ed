"""Which modules rules reach: by the packages that texts name, however many files have one and wherever they lie."""

from __future__ import annotations

from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.reach import guilty, reached
from adjudge.lib.rego.rule import Module, Rule, Words

RULE = Module("house/doc/rule/rule.rego", "package house.doc.rule\n\ndeny := data.main.deny\n", "p")
FIRST = Module("policy/a.rego", "package main\n\ndeny contains data.help.text\n", "p")
SECOND = Module("policy/b.rego", 'package main\n\ndeny contains "b"\n', "p")
HELP = Module("policy/deep/help.rego", 'package help\n\ntext := "a"\n', "p")
OTHER = Module("policy/other.rego", "package other\n", "p")


def rule() -> Rule:
    return Rule(
        id="house.doc.rule",
        domain="house",
        kind="house.doc",
        severity="high",
        words={"en": Words(title="T")},
        heads=frozenset({"deny"}),
        file=RULE.file,
        line=1,
        plugin="p",
    )


def test_all_files_of_a_package_that_is_named_are_reached():
    found = reached([rule()], (RULE, FIRST, SECOND, HELP, OTHER))
    assert found == (RULE, FIRST, SECOND, HELP)


def test_a_file_costs_the_rules_that_reach_it():
    modules = (RULE, FIRST, SECOND, HELP, OTHER)
    assert guilty(PolicyError("broken", file=HELP.file), [rule()], modules) == [rule()]
    assert guilty(PolicyError("broken", file=OTHER.file), [rule()], modules) == []
