"""What the text report says once: a place, a setting that the run lacks, a field that switches most rules off."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from desk import Desk
from neighbours import SERVICE

from adjudge.lib.documents import Place
from adjudge.lib.problems import Problem
from adjudge.lib.schema.own import own_validator

LABEL, HASH = "dubbing.project.explicit_label", "dubbing.project.file_integrity"
FILE = "broken/demo.project.yaml"


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def test_a_place_is_framed_once_however_many_messages_and_rules_it_has(run: Any, make: SimpleNamespace) -> None:
    many = [make.finding(LABEL, 2, 5, f"risk {number}", code="few") for number in range(17)]
    more = make.finding(LABEL, 2, 5, "another code", code="other")
    elsewhere = make.finding(LABEL, 3, 5, "elsewhere", code="few")
    again = make.finding(HASH, 2, 5, "another rule")
    verdict = make.verdict(
        FILE, "deny", make.outcome(LABEL, "denied", *many, more, elsewhere), make.outcome(HASH, "denied", again)
    )
    text = run("text", [verdict])
    assert text.count("2 |   - file: en.wav") == 1
    assert text.count("3 |     synthetic: true") == 1
    assert text.count(f"--> {FILE}:2:5") == 2
    assert lines(text)[2:8] == [
        "denied (high): risk 0",
        f"--> {FILE}:2:5",
        "2 |   - file: en.wav",
        "|     ^",
        "= risk 1",
        "= risk 2",
    ]
    assert "  = another code [other]\n  = fix: Add a spoken label" in text
    assert f"denied (high): another rule\n  --> {FILE}:2:5\n  = fix: Review the file again.\n" in text
    assert run("text", [verdict, verdict]).count("2 |   - file: en.wav") == 2  # another artifact


def test_a_finding_that_counts_makes_the_headline_and_an_excused_one_says_why(run: Any, make: SimpleNamespace) -> None:
    from adjudge.model import Suppression

    excused = make.finding(LABEL, 2, 5, "excused")._replace(suppression=Suppression(by="waiver", reason="agreed"))
    counts = make.finding(LABEL, 3, 5, "counts")
    text = run("text", [make.verdict(FILE, "deny", make.outcome(LABEL, "denied", excused, counts))])
    assert "denied (high): counts\n" in text
    assert "^ excused\n  = waived: agreed\n" in text
    same = make.finding(LABEL, 2, 5, "counts here")
    text = run("text", [make.verdict(FILE, "deny", make.outcome(LABEL, "denied", excused, same))])
    assert "denied (high): counts here\n" in text
    assert f"--> {FILE}:2:5\n  = excused\n  = waived: agreed\n" in text


def test_a_rule_that_could_not_be_judged_has_no_fix(run: Any, make: SimpleNamespace) -> None:
    text = run("text", [make.verdict(FILE, "error", make.outcome(LABEL, "error", note="it failed"))])
    assert "\nerror: it failed\n" in text
    assert f"= rule: {LABEL}: Synthetic audio carries an audible label\n" in text
    assert "fix" not in text


@pytest.mark.parametrize(("language", "origin"), [("en", "(rule a.b.c, plugin p)"), ("zh", "（规则 a.b.c，插件 p）")])
def test_the_quiet_report_parts_a_rule_from_its_plugin(run: Any, language: str, origin: str) -> None:
    problem = Problem("it failed", rule="a.b.c", plugin="p")
    assert origin in run("text", [], language=language, verbosity=-1, problems=(problem,))


def lacking(run: Any, make: SimpleNamespace, number: int, said: str = "denied") -> list[Any]:
    run.rules[LABEL] = run.rules[LABEL]._replace(setting="library")
    outcome = make.outcome(LABEL, said, make.finding(LABEL, 1, 1, "no library is named"))
    other = make.outcome(HASH, "denied", make.finding(HASH, 2, 5, "differs"))
    verdict = "deny" if said == "denied" else "warn"
    return [make.verdict(f"{n}.yaml", verdict, *([outcome, other] if n == 0 else [outcome])) for n in range(number)]


def test_a_setting_that_a_whole_run_lacks_is_told_once_with_the_number_of_artifacts(
    run: Any, make: SimpleNamespace
) -> None:
    text = run("text", lacking(run, make, 200))
    assert text.count("no library is named") == 1
    assert "denied (high, 200 artifacts): no library is named\n  --> 0.yaml:1:1\n  = fix: Add a spoken label" in text
    assert "deny: 0.yaml (dubbing.project)\n\ndenied (high): differs\n" in text
    assert "deny: 1.yaml" not in text  # all that is wrong with it is told at the end
    assert text.splitlines()[-1].startswith("deny: 200 artifacts (200 denied)")
    assert "不通过（高，200 个制品）：" in run("text", lacking(run, make, 200), language="zh")
    assert "denied (high): no library" in run("text", lacking(run, make, 1))
    quiet = run("text", lacking(run, make, 200), verbosity=-1).splitlines()
    assert quiet[1] == f"0.yaml:1:1: denied {LABEL}: no library is named (200 artifacts)"
    assert len(quiet) == 3
    assert "no library" not in run("text", lacking(run, make, 200, "warned"), verbosity=-1)


def test_settings_that_artifacts_lack_in_other_words_are_told_apart(run: Any, make: SimpleNamespace) -> None:
    run.rules[LABEL] = run.rules[LABEL]._replace(setting="library")
    found = [make.finding(LABEL, 1, 1, f"library {name} is old", place=Place(1, 1)) for name in ("a", "b", "a")]
    verdicts = [make.verdict(f"{n}.yaml", "warn", make.outcome(LABEL, "warned", each)) for n, each in enumerate(found)]
    text = run("text", verdicts)
    assert "warned (high, 2 artifacts): library a is old\n" in text
    assert "warned (high): library b is old\n" in text


# --- why a rule does not apply ----------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Desk:
    return Desk.make(tmp_path)


def service(project: Desk, **changes: object) -> None:
    project.write("a.service.json", json.dumps({**SERVICE, **changes}))


def test_not_applicable_says_which_field_and_value(project: Desk) -> None:
    service(project, service_types=["other"])
    text = project.adjudge("check", "-v").stdout
    assert "identity.service.minors_mode: " in text
    assert any(line.endswith("(service_types[] is other)") for line in lines(text) if "minors_mode" in line)
    report = project.json()
    assert own_validator("report").is_valid(report)
    (artifact,) = report["artifacts"]
    because = {each["rule"]: each.get("because") for each in artifact["outcomes"]}
    assert because["identity.service.minors_mode"] == {
        "fields": [{"field": "service_types[]", "values": ["other"]}],
        "decides": False,
    }
    assert because["identity.service.real_name"] is None


def test_a_field_that_switches_off_most_rules_is_named_where_all_passes_too(project: Desk) -> None:
    service(project, domestic_public=False)
    project.write("b.service.json", (project.root / "a.service.json").read_bytes())
    answer = project.adjudge("check")
    assert answer.returncode == 0
    first, empty, last = answer.stdout.splitlines()
    assert first.startswith("a.service.json (1 more): ")
    assert first.endswith(" rules do not apply: domestic_public is false")
    assert (empty, last[:18]) == ("", "pass: 2 artifacts,")
    assert project.adjudge("check", "-q").stdout == ""
    assert "条不适用：domestic_public 为 false" in project.adjudge("check", "--lang", "zh").stdout
    whole = project.adjudge("check", "-v").stdout
    assert whole.count("rules do not apply: domestic_public is false") == 2
    page = project.root / "page.html"
    project.adjudge("check", "-o", f"html={page}")
    assert "domestic_public is false" in Path(page).read_text("utf-8")
    assert "domestic_public 为 false" in Path(page).read_text("utf-8")
    service(project)
    (project.root / "b.service.json").unlink()
    assert "do not apply" not in project.adjudge("check").stdout


def test_not_applicable_says_that_a_rule_has_ended_or_is_the_law_elsewhere(project: Desk) -> None:
    from lending import loan, open_library

    open_library(project)
    project.write("a.loans.jsonl", loan())
    text = project.adjudge("check", "-v", "--as-of", "2026-08-01").stdout
    (line,) = [line for line in text.splitlines() if "lending.loan.gone" in line]
    assert line.endswith("(it was in force until 2026-06-30)")
    (artifact,) = project.json("--as-of", "2026-08-01")["artifacts"]
    (gone,) = [each for each in artifact["outcomes"] if each["rule"] == "lending.loan.gone"]
    assert gone["because"] == {"ended": "2026-06-30"}
    chinese = project.adjudge("check", "-v", "--as-of", "2026-08-01", "--lang", "zh").stdout
    assert "规则施行至 2026-06-30 为止" in chinese
