"""Rules that misbehave do so alike on both engines: the same outcome, in the same words, at the same place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wheels import Project

RULES = {
    # what rules should do
    "healthy": 'deny contains {"path": ["rate"]} if input.document.rate == "loud"',
    "idle": 'applies if input.document.never\n\ndeny contains {"path": []} if to_number("x") > 0',
    # builtins that fail
    "to_number": 'deny contains {"path": ["rate"]} if to_number(input.document.rate) < 8000',
    "to_number_of_a_constant": 'deny contains {"path": []} if to_number("x") > 0',
    "applies_fails": 'applies if to_number(input.document.rate) > 0\n\ndeny contains {"path": []} if true',
    "warn_fails": 'deny contains {"path": []} if false\n\nwarn contains {"path": []} if to_number(input.document.rate) > 0',
    "negated": 'deny contains {"path": []} if {\n\trate := input.document.rate\n\tnot to_number(rate) > 8000\n}',
    "in_a_comprehension": 'deny contains {"path": []} if count([n | n := to_number(input.document.rate)]) == 2',
    "behind_functions": (
        'deny contains {"path": []} if _outer(input.document) > 2\n\n'
        "_outer(x) := _inner(x.rate)\n\n_inner(x) := to_number(x)"
    ),
    "division": 'deny contains {"path": []} if 10 / input.document.zero > 1',
    "modulo": 'deny contains {"path": []} if 10 % input.document.zero > 1',
    "time": 'deny contains {"path": []} if time.parse_rfc3339_ns(input.document.rate) > 0',
    "json": 'deny contains {"path": []} if json.unmarshal(input.document.rate)',
    "cjk_before": 'deny contains {"path": []} if {"配音" != "x"; to_number(input.document.rate) > 0}',
    # answers of another shape
    "deny_is_a_boolean": "deny := true",
    "deny_is_undefined": 'deny := {{"path": []}} if input.document.never',
    "warn_is_undefined": 'deny contains {"path": []} if false\n\nwarn := {{"path": []}} if input.document.never',
    "applies_is_text": 'applies := "yes"\n\ndeny contains {"path": []} if true',
    "applies_is_null": 'applies := null\n\ndeny contains {"path": []} if true',
    "applies_is_a_set": 'applies contains 1\n\ndeny contains {"path": []} if true',
    "a_number": "deny contains 5",
    "an_array": 'deny contains ["path"]',
    "path_is_text": 'deny contains {"path": "rate"}',
    "path_holds_null": 'deny contains {"path": [null]}',
    "msg_is_a_number": 'deny contains {"msg": 5}',
    "a_string": 'deny contains "as conftest has it"',
    # messages
    "no_placeholder": 'deny contains {"path": [], "rates": 5}',
    "a_code_without_a_message_of_its_own": 'deny contains {"path": [], "code": "loud", "rate": 1}',
    "numbers": 'deny contains {"path": [], "rate": [1, 0.5, 1000, 9007199254740993, {"b": 1, "a": [null, true]}]}',
    # conflicts
    "two_values": '_x := 1 if input.document.rate\n\n_x := 2 if input.document.rate\n\ndeny contains {"path": []} if _x == 1',
    "two_values_of_a_function": '_f(x) := 1 if x\n\n_f(x) := 2 if x\n\ndeny contains {"path": []} if _f(input.document.rate) == 1',
    "two_values_of_a_key": 'deny contains {"path": []} if count({"k": n | some n in input.document.two}) == 1',
}

ERRORS = {
    "to_number",
    "to_number_of_a_constant",
    "applies_fails",
    "warn_fails",
    "negated",
    "in_a_comprehension",
    "behind_functions",
    "division",
    "modulo",
    "time",
    "json",
    "cjk_before",
    "deny_is_a_boolean",
    "deny_is_undefined",
    "warn_is_undefined",
    "applies_is_text",
    "applies_is_null",
    "applies_is_a_set",
    "a_number",
    "an_array",
    "path_is_text",
    "path_holds_null",
    "msg_is_a_number",
    "no_placeholder",
    "two_values",
    "two_values_of_a_function",
    "two_values_of_a_key",
}

FILLED = {"no_placeholder", "a_code_without_a_message_of_its_own", "numbers"}

MODULE = """
from adjudge import Domain, Kind, hookimpl

