"""Waivers and the baseline: what they excuse stays visible, lapses when it changes, and never hides an error."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from neighbours import GOOD, SERVICE, account, service
from wheels import Project, outcome

pytestmark = pytest.mark.slow  # many wheels, or many bytes

RULE = "identity.service.real_name"
UNVERIFIED = {**SERVICE["real_name"], "unverified_can_publish": True}
FILE = "adjudge-waivers.yaml"
DAY = "2026-11-01"
WAIVE = ["--reason", "until the gateway is rolled out", "--owner", "platform", "--approver", "compliance"]


@pytest.fixture(autouse=True)
def _denied(project: Project) -> None:
    project.write(GOOD, service(real_name=UNVERIFIED))


def waive(project: Project, *more: str, rule: str = RULE, expires: str = "2026-12-31", code: int = 0) -> str:
    done = project.adjudge("waive", GOOD, "--rule", rule, "--expires", expires, "--as-of", DAY, *WAIVE, *more)
    assert done.returncode == code, done.stderr
    return done.stdout or done.stderr


def report(project: Project, *arguments: str, day: str = "2026-11-02") -> dict[str, Any]:
    done = project.adjudge("check", "-o", "json", "--as-of", day, *arguments)
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["summary"]["exit_code"] == done.returncode
    return said


def about_waivers(said: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with the waivers, by code."""
    return {
        one["rule"].removeprefix("adjudge.waivers."): one["outcome"]
        for artifact in said["artifacts"]
        if artifact["kind"] == "adjudge.waivers"
        for one in artifact["outcomes"]
    }


# --- what a waiver does ---------------------------------------------------------------------------------------------


def test_a_waived_finding_stays_visible_with_its_reason_and_does_not_count(project):
    assert "waived until 2026-12-31: 1 of identity.service.real_name" in waive(project, "--ticket", "REL-117")
    said = report(project)
    assert (said["summary"]["exit_code"], about_waivers(said)) == (0, {})
    (waived,) = (one for one in said["artifacts"][0]["outcomes"] if one["rule"] == RULE)
    assert waived["outcome"] == "waived"
    assert waived["findings"][0]["excuse"] == {
        "by": "waiver",
        "reason": "until the gateway is rolled out",
        "owner": "platform",
        "approver": "compliance",
        "ticket": "REL-117",
        "expires": "2026-12-31",
    }
    shown = project.adjudge("check", "--as-of", DAY).stdout
    assert "waived (critical): " in shown
    assert "= rule: identity.service.real_name" in shown
    who = "(owner platform, approved by compliance, REL-117, until 2026-12-31)"
    assert f"= waived: until the gateway is rolled out {who}" in shown
    assert (
        "（责任人 platform，批准人 compliance，REL-117，至 2026-12-31）"
        in project.adjudge("check", "--as-of", DAY, "--lang", "zh").stdout
    )


def test_a_waiver_lapses_when_what_it_waives_changes(project):
    def kept(months: int) -> str:
        logs = [{**log, "retention": {"value": months, "unit": "months"}} for log in SERVICE["logs"][:1]]
        return service(logs=[*logs, *SERVICE["logs"][1:]])

    project.write(GOOD, kept(3))
    waive(project, rule="identity.service.log_retention")
    assert outcome(report(project), GOOD, "identity.service.log_retention") == "waived"
    project.write(GOOD, kept(2))
    said = report(project)
    assert outcome(said, GOOD, "identity.service.log_retention") == "denied"
    assert about_waivers(said) == {"unused": "warned"}


def test_a_waiver_survives_lines_that_move(project):
    waive(project)
    project.write(GOOD, "\n\n" + json.dumps(json.loads(service(real_name=UNVERIFIED)), indent=4))
    assert outcome(report(project), GOOD, RULE) == "waived"


def test_a_waiver_is_added_to_an_empty_list(project):
    project.write(FILE, "# Ours.\nwaivers: []\n")
    waive(project)
    assert report(project)["summary"]["exit_code"] == 0
    assert (project.root / FILE).read_text(encoding="utf-8").startswith("# Ours.\nwaivers:\n  - rule: ")


def test_a_second_waiver_is_added_below_the_first(project):
    waive(project)
    text = (project.root / FILE).read_text("utf-8")
    project.write("accounts.jsonl", account(verified_at=None))
    done = project.adjudge(
        "waive",
        "accounts.jsonl",
        "--rule",
        "identity.account.verified_before_publish",
        "--expires",
        "2026-12-31",
        "--as-of",
        DAY,
        *WAIVE,
    )
    assert done.returncode == 0, done.stderr
    assert (project.root / FILE).read_text("utf-8").startswith(text.rstrip())
    assert report(project)["summary"]["exit_code"] == 0


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("identity.service.schema", "is no rule of what was judged, so it cannot be waived"),
        ("identity.params.legal", "is no rule of what was judged, so it cannot be waived"),
        ("identity.service.log_retention", "finds nothing"),
    ],
)
def test_what_is_no_rules_own_cannot_be_waived(project, rule, says):
    assert says in waive(project, rule=rule, code=2)
    assert not (project.root / FILE).exists()


