"""``adjudge horizon``: what starts to fail, from which second, and why; each claim is put to ``adjudge check``."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from shutil import copytree
from typing import Any

import jsonschema
import pytest
from catering import FILES, GOOD_MENU, MENU, PLUGIN, catering
from lending import loan, open_library
from wheels import Project

LAUNCH = Path(__file__).resolve().parents[2] / "examples" / "launch"
CONSENT = "consents/performer-a.consent.yaml"
TERM = "from: 2026-02-01\n  to: "
TODAY = """
# METADATA
# scope: package
# title: No dish is named after the day
# schemas:
#   - input.document: schema.catering.menu
# custom:
#   severity: high
#   message: "{dish} is named after the day"
package catering.menu.today

deny contains {"path": ["dishes", i], "dish": dish.name} if {
	some i, dish in input.document.dishes
	startswith(input.as_of, dish.name)
}
"""


def horizon(project: Project, *arguments: str, code: int = 0) -> dict[str, Any]:
    """Look ahead; what is written satisfies its schema."""
    done = project.adjudge("horizon", "--json", *arguments)
    assert done.returncode == code, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    schema = json.loads((files("adjudge.schemas") / "adjudge" / "horizon.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(said)
    assert said["exit_code"] == code
    return said


def failing(project: Project, as_of: str) -> set[tuple[str, str, str | None]]:
    """Return what `check` denies or warns of at an instant."""
    return {
        (artifact["path"], outcome["rule"], finding["code"])
        for artifact in project.json(".", "--as-of", as_of)["artifacts"]
        for outcome in artifact["outcomes"]
        if outcome["outcome"] in ("denied", "warned")
        for finding in outcome["findings"]
    }


def confirm(project: Project, said: dict[str, Any]) -> None:
    """See that each failure is there at its second and not a second before."""
    for at in {failure["at"] for failure in said["failures"]}:
        before = (datetime.fromisoformat(at) - timedelta(seconds=1)).isoformat()
        begun = failing(project, at) - failing(project, before)
        assert begun == {
            (failure["path"], failure["rule"], failure["finding"]["code"])
            for failure in said["failures"]
            if failure["at"] == at
        }


@pytest.fixture
def pack(project: Project) -> Project:
    """The launch pack, to be changed."""
    copytree(LAUNCH, project.root, dirs_exist_ok=True)
    return project


def change(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_of_the_launch_pack_starts_to_fail(pack):
    said = horizon(pack, "--as-of", "2026-12-01", "--days", "40")
    assert (said["failures"], said["already"], said["problems"]) == ([], 0, [])
    assert (said["as_of"], said["until"]) == ("2026-12-01T12:00:00Z", "2027-01-10T12:00:00Z")


def test_a_consent_that_ends_fails_from_the_next_day_in_china_and_takes_corpus_and_project_along(pack):
    change(pack, CONSENT, f"{TERM}2099-12-31", f"{TERM}2026-12-04")
    said = horizon(pack, "--as-of", "2026-12-01", "--days", "10")
    assert [(each["local"], each["rule"], each["before"], each["reason"]) for each in said["failures"]] == [
        ("2026-12-05T00:00:00+08:00", "dubbing.consent.in_force", "passed", "finding"),
        ("2026-12-05T00:00:00+08:00", "provenance.corpus.consents_cover", "passed", "finding"),
        ("2026-12-05T00:00:00+08:00", "dubbing.project.voice_consent", "passed", "finding"),
    ]
    confirm(pack, said)


def test_a_limit_of_freshness_is_a_date_and_a_parameter(pack):
    change(pack, "adjudge.toml", "keyword_library_max_age_days = 36500", "keyword_library_max_age_days = 280")
    said = horizon(pack, "--as-of", "2026-12-01", "--days", "10", "--select", "content_security.*")
    assert {(each["at"], each["rule"]) for each in said["failures"]} == {
        ("2026-12-04T16:00:00Z", "content_security.keyword_library.fresh"),
        ("2026-12-04T16:00:00Z", "content_security.script.library_fresh"),
    }
    confirm(pack, said)


def test_what_fails_already_is_counted_and_not_repeated(pack):
    change(pack, CONSENT, f"{TERM}2099-12-31", f"{TERM}2026-11-30")
    said = horizon(pack, "--as-of", "2026-12-01", "--days", "3")
    assert (said["failures"], said["already"]) == ([], 3)


def test_a_rule_that_comes_into_force_is_the_reason(project):
    open_library(project)
    project.write("x.loans.jsonl", loan(1, note="early") + loan(2))
    said = horizon(project, "--as-of", "2029-12-20", "--days", "20")
    (failure,) = said["failures"]
    assert (failure["at"], failure["path"]) == ("2029-12-31T16:00:00Z", "x.loans.jsonl#1")
    assert (failure["before"], failure["outcome"]) == ("pending", "denied")
    assert (failure["reason"], failure["effective"]) == ("rule_in_force", "2030-01-01")
    confirm(project, said)


def test_what_fails_for_one_day_only_is_found(project):
    project.plugin("catering", catering({"policies/catering/menu/today/today.rego": TODAY}))
    days = ("2026-12-03", "2026-12-09")
    project.write(MENU, "dishes:\n" + "".join(f"- {{name: '{day}', allergens: []}}\n" for day in days))
    said = horizon(project, "--as-of", "2026-12-01T23:59:58Z", "--days", "10")
    assert [each["at"] for each in said["failures"]] == [f"{day}T00:00:00Z" for day in days]
    confirm(project, said)


def test_what_fails_again_after_it_had_passed_is_told_again(project):
    project.plugin(
        "catering",
        catering(
            {
                "policies/catering/menu/today/today.rego": TODAY.replace(
                    "startswith(input.as_of, dish.name)",
                    'day := substring(input.as_of, 0, 10)\n\tday in {"2026-12-03", "2026-12-06"}',
                )
            }
        ),
    )
    project.write(MENU, GOOD_MENU)
    said = horizon(project, "--as-of", "2026-12-01", "--days", "10")
    assert [each["at"] for each in said["failures"]] == ["2026-12-03T00:00:00Z", "2026-12-06T00:00:00Z"]


def test_what_cannot_be_judged_later_is_an_error_of_that_day(project):
    late = 'if artifact.as_of.isoformat() >= "2026-12-05T06:07:08":\n        raise ValueError("late")\n    return {"dishes"'
    project.plugin("catering", catering({PLUGIN: FILES[PLUGIN].replace('return {"dishes"', late)}))
    project.write(MENU, GOOD_MENU)
    (failure,) = horizon(project, "--as-of", "2026-12-01", "--days", "10", code=3)["failures"]
    assert (failure["at"], failure["outcome"], failure["reason"]) == ("2026-12-05T06:07:08Z", "error", "not_judged")
    assert failure["rule"] is None
    assert "ValueError: late" in failure["note"]


def test_what_cannot_be_judged_now_is_an_incomplete_horizon(pack):
    pack.write("broken.project.yaml", "a: [")
    done = pack.adjudge("horizon", "--days", "1")
    assert done.returncode == 3
    assert done.stderr == "error: 1 artifact cannot be judged; `adjudge check` says why\n"


def test_an_empty_folder_has_no_horizon(project):
    done = project.adjudge("horizon")
    assert done.returncode == 3
    assert done.stderr.startswith("error: nothing was judged. ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--days", "0"), "0 is not in the range"),
        (("--as-of", "9999-12-01", "--days", "90"), "the horizon lies beyond the calendar"),
        (("--select", "nothing.*"), "matches no rule"),
    ],
)
def test_what_no_horizon_can_be_is_a_mistake_of_usage(pack, arguments, says):
    done = pack.adjudge("horizon", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_both_engines_look_equally_far(pack, opa_binary):
    change(pack, CONSENT, f"{TERM}2099-12-31", f"{TERM}2026-12-02")
    arguments = ("consents", "--as-of", "2026-12-01", "--days", "3")
    inside = horizon(pack, *arguments, "--engine", "embedded")
    assert len(inside["failures"]) == 1
    outside = horizon(pack, *arguments, "--engine", "opa", "--opa", opa_binary)
    assert outside == {**inside, "engine": "opa"}


def test_the_text_says_when_what_and_why(pack):
    change(pack, CONSENT, f"{TERM}2099-12-31", f"{TERM}2026-12-02")
    done = pack.adjudge("horizon", "consents", "--as-of", "2026-12-01", "--days", "3")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "2026-12-03 (in 2 days)\n\n"
        "  denied (critical) dubbing.consent.in_force [expired]: The consent is in force\n"
        f"    --> {CONSENT}:54:3\n"
        "    = the consent ended on 2026-12-02\n"
        "    = from 2026-12-03T00:00:00+08:00; before that: passed\n"
        "    = fix: Stop using the voice, or obtain a new consent from the performer.\n\n"
        "horizon: 1 finding begins within 3 days, 0 stand already "
        "(3 artifacts, embedded, 2026-12-01T12:00:00Z – 2026-12-04T12:00:00Z)\n"
    )


def test_the_text_speaks_chinese(pack):
    change(pack, CONSENT, f"{TERM}2099-12-31", f"{TERM}2026-12-01")
    done = pack.adjudge("horizon", "consents", "--as-of", "2026-12-01", "--days", "1", "--lang", "zh")
    assert done.stdout.startswith(
        "2026-12-02（明天）\n\n  不通过（严重） dubbing.consent.in_force [expired]：同意处于有效期内\n"
    )
    assert "    = 自 2026-12-02T00:00:00+08:00 起；此前：通过\n" in done.stdout


def test_what_fails_later_on_the_same_day_fails_today(project):
    later = TODAY.replace("startswith(input.as_of, dish.name)", "input.as_of >= dish.name")
    project.plugin("catering", catering({"policies/catering/menu/today/today.rego": later}))
    project.write(MENU, "dishes:\n- {name: '2026-12-01T18:00:00Z', allergens: []}\n")
    for language, said in (("en", "2026-12-01 (today)\n"), ("zh", "2026-12-01（今天）\n")):
        done = project.adjudge("horizon", "--as-of", "2026-12-01", "--days", "1", "--lang", language)
        assert done.stdout.startswith(said), done.stdout + done.stderr


def test_a_rule_in_force_is_said_in_the_text(project):
    open_library(project)
    project.write("x.loans.jsonl", loan(note="early"))
    done = project.adjudge("horizon", "--as-of", "2029-12-31T15:00:00Z", "--days", "1")
    assert done.stdout.startswith("2030-01-01 (tomorrow)\n")
    assert "    = in force from 2030-01-01\n    = from 2030-01-01T00:00:00+08:00; before that: pending\n" in done.stdout


def test_a_waiver_that_ends_lets_its_finding_begin_in_a_kind_that_knows_no_clock(project):
    open_library(project)
    project.write("x.loans.jsonl", loan(note="torn"))
    told = ("--rule", "lending.loan.renamed", "--reason", "so", "--owner", "desk", "--approver", "head")
    waived = project.adjudge("waive", "x.loans.jsonl", *told, "--expires", "2026-12-04", "--as-of", "2026-12-01")
    assert waived.returncode == 0, waived.stderr
    said = horizon(project, "--as-of", "2026-12-01", "--days", "6")
    (failure,) = said["failures"]
    assert (failure["at"], failure["rule"], failure["before"]) == (
        "2026-12-05T00:00:00Z",
        "lending.loan.renamed",
        "waived",
    )
