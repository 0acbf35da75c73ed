"""What users do wrong, one case of each family through the installed command.

The tables stand in tests/core/{control,judging,session} and tests/plugins/suppressions, where they are judged in process.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from neighbours import DENIED, GOOD, SERVICE, only_error, place, service, settle, undisturbed
from wheels import Project, outcome

RULE = "identity.service.real_name"
DAY = "2026-11-01"


@pytest.fixture(autouse=True)
def _neighbours(project: Project) -> None:
    settle(project)


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_what_its_name_says_is_an_error_at_its_place(project):
    project.write("x.service.yaml", "service: a\nservice: b\n")
    problem = only_error(project)
    assert (place(problem), problem["message"]) == (("x.service.yaml", 2, 1), 'the key "service" is there twice')


def test_the_text_report_shows_the_line_and_the_next_step(project):
    project.write("x.service.yaml", "domestic_public: true\nservice: 012\n")
    done = project.adjudge("check")
    assert done.returncode == 3
    assert (
        'error: not all read "012" as the same\n'
        "  --> x.service.yaml:2:10\n"
        "2 | service: 012\n"
        "  |          ^\n"
        "  = next: Quote it or write it in decimal.\n"
    ) in done.stdout


def test_nothing_in_a_name_reaches_the_terminal_as_a_command(project):
    project.write("\x1b[31m\u202ea\nb.service.json", service(service=""))
    shown = project.adjudge("check", "-v").stdout
    assert "\\x1b[31m\\u202ea\\nb.service.json" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


def test_a_name_that_is_no_utf_8_is_an_error_that_spells_it(project):
    project.write("jobs\udcff/x.service.json", service())
    problem = only_error(project, GOOD, DENIED, "jobs\udcff/x.service.json")
    assert (problem["file"], problem["message"]) == ("jobs\\xff/x.service.json", "the file's name is not UTF-8")


def test_a_path_that_leads_out_of_the_root_is_a_mistake_of_usage(project, tmp_path):
    (tmp_path / "x.service.json").write_text("{}")
    (project.root / "x.service.json").symlink_to(tmp_path / "x.service.json")
    done = project.adjudge("check", GOOD, "x.service.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is outside the root" in done.stderr


def test_a_walk_in_which_nothing_is_judged_is_an_error(project):
    (project.root / "empty").mkdir()
    report = project.json("empty", "--skip-unclaimed")
    assert report["summary"]["exit_code"] == 3
    assert [problem["message"] for problem in report["problems"]] == ["nothing was judged"]


# --- the configuration ----------------------------------------------------------------------------------------------


def test_what_is_wrong_with_the_configuration_is_said_with_its_place(project):
    project.write("adjudge.toml", "\nexclud = []\n")
    done = project.adjudge("check")
    assert (done.returncode, done.stdout) == (2, "")
    says = 'error: adjudge.toml:2:1: exclud is a key that is not allowed here, did you mean "exclude"?'
    assert done.stderr.startswith(says)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("arguments", "language"), [([], "en"), (["--lang", "zh"], "zh")])
def test_a_flag_wins_over_a_variable_and_that_over_the_file(project, arguments, language):
    project.write("adjudge.toml", 'lang = "zh"\n')
    shown = project.adjudge("check", GOOD, *arguments, env={"ADJUDGE_LANG": "en"}).stdout
    assert shown.startswith({"zh": "通过：", "en": "pass: "}[language])


def test_a_parameter_beyond_the_law_is_denied_at_its_line_whatever_is_ignored(project):
    (project.root / DENIED).unlink()
    project.write("adjudge.toml", "# mine\n[params.identity]\nlog_retention_months = 3\n")
    report = project.json("--ignore", "identity.*")
    assert outcome(report, "adjudge.toml", "identity.params.legal") == "denied"
    assert report["summary"]["exit_code"] == 1


# --- the gate -------------------------------------------------------------------------------------------------------


@pytest.fixture
def gate(project: Project) -> str:
    """A gate beside the project, which passes it."""
    (project.root / DENIED).unlink()
    file = project.root.parent / "gate.toml"
    file.write_text('environment = "production"\n[plugins.identity]\n', encoding="utf-8")
    return str(file)


def test_a_gate_passes_and_the_report_names_it(project, gate):
    digest = hashlib.sha256(Path(gate).read_bytes()).hexdigest()
    report = project.json("--gate", gate, "--gate-digest", digest)
    assert (report["summary"]["decision"], report["gate"]) == ("pass", {"environment": "production", "sha256": digest})


@pytest.mark.parametrize(
    ("arguments", "env", "says"),
    [
        (["--gate-digest", "0" * 64], {}, "has the digest"),
        (["--ignore", "identity.*"], {}, "--ignore leaves out rules"),
        ([], {"ADJUDGE_DISABLE_PLUGIN": "identity"}, "error: ADJUDGE_DISABLE_PLUGIN "),
        ([], {"ADJUDGE_GATE": ""}, "ADJUDGE_GATE is empty"),
    ],
    ids=["digest", "flag", "variable", "lost"],
)
def test_what_loosens_a_gate_is_refused_by_name(project, gate, arguments, env, says):
    done = project.adjudge("check", "--gate", gate, *arguments, env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_a_configuration_that_loosens_is_refused_at_its_line(project, gate):
    project.write("adjudge.toml", '# convenience\nexclude = ["drafts"]\n')
    done = project.adjudge("check", "--gate", gate)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: adjudge.toml:2:1: exclude of the configuration leaves out files")


def test_an_opa_that_the_gate_has_no_digest_of_is_refused(project, gate, opa_binary):
    digest = hashlib.sha256(Path(opa_binary).read_bytes()).hexdigest()
    for pinned, code in ((digest, 0), ("0" * 64, 2)):
        head = f'engine = "opa"\nopa_sha256 = "{pinned}"\n'
        Path(gate).write_text(f'{head}environment = "production"\n[plugins.identity]\n', encoding="utf-8")
        assert project.adjudge("check", "--gate", gate, "--opa", opa_binary).returncode == code


def test_every_file_of_a_release_is_accounted_for(project, gate):
    project.write("dist/a.service.json", service())
    assert project.adjudge("check", "--release", "dist", "--gate", gate).returncode == 0
    project.write("dist/.hidden/extra.bin", "")
    report = project.json("--release", "dist", "--gate", gate)
    assert outcome(report, "dist/.hidden/extra.bin", "adjudge.release.unaccounted") == "denied"


# --- waivers and the baseline ---------------------------------------------------------------------------------------


def waive(project: Project) -> None:
    who = ["--reason", "until the gateway is rolled out", "--owner", "platform", "--approver", "compliance"]
    done = project.adjudge("waive", DENIED, "--rule", RULE, "--expires", "2026-12-31", "--as-of", DAY, *who)
    assert done.returncode == 0, done.stderr


def test_a_waiver_excuses_until_it_ends_and_stays_visible(project):
    waive(project)
    for day, code in (("2026-11-02", 0), ("2027-01-01", 1)):
        report = project.json("--as-of", day)
        assert report["summary"]["exit_code"] == code
    listed = project.adjudge("waivers", "--as-of", "2027-01-01")
    assert (listed.returncode, "denied adjudge.waivers.expired" in listed.stdout) == (1, True)
    assert f": {RULE}  {DENIED}  2026-11-01 to 2026-12-31  (platform, compliance)" in listed.stdout


def test_a_waiver_file_with_an_error_waives_nothing_and_is_exit_3(project):
    waive(project)
    project.write("adjudge-waivers.yaml", "waivers: [x]\n")
    report = project.json("--as-of", DAY)
    assert report["summary"]["exit_code"] == 3
    assert outcome(report, DENIED, RULE) == "denied"
    done = project.adjudge("waivers")
    assert (done.returncode, "adjudge-waivers.yaml:1:" in done.stderr) == (3, True)


def test_an_inline_waiver_counts_only_where_the_configuration_allows_it(project):
    (project.root / DENIED).unlink()
    unverified = {**SERVICE["real_name"], "unverified_can_publish": True}
    text = json.dumps(json.loads(service(real_name=unverified)), indent=2)
    spot = '    "unverified_can_publish": true'
    comment = f"    # adjudge: waive {RULE} until 2026-12-31 by platform: the gateway comes in December\n"
    project.write("a.service.yaml", text.replace(spot, comment + spot))
    assert outcome(project.json("--as-of", DAY), "a.service.yaml", RULE) == "denied"
    project.write("adjudge.toml", "inline_waivers = true\n")
    assert outcome(project.json("--as-of", DAY), "a.service.yaml", RULE) == "waived"


def test_only_new_findings_count_against_a_baseline(project):
    done = project.adjudge("baseline", "--as-of", DAY)
    assert (done.returncode, done.stdout) == (0, "baseline: 1 known, in adjudge-baseline.json\n")
    with_it = ["--baseline", "adjudge-baseline.json", "--as-of", DAY]
    report = project.json(*with_it)
    assert (report["summary"]["exit_code"], outcome(report, DENIED, RULE)) == (0, "waived")
    (project.root / DENIED).rename(project.root / "renamed.service.yaml")
    assert outcome(project.json(*with_it), "renamed.service.yaml", RULE) == "denied"
    project.write("adjudge-baseline.json", "[]")
    assert project.adjudge("check", *with_it).returncode == 2


def test_the_neighbours_stand(project):
    assert undisturbed(project.json()) == {}