def test_a_schema_finding_that_is_waived_by_hand_still_counts(project):
    waive(project)
    project.write(GOOD, service(service=""))
    said = report(project)
    broken = said["artifacts"][0]["outcomes"][0]
    text = (project.root / FILE).read_text("utf-8").replace(RULE, "identity.service.schema")
    old = text.split("fingerprints:")[1].split("- ")[1].split("\n")[0]
    project.write(FILE, text.replace(old, broken["findings"][0]["fingerprint"]))
    assert report(project)["summary"]["exit_code"] == 1


def test_an_error_cannot_be_waived(project):
    waive(project)
    project.write(GOOD, service(real_name=UNVERIFIED)[:-1])
    assert report(project)["summary"]["exit_code"] == 3


def test_related_artifacts_are_seen_with_their_verdict_after_waivers(project):
    from catering import BAD_MENU, MENU, catering

    project.plugin("catering", catering())
    project.write(MENU, BAD_MENU)
    project.write("both.catering.yaml", f"dishes:\n- {{name: Soup, allergens: [], recipe: {MENU}}}\n")
    (project.root / GOOD).unlink()
    done = project.adjudge(
        "waive", MENU, "--rule", "catering.menu.allergens", "--expires", "2026-12-31", "--as-of", DAY, *WAIVE
    )
    assert done.returncode == 0, done.stderr
    inspected = json.loads(project.adjudge("inspect", "both.catering.yaml", "--as-of", DAY).stdout)
    assert inspected["related"][0]["verdict"] == "pass"
    assert report(project)["summary"]["exit_code"] == 0


# --- what is wrong with waivers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "code", "wrong"),
    [
        ("2026-10-31", 1, {"pending": "warned"}),
        ("2026-11-01", 0, {}),
        ("2026-12-16", 0, {}),
        ("2026-12-17", 0, {"expiring": "warned"}),
        ("2026-12-31", 0, {"expiring": "warned"}),
        ("2027-01-01", 1, {"expired": "denied"}),
    ],
)
def test_a_waiver_counts_from_its_first_to_its_last_day(project, day, code, wrong):
    waive(project)
    said = report(project, day=day)
    assert (said["summary"]["exit_code"], about_waivers(said)) == (code, wrong)


def test_a_waiver_may_last_ninety_days_unless_the_configuration_says_otherwise(project):
    longest = date.fromisoformat(DAY) + timedelta(days=90)
    waive(project, expires=longest.isoformat())
    assert report(project)["summary"]["exit_code"] == 0
    (project.root / FILE).unlink()
    waive(project, expires=(longest + timedelta(days=1)).isoformat())
    said = report(project)
    assert (said["summary"]["exit_code"], about_waivers(said)) == (1, {"over_long": "denied"})
    project.write("adjudge.toml", "waiver_max_days = 91\n")
    assert report(project)["summary"]["exit_code"] == 0


def test_a_waiver_of_what_is_mended_is_unused(project):
    waive(project)
    project.write(GOOD, service())
    said = report(project)
    assert (said["summary"]["exit_code"], about_waivers(said)) == (0, {"unused": "warned"})
    project.write("other.service.json", service())
    assert about_waivers(report(project, "other.service.json")) == {}  # it was not asked


def test_the_same_finding_waived_twice_is_denied(project):
    waive(project)
    text = (project.root / FILE).read_text("utf-8")
    project.write(FILE, text + text.split("waivers:\n")[1])
    said = report(project)
    assert said["summary"]["exit_code"] == 1
    assert about_waivers(said)["duplicate"] == "denied"


@pytest.mark.parametrize(
    "text",
    ["waivers: 1\n", "waivers: [\n", "waivers:\n- {rule: x}\n", "a: 1\n", "---\nwaivers: []\n---\nwaivers: []\n"],
)
def test_a_waiver_file_with_an_error_waives_nothing_and_is_exit_3(project, text):
    waive(project)
    good = (project.root / FILE).read_text("utf-8")
    project.write(FILE, text)
    said = report(project)
    assert said["summary"]["exit_code"] == 3
    assert outcome(said, GOOD, RULE) == "denied"
    project.write(FILE, good.replace("owner: platform", "owner: ''"))
    assert report(project)["summary"]["exit_code"] == 3