@hookimpl
def adjudge_domains():
    yield Domain(
        name="odd", title={"en": "Odd"}, policies="adjudge_odd.policies", schemas="adjudge_odd.schemas",
        kinds=(
            Kind(name="odd.thing", files=("*.thing.json",)),
            Kind(name="odd.row", files=("*.rows.jsonl",), shape="records"),
        ),
    )
"""

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Thing",
    "type": "object",
    "required": ["rate"],
    "additionalProperties": False,
    "properties": {
        "rate": {"type": "string"},
        "zero": {"type": "integer"},
        "two": {"type": "array", "items": {"type": "integer"}},
        "never": {"type": "string"},
    },
}

METADATA = """\
# METADATA
# scope: package
# title: {title}
# schemas:
#   - input.document: schema.{kind}
# custom:
#   severity: high
#   message: "{message}"
package {kind}.{rule}

"""

SAID = {"rate": "fast", "zero": 0, "two": [1, 2]}


def odd_plugin(project: Project, kinds: dict[str, dict[str, str]]) -> None:
    files: dict[str, str] = {"adjudge_odd/__init__.py": MODULE}
    for package in ("policies", "schemas"):
        files[f"adjudge_odd/{package}/__init__.py"] = ""
    for kind in ("odd.thing", "odd.row"):
        files[f"adjudge_odd/schemas/{kind.replace('.', '/')}.json"] = json.dumps(SCHEMA)
    for kind, rules in kinds.items():
        for rule, text in rules.items():
            message = "{rate} is wrong" if rule in FILLED else "something is wrong"
            head = METADATA.format(title=rule.replace("_", " "), kind=kind, rule=rule, message=message)
            files[f"adjudge_odd/policies/{kind.replace('.', '/')}/{rule}/{rule}.rego"] = f"{head}{text}\n"
    project.plugin("odd", files)


def outcomes(report: str) -> dict[str, dict[str, Any]]:
    """Return each artifact's outcomes by the last name of the rule."""
    said = json.loads(report)
    assert said["problems"] == []
    return {
        artifact["path"]: {outcome["rule"].rpartition(".")[2]: outcome for outcome in artifact["outcomes"]}
        for artifact in said["artifacts"]
    }


def test_each_rule_misbehaves_alike_and_costs_no_other_its_outcome(project, same_report):
    odd_plugin(project, {"odd.thing": RULES})
    project.write("a.thing.json", json.dumps(SAID))
    found = outcomes(same_report(project.adjudge))["a.thing.json"]
    assert {rule for rule, outcome in found.items() if outcome["outcome"] == "error"} == ERRORS
    assert found["healthy"]["outcome"] == "passed"
    assert found["idle"]["outcome"] == "not_applicable"
    assert {outcome["outcome"] for rule, outcome in found.items() if rule not in ERRORS} == {
        "passed",
        "not_applicable",
        "denied",
    }


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("to_number", "odd/thing/to_number/to_number.rego:11:37"),
        ("cjk_before", "odd/thing/cjk_before/cjk_before.rego:11:45"),
        ("negated", "odd/thing/negated/negated.rego:13:6"),
        ("behind_functions", "odd/thing/behind_functions/behind_functions.rego:15:14"),
        ("division", "odd/thing/division/division.rego:11"),
    ],
)
def test_an_error_names_the_place_of_the_call(project, same_report, rule, place):
    odd_plugin(project, {"odd.thing": {rule: RULES[rule]}})
    project.write("a.thing.json", json.dumps(SAID))
    note = outcomes(same_report(project.adjudge))["a.thing.json"][rule]["note"]
    assert note.startswith(f"{place}: ")
    assert f"(rule odd.thing.{rule}, plugin odd)" in note


