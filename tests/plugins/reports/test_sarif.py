"""SARIF satisfies its schema, every result is located and has an identity, errors are notifications."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from fluidattacks_core.sarif import SarifLog

from adjudge.plugins.reports import sarif

Run = Callable[..., str]
LABEL = "dubbing.project.explicit_label"
FEW = 250
"""Results in the place of code scanning's 25,000: what is left out does not depend on the number."""


@pytest.fixture
def log(run: Run, make: SimpleNamespace) -> Any:
    def write(verdicts: Any = None, **more: Any) -> Any:
        text = run("sarif", make.bad() if verdicts is None else verdicts, **more)
        SarifLog.model_validate_json(text)  # generated of OASIS's schema, closed as it is
        return json.loads(text)["runs"][0]

    return write


def test_it_reads_as_the_golden_file_does(run: Run, golden: Any, make: SimpleNamespace) -> None:
    golden("report.sarif", run("sarif", make.bad(), problems=(make.plugin_problem(),)))


@pytest.mark.parametrize("which", ["good", "bad", "hostile", "none"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_reports_satisfy_the_schema(log: Any, make: SimpleNamespace, which: str, language: str) -> None:
    verdicts = getattr(make, which)() if which != "none" else []
    assert log(verdicts, problems=(make.plugin_problem(),), language=language)["columnKind"] == "unicodeCodePoints"


def test_the_model_of_the_schema_refuses_what_is_no_sarif(run: Run, make: SimpleNamespace) -> None:
    report = json.loads(run("sarif", make.bad()))
    for spoil in (
        lambda it: it.update(version="2.0"),
        lambda it: it["runs"][0]["tool"].pop("driver"),
        lambda it: it["runs"][0]["results"][0].update(level="fatal"),
        lambda it: it["runs"][0]["results"][0].update(extra=1),
        lambda it: it["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
    ):
        spoiled = json.loads(json.dumps(report))
        spoil(spoiled)
        with pytest.raises(ValueError, match="validation error"):
            SarifLog.model_validate(spoiled)


def test_every_result_is_located_and_its_indices_lead_where_they_say(log: Any) -> None:
    report = log()
    assert len(report["results"]) == 7
    for result in report["results"]:
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert report["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert report["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
        assert artifact["uriBaseId"] in report["originalUriBaseIds"]


def test_lines_and_columns_are_those_of_the_finding(log: Any) -> None:
    region = log()["results"][2]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 5, "startColumn": 52}


def test_each_result_has_a_fingerprint_of_its_own(log: Any) -> None:
    marks = [result["partialFingerprints"] for result in log()["results"]]
    assert len({mark["adjudge/v2"] for mark in marks}) == len(marks)
    assert all(mark["primaryLocationLineHash"] == mark["adjudge/v2"] for mark in marks)


def test_a_moved_line_changes_no_fingerprint(log: Any, make: SimpleNamespace) -> None:
    def marks(line: int) -> list[Any]:
        found = make.finding(LABEL, line, 1, "hm", path=("tracks", 0))
        verdicts = [make.verdict("a.yaml", "deny", make.outcome(LABEL, "denied", found))]
        return [result["partialFingerprints"] for result in log(verdicts)["results"]]

    assert marks(1) == marks(99)


def test_levels_follow_what_was_decided(log: Any) -> None:
    said = {(result["ruleId"], result["properties"]["outcome"]): result["level"] for result in log()["results"]}
    assert said == {
        (LABEL, "denied"): "error",
        ("dubbing.project.consent", "warned"): "warning",
        ("dubbing.project.watermark", "pending"): "note",
        ("dubbing.project.file_integrity", "waived"): "error",
        ("dubbing.project.schema", "denied"): "error",
    }


def test_what_is_waived_is_suppressed_with_its_reason_and_nothing_else_is(log: Any) -> None:
    suppressed = [result for result in log()["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["dubbing.project.file_integrity"]
    assert suppressed[0]["suppressions"] == [{"kind": "external", "justification": "until 2027-01-31: re-recorded"}]


def test_a_rule_is_one_object_with_help_clause_and_score(log: Any) -> None:
    rules = log()["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    rule = next(rule for rule in rules if rule["id"] == LABEL)
    assert rule["helpUri"] == "https://example.org/labels"
    assert rule["properties"]["security-severity"] == "9.5"
    assert rule["properties"]["clause"] == ["labels#4", "method#5.3", "nobody-brings-it#9"]
    assert {"compliance", "security", "dubbing", "release", "CN"} == set(rule["properties"]["tags"])
    assert "Label Provisions, article 4: Audio has a label. [labels#4]" in rule["help"]["text"]
    assert "[Label Provisions, article 4](<https://example.org/labels>)" in rule["help"]["markdown"]
    assert "Add a spoken label that names AI." in rule["help"]["text"]


def test_rules_that_passed_are_described_too(log: Any, make: SimpleNamespace) -> None:
    assert {rule["id"] for rule in log(make.good())["tool"]["driver"]["rules"]} >= {LABEL}


def test_what_was_not_judged_is_a_notification_and_no_success(log: Any, make: SimpleNamespace) -> None:
    invocation = log(problems=(make.plugin_problem(),))["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    told = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert len(told) == 3
    assert told[0] == "the list is not closed. Close it, or leave the file out with `exclude`."
    assert told[1].startswith("dubbing.project.territory: `deny` is undefined")
    assert "yamlish" in told[2]


def test_a_denial_is_a_successful_execution(log: Any, make: SimpleNamespace) -> None:
    invocation = log(make.bad()[:2])["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)
    assert invocation["toolExecutionNotifications"] == []


def test_files_and_evidence_carry_their_digest_and_names_come_back_from_their_uri(
    log: Any, make: SimpleNamespace
) -> None:
    artifacts = log(make.good())["artifacts"]
    assert [(entry["location"]["uri"], entry["hashes"]["sha-256"]) for entry in artifacts] == [
        ("fine/demo.project.yaml", "ab" * 32),
        ("fine/en.wav", "cd" * 32),
    ]
    name = "a b/c:d%20#?配音\udcff.yaml"
    uri = log([make.verdict(name.replace("#", ""), "pass")])["artifacts"][0]["location"]["uri"]
    assert urlsplit(uri)[:2] == ("", "")
    assert unquote_to_bytes(uri) == name.replace("#", "").encode("utf-8", "surrogateescape")


def test_the_same_run_gives_the_same_bytes(run: Run, make: SimpleNamespace) -> None:
    assert run("sarif", make.bad()) == run("sarif", make.bad(), verbosity=1, colour=True)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", FEW)


def _many(make: SimpleNamespace, *groups: tuple[int, str, str, str]) -> list[Any]:
    """Return an artifact a group: so many findings of a severity, of a level, of a rule with an outcome."""
    return [
        make.verdict(
            f"{number}.yaml",
            "deny",
            make.outcome(
                LABEL,
                outcome,
                *(
                    make.finding(LABEL, line + 1, 1, f"{line}", severity=severity, level=level, path=(str(line),))
                    for line in range(count)
                ),
            ),
        )
        for number, (count, severity, level, outcome) in enumerate(groups)
    ]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("language", "says"), [("en", "gravest 249 of 251"), ("zh", "251 个问题中最严重的 249 个")])
def test_beyond_what_code_scanning_takes_a_report_says_what_it_leaves_out(
    log: Any, make: SimpleNamespace, language, says
):
    report = log(_many(make, (FEW + 1, "high", "deny", "denied")), language=language)
    assert len(report["results"]) == FEW
    (told,) = [each for each in report["results"] if each["ruleId"] == "adjudge.report.truncated"]
    assert told == report["results"][-1]
    assert (told["level"], says in told["message"]["text"]) == ("error", True)
    assert told["properties"] == {"kept": FEW - 1, "total": FEW + 1}
    assert report["tool"]["driver"]["rules"][told["ruleIndex"]]["id"] == "adjudge.report.truncated"
    (notification,) = report["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"] == told["message"]


@pytest.mark.usefixtures("few")
def test_beyond_what_code_scanning_takes_the_gravest_stay_in_their_order(log: Any, make: SimpleNamespace) -> None:
    groups = (
        (3, "critical", "deny", "waived"),
        (3, "critical", "warn", "warned"),
        (FEW - 10, "low", "deny", "denied"),
        (3, "info", "deny", "denied"),
        (2, "critical", "deny", "pending"),
        (7, "critical", "deny", "denied"),
    )
    results = log(_many(make, *groups))["results"]
    kept = Counter(each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results[:-1])
    assert kept == {"2.yaml": FEW - 10, "3.yaml": 2, "5.yaml": 7}
    assert [each["message"]["text"] for each in results if each["properties"].get("severity") == "info"] == ["0", "1"]
    assert [each["properties"].get("artifact") for each in results[-8:]] == ["5.yaml"] * 7 + [None]


@pytest.mark.usefixtures("few")
def test_where_only_what_is_waived_is_left_out_the_report_tells_no_error(log: Any, make: SimpleNamespace) -> None:
    results = log(_many(make, (FEW + 1, "critical", "deny", "waived")))["results"]
    assert [(each["ruleId"], each["level"]) for each in results[-1:]] == [("adjudge.report.truncated", "warning")]


@pytest.mark.parametrize(("count", "left_out"), [(25_000, 0), (25_001, 1)])
def test_as_many_as_code_scanning_takes_are_all_there(run: Run, make: SimpleNamespace, count, left_out) -> None:
    report = json.loads(run("sarif", _many(make, (count, "low", "deny", "denied"))))["runs"][0]
    assert [each["ruleId"] for each in report["results"][-2:]] == [
        LABEL,
        "adjudge.report.truncated" if left_out else LABEL,
    ]
    assert len(report["results"]) == 25_000
    assert len(report["invocations"][0]["toolExecutionNotifications"]) == left_out


def test_a_rule_has_no_more_tags_than_code_scanning_takes(log: Any, run: Any, make: SimpleNamespace) -> None:
    many = make.rule(LABEL, "Label", "标识", collections=tuple(f"c{number}" for number in range(30)))
    run.rules[LABEL] = many
    report = log()
    (told,) = [each for each in report["tool"]["driver"]["rules"] if each["id"] == LABEL]
    assert len(told["properties"]["tags"]) == 20