def test_a_waiver_that_cannot_be_added_leaves_the_file_as_it_is(project):
    project.write(FILE, "waivers: []  # none yet\n")
    assert "the waiver cannot be added" in waive(project, code=2)
    assert (project.root / FILE).read_text("utf-8") == "waivers: []  # none yet\n"
    (project.root / FILE).unlink()
    assert "the waiver cannot be added" in waive(project, expires="soon", code=2)
    assert "the last day of the waiver, 2026-10-31, is over" in waive(project, expires="2026-10-31", code=2)


def test_waiver_findings_cannot_be_selected_away(project):
    waive(project)
    said = report(project, "--select", "identity.service.log_retention", day="2027-01-01")
    assert about_waivers(said) == {"expired": "denied"}


# --- under a gate ---------------------------------------------------------------------------------------------------


def test_a_waiver_file_in_the_tree_counts_for_nothing_under_a_gate(project):
    waive(project)
    gate = project.root.parent / "gate.toml"
    head = 'environment = "production"\nas_of_tolerance_hours = 8784\n[plugins.identity]\n'
    gate.write_text(head, "utf-8")
    under = ["--gate", str(gate)]
    assert outcome(report(project, *under), GOOD, RULE) == "denied"
    refused = project.adjudge("check", *under, "--waivers", FILE)
    assert (refused.returncode, "--waivers excuses findings" in refused.stderr) == (2, True)
    project.write("adjudge.toml", f'waivers = "{FILE}"\n')
    refused = project.adjudge("check", *under)
    assert (refused.returncode, "adjudge.toml:1:1: waivers of the config" in refused.stderr) == (2, True)
    (project.root / "adjudge.toml").unlink()
    (project.root / FILE).rename(project.root.parent / "approved.yaml")
    gate.write_text(f'{head}[waivers]\nsource = "approved.yaml"\nmax_days = 60\n', "utf-8")
    assert outcome(report(project, *under), GOOD, RULE) == "waived"
    gate.write_text(f'{head}[waivers]\nsource = "approved.yaml"\nmax_days = 59\n', "utf-8")
    assert about_waivers(report(project, *under)) == {"over_long": "denied"}
    gate.write_text(f'{head}[waivers]\nsource = "nowhere.yaml"\n', "utf-8")
    assert project.adjudge("check", *under).returncode == 2
    gate.write_text(f'{head}[waivers]\nsource = "approved.yaml"\n[fails]\nbudgets = {{waived = 0}}\n', "utf-8")
    assert report(project, *under)["summary"]["reasons"] == [{"code": "budget", "number": 1, "name": "waived"}]


# --- inline ---------------------------------------------------------------------------------------------------------


def inline(project: Project, comment: str) -> None:
    (project.root / GOOD).unlink(missing_ok=True)
    text = json.dumps(json.loads(service(real_name=UNVERIFIED)), indent=2)
    spot = '    "unverified_can_publish": true'
    assert spot in text
    project.write("a.service.yaml", text.replace(spot, f"    # {comment}\n{spot}"))


def test_an_inline_waiver_counts_only_where_the_configuration_allows_it(project):
    inline(project, f"adjudge: waive {RULE} until 2026-12-31 by platform: the gateway comes in December")
    assert outcome(report(project), "a.service.yaml", RULE) == "denied"
    project.write("adjudge.toml", "inline_waivers = true\n")
    said = report(project)
    assert outcome(said, "a.service.yaml", RULE) == "waived"
    assert '"by": "inline", "reason": "the gateway comes in December", "owner": "platform"' in json.dumps(said)


@pytest.mark.parametrize(
    "comment",
    [
        f"adjudge: waive {RULE} until 2026-11-01 by platform: it is over",
        f"adjudge: waive {RULE} until 2027-12-31 by platform: it is too long",
        f"adjudge: waive {RULE} until 2026-13-31 by platform: there is no such day",
        f"adjudge: waive {RULE} until 2026-12-31 by platform:",
        f"adjudge: waive {RULE} until 2026-12-31: nobody answers for it",
        f"adjudge: waive {RULE} until 2026-12-31 by : nobody answers for it",
        f"adjudge: waive {RULE} until 2026-12-31 by platform{' ' * 200_000}a line that must not hang",
        "adjudge: waive identity.service.log_retention until 2026-12-31 by platform: another rule",
        "adjudge: waive identity.* until 2026-12-31 by platform: too many rules",
    ],
)
def test_an_inline_waiver_that_is_not_complete_excuses_nothing(project, comment):
    project.write("adjudge.toml", "inline_waivers = true\n")
    inline(project, comment)
    assert outcome(report(project), "a.service.yaml", RULE) == "denied"