@pytest.mark.parametrize("empty", [True, False], ids=["empty", "with a finding"])
def test_a_deny_that_is_an_array_is_an_error(project, same_report, empty):
    odd_plugin(project, {"odd.thing": {"array": f"deny := {'[]' if empty else '[{}]'}", "healthy": RULES["healthy"]}})
    project.write("a.thing.json", json.dumps(SAID))
    found = outcomes(same_report(project.adjudge))["a.thing.json"]
    assert found["array"]["outcome"] == "error"
    assert found["healthy"]["outcome"] == "passed"


def test_some_bad_records_among_many_spoil_their_own_outcomes_only(project, same_report):
    rules = {rule: RULES[rule] for rule in ("healthy", "to_number", "division", "two_values_of_a_key", "numbers")}
    odd_plugin(project, {"odd.row": rules})
    rows: list[dict[str, Any]] = [{"rate": "44100", "zero": 5} for _ in range(700)]
    rows[3], rows[311], rows[650] = SAID, {**SAID, "zero": 4}, {"rate": "loud"}
    project.write("a.rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    found = outcomes(same_report(project.adjudge))
    assert len(found) == 700
    failed = {
        path: {rule for rule, outcome in said.items() if outcome["outcome"] == "error"} for path, said in found.items()
    }
    assert {path: rules for path, rules in failed.items() if rules} == {
        "a.rows.jsonl#4": {"to_number", "division", "two_values_of_a_key"},
        "a.rows.jsonl#312": {"to_number", "two_values_of_a_key"},
        "a.rows.jsonl#651": {"to_number"},
    }
    assert found["a.rows.jsonl#651"]["healthy"]["outcome"] == "denied"


@pytest.mark.parametrize(
    "rule",
    [
        'deny contains {"path": []} if input.document.rate ==',
        'deny contains {"path": []} if unknown_function(input.document.rate)',
        'deny contains {"path": []} if x == 1',
        'deny contains {"path": []} if time.now_ns() > 0',
        'deny contains {"path": []} if data.dubbing.params',
    ],
    ids=["no Rego", "an unknown function", "an unsafe variable", "the clock", "another domain"],
)
def test_what_does_not_load_is_a_problem_of_the_plugin_on_every_engine(project, opa_binary, engines, rule):
    odd_plugin(project, {"odd.thing": {"healthy": RULES["healthy"], "broken": rule}})
    project.write("a.thing.json", json.dumps(SAID))
    for engine in engines:
        said = project.json("--engine", engine, "--opa", opa_binary)
        assert said["summary"]["exit_code"] == 3
        (problem,) = said["problems"]  # its words are the engines' own
        assert (problem["plugin"], problem["file"]) == ("odd", "odd/thing/broken/broken.rego")
        found = {outcome["rule"]: outcome["outcome"] for outcome in said["artifacts"][0]["outcomes"]}
        assert found.pop("odd.thing.broken", "error") == "error"
        assert found in ({}, {"odd.thing.healthy": "passed"})
        assert said["artifacts"][0]["verdict"] == "error"


LOOP = """deny contains {"path": []} if {
	input.document.never
	some x in numbers.range(1, 30000)
	some y in numbers.range(1, 30000)
	x + y < 0
}"""
TALKS = 'deny contains {"path": []} if {\n\tprint("rate", input.document.rate)\n\tfalse\n}'


def test_what_exceeds_its_time_and_what_is_printed_are_told_alike(project, same_report):
    odd_plugin(project, {"odd.row": {"healthy": RULES["healthy"], "slow": LOOP, "talks": TALKS}})
    rows = [{"rate": "1"}, {"rate": "2"}, {"rate": "\x1b[31m3", "never": "ends"}]
    project.write("a.rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    found = outcomes(same_report(project.adjudge, "--time-limit", "2"))
    assert [said["slow"]["outcome"] for said in found.values()] == ["passed", "passed", "error"]
    assert [said["healthy"]["outcome"] for said in found.values()] == ["passed"] * 3
    note = found["a.rows.jsonl#3"]["slow"]["note"]
    assert "it cannot be evaluated: it takes longer than 2 seconds (rule odd.row.slow, plugin odd). " in note
