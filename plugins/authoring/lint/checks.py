"""The checks of ``adjudge lint``: what each is called, whether it denies or warns, and which words are its own."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from adjudge.lib.rego.rule import Rule, Severity, Words
from adjudge.lib.words import languages, say

PREFIX = "adjudge.lint."


class LintCheck(NamedTuple):
    """A check; ``codes`` are the codes, or beginnings of codes, of what it finds."""

    name: str
    level: Literal["deny", "warn"]
    severity: Severity
    codes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id under which reports have it."""
        return f"{PREFIX}{self.name}"


CHECKS = (
    LintCheck("syntax", "deny", "critical", ("lint.syntax", "policy.not_utf_8")),
    LintCheck(
        "metadata",
        "deny",
        "high",
        (
            *("policy.no_metadata", "policy.metadata", "policy.unparsable", "policy.other_kind", "policy.binds_nobody"),
            *(
                "policy.never_in_force",
                "policy.other_codes",
                "policy.names_unnamed",
                "policy.names_nowhere",
                "policy.names_unused",
            ),
            *("policy.fix_code", "policy.fix_by_code", "policy.fix_without_codes", "lint.ids"),
            *("policy.formerly_elsewhere", "policy.formerly_loaded"),
            *("policy.no_instrument", "policy.no_clause"),
        ),
    ),
    LintCheck(
        "heads",
        "deny",
        "critical",
        (
            *("policy.applies", "policy.no_rule", "policy.no_heads", "policy.unasked", "policy.two_ways"),
            *("policy.head_function", "policy.head_part"),
        ),
    ),
    LintCheck("findings", "deny", "high", ("lint.shape",)),
    LintCheck("calls", "deny", "critical", ("policy.impure", "policy.hidden_call", "policy.template")),
    LintCheck(
        "references",
        "deny",
        "high",
        (
            *("policy.whole_data", "policy.other_domain", "policy.lib_data", "policy.nowhere"),
            *("policy.holds_itself", "policy.exporter_absent", "policy.exporter_broken", "policy.exports_nothing"),
            *("policy.not_extended", "policy.not_exported", "policy.replaced"),
            *("policy.export_absent", "policy.export_rule", "policy.export_foreign"),
        ),
    ),
    LintCheck("paths", "deny", "high", ("policy.input", "lint.paths")),
    LintCheck("negation", "deny", "high", ("lint.negation",)),
    LintCheck("schemas", "deny", "high", ("contract.", "catalogue.no_schema")),
    LintCheck("parameters", "deny", "high", ("parameter.",)),
    LintCheck("compile", "deny", "high", ("lint.compile",)),
    LintCheck("layout", "deny", "high"),
    LintCheck("negation_import", "warn", "medium", ("lint.negation.import",)),
    LintCheck("values", "warn", "medium", ("lint.values",)),
    LintCheck("unreachable", "warn", "medium", ("lint.unreachable",)),
    LintCheck("portable", "warn", "low", ("lint.portable",)),
    LintCheck("open_schemas", "warn", "low", ("lint.open",)),
    LintCheck("blank_texts", "warn", "low", ("lint.texts",)),
    LintCheck("unused_parameters", "warn", "low", ("lint.unused",)),
    LintCheck("undescribed_parameters", "warn", "low", ("lint.parameters",)),
    LintCheck("words", "warn", "low", ("lint.words",)),
    LintCheck("codes", "warn", "low", ("lint.codes",)),
    LintCheck("citations", "warn", "low", ("lint.basis",)),
)
"""In the order of docs/lint.md. What no other has words of is the ``layout`` of a domain."""

_REST = next(each for each in CHECKS if each.name == "layout")
BY_NAME = {each.name: each for each in CHECKS}


@cache
def check_of(code: str | None) -> LintCheck:
    """Return the check whose words a code is: the one that has most of it."""
    found = [(len(own), each) for each in CHECKS for own in each.codes if code is not None and code.startswith(own)]
    return max(found, key=lambda one: one[0])[1] if found else _REST


@cache
def as_rule(rule_id: str) -> Rule | None:
    """Return a check as reports take a rule; None for an id that is none's."""
    found = BY_NAME.get(rule_id.removeprefix(PREFIX)) if rule_id.startswith(PREFIX) else None
    if found is None:
        return None
    told = say(f"lint_check.{found.name}")
    words = {each: Words(title=told[each], description=told[each], remediation=told.next[each]) for each in languages()}
    return Rule(
        id=rule_id,
        domain="adjudge",
        kind="authoring.policy",
        severity=found.severity,
        words=words,
        heads=frozenset((found.level,)),
        file="",
        line=1,
        plugin="adjudge",
    )
