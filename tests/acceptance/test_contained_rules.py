"""A plugin whose rules hang, take all memory or would kill the engine, judged beside ours by the installed command."""

from __future__ import annotations

import json

import pytest
from lending import loan, open_library
from neighbours import settle, undisturbed

HEAD = """\
# METADATA
# scope: package
# title: The rule {name} holds
# schemas:
#   - input.document: schema.odd.thing
# custom:
#   severity: high
#   message: "{name} does not hold"
package odd.thing.{name}

"""
DENY = 'deny contains {"path": []} if '
DOUBLES = "\n".join(
    [
        '_s0 := "xxxxxxxxxxxxxxxx"',
        *(f'_s{number + 1} := concat("", [_s{number}, _s{number}])' for number in range(30)),
        f"{DENY}{{\n\tinput.document.v == 1\n\tcount(_s30) == 1\n}}",
    ]
)
LOOPS = (
    f"{DENY}{{\n\tinput.document.v == 2\n\tsome a in numbers.range(1, 99999)\n\tsome b in numbers.range(1, 99999)\n"
    "\ta + b == -1\n}"
)
CHAIN = "\n".join(f"_f{n}(x) := _f{n + 1}(x)" for n in range(3000)) + f"\n_f3000(x) := x\n\n{DENY}_f0(1) == 1"
GOOD = f"{DENY}{{\n\tprint(input.document.v)\n\tinput.document.v == 7\n}}"
PLUGIN = """
from adjudge import Domain, Kind, hookimpl


@hookimpl
def adjudge_domains():
    yield Domain(
        name="odd",
        title={"en": "Odd"},
        kinds=(Kind(name="odd.thing", files=("*.odd.json",)),),
        policies="adjudge_odd.policies",
        schemas="adjudge_odd.schemas",
    )
"""
SCHEMA = {
    "type": "object",
    "required": ["v"],
    "additionalProperties": False,
    "properties": {"v": {"type": ["string", "integer"]}},
}


@pytest.fixture
def odd(project):
    settle(project)
    open_library(project)
    project.write("all.loans.jsonl", "".join([loan(1, days=31), loan(2)]))

    def bring(**rules: str):
        files = {"adjudge_odd/__init__.py": PLUGIN, "adjudge_odd/schemas/odd/thing.json": json.dumps(SCHEMA)}
        files |= {
            f"adjudge_odd/policies/odd/thing/{name}/{name}.rego": HEAD.format(name=name) + text + "\n"
            for name, text in rules.items()
        }
        project.plugin("odd", files)
        for v in (1, 2, 7):
            project.write(f"{v}.odd.json", json.dumps({"v": v}))
        return project

    return bring


def outcomes(artifact) -> dict[str, str]:
    return {said["rule"].rpartition(".")[2]: said["outcome"] for said in artifact["outcomes"]}


LIMITS = ("--engine", "embedded", "--time-limit", "4", "--memory-limit", "500")


def test_only_the_guilty_rule_on_the_guilty_artifact_has_no_verdict(odd):
    report = odd(doubles=DOUBLES, loops=LOOPS, good=GOOD).json(*LIMITS)
    assert report["summary"]["exit_code"] == 3
    said = undisturbed(report)
    assert outcomes(said["1.odd.json"]) == {"doubles": "error", "loops": "passed", "good": "passed"}
    assert outcomes(said["2.odd.json"]) == {"doubles": "passed", "loops": "error", "good": "passed"}
    assert outcomes(said["7.odd.json"]) == {"doubles": "passed", "loops": "passed", "good": "denied"}
    assert said["all.loans.jsonl#1"]["verdict"] == "deny"
    assert said["all.loans.jsonl#2"]["verdict"] == "pass"


def test_a_chain_that_would_kill_the_engine_is_refused_and_costs_no_other_rule(odd):
    report = odd(chain=CHAIN, good=GOOD).json("--engine", "embedded")
    assert report["summary"]["exit_code"] == 3
    said = undisturbed(report)
    assert outcomes(said["7.odd.json"])["good"] == "denied"
    assert outcomes(said["7.odd.json"])["chain"] == "error"
    assert said["all.loans.jsonl#1"]["verdict"] == "deny"


def test_it_is_told_in_both_languages_and_what_is_printed_is_visible(odd):
    project = odd(loops=LOOPS, good=GOOD)
    project.write("x.odd.json", json.dumps({"v": "\x1b[2J\n::error::owned"}))
    for language, words in (
        ("en", "it cannot be evaluated: it takes longer than 2 seconds"),
        ("zh", "无法求值：耗时超过 2 秒"),
    ):
        result = project.adjudge("check", "--engine", "embedded", "--time-limit", "2", "--lang", language)
        assert result.returncode == 3
        assert words in result.stdout
        assert (
            "odd/thing/good/good.rego:12:2: odd.thing.good (x.odd.json): print: \\x1b[2J\\n::error::owned"
            in result.stderr
        )
        assert "\x1b[2J" not in result.stderr