# --- the baseline ---------------------------------------------------------------------------------------------------


def record(project: Project, *arguments: str) -> str:
    done = project.adjudge("baseline", "--as-of", DAY, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_only_new_findings_count_against_a_baseline(project):
    assert record(project) == "baseline: 1 known, in adjudge-baseline.json\n"
    with_it = ["--baseline", "adjudge-baseline.json"]
    assert outcome(report(project, *with_it), GOOD, RULE) == "waived"
    project.write("accounts.jsonl", account(verified_at=None))
    said = report(project, *with_it)
    assert said["summary"]["reasons"] == [
        {"code": "rule", "number": 1, "name": "identity.account.verified_before_publish"}
    ]
    project.write("adjudge.toml", 'baseline = "adjudge-baseline.json"\n')
    assert outcome(report(project), GOOD, RULE) == "waived"


def test_a_finding_of_another_file_is_new(project):
    record(project)
    (project.root / GOOD).rename(project.root / "renamed.service.json")
    said = report(project, "--baseline", "adjudge-baseline.json")
    assert outcome(said, "renamed.service.json", RULE) == "denied"


def test_what_is_fixed_is_told_and_taken_out_on_demand(project):
    project.write("b.service.json", service(real_name=UNVERIFIED))
    assert record(project) == "baseline: 2 known, in adjudge-baseline.json\n"
    project.write(GOOD, service())
    done = project.adjudge("check", "--baseline", "adjudge-baseline.json", "--as-of", DAY)
    assert done.returncode == 0
    assert done.stderr == "baseline: 1 fixed; `adjudge baseline --shrink` takes them out\n"
    assert record(project, "--shrink") == "baseline: 1 known, in adjudge-baseline.json\n"
    project.write(GOOD, service(real_name=UNVERIFIED))
    assert outcome(report(project, "--baseline", "adjudge-baseline.json"), GOOD, RULE) == "denied"
    assert record(project, "--shrink") == "baseline: 1 known, in adjudge-baseline.json\n"  # adds nothing


def test_errors_and_schemas_are_no_part_of_a_baseline(project):
    project.write("b.service.json", service(service=""))
    project.write("c.service.json", "{")
    assert project.adjudge("baseline", "--as-of", DAY).returncode == 3
    said = report(project, "--baseline", "adjudge-baseline.json")
    assert said["summary"]["exit_code"] == 3
    assert outcome(said, "b.service.json", "identity.service.schema") == "denied"


@pytest.mark.parametrize("text", ["", "[]", '{"schema_version": "2", "findings": []}', '{"schema_version": "1"}'])
def test_what_is_no_baseline_is_exit_2(project, text):
    project.write("base.json", text)
    done = project.adjudge("check", "--baseline", "base.json")
    assert (done.returncode, "this is no baseline" in done.stderr) == (2, True)
    assert project.adjudge("check", "--baseline", "nowhere.json").returncode == 2


def test_a_baseline_takes_the_place_of_a_baseline_only(project):
    before = (project.root / GOOD).read_bytes()
    done = project.adjudge("baseline", "--file", GOOD)
    assert (done.returncode, "this is no baseline" in done.stderr) == (2, True)
    assert (project.root / GOOD).read_bytes() == before
    assert record(project) == record(project)


# --- the waiver file by itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "wrong"),
    [
        (["--as-of", "2026-11-02"], 0, []),
        (["--as-of", "2026-12-20"], 0, ["warned adjudge.waivers.expiring"]),
        (["--as-of", "2027-01-01"], 1, ["denied adjudge.waivers.expired"]),
        (["--as-of", "2026-11-02", "--max-days", "30"], 1, ["denied adjudge.waivers.over_long"]),
    ],
)
def test_waivers_are_listed_with_what_is_wrong_with_them(project, arguments, code, wrong):
    waive(project, "--ticket", "REL-117")
    done = project.adjudge("waivers", *arguments)
    listed, *said = done.stdout.splitlines()
    assert done.returncode == code
    assert listed.endswith(f": {RULE}  {GOOD}  2026-11-01 to 2026-12-31  (platform, compliance, REL-117)")
    assert [line.split(": ")[1] for line in said] == wrong


def test_a_waiver_file_that_cannot_be_read_is_no_list_without_entries(project):
    assert project.adjudge("waivers").returncode == 2
    project.write(FILE, "waivers: [x]\n")
    done = project.adjudge("waivers")
    assert (done.returncode, f"{FILE}:1:" in done.stderr) == (3, True)
