"""A domain is opened once, wholly or by kinds, and what was opened stays: no report is poorer for a gate."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lending import book, lending
from notary import write_keys
from wheels import TIME_LIMIT, Project, command
from workshop import Bench

from adjudge import Options, Session, judge

LAUNCH = Path(__file__).resolve().parents[2] / "examples" / "launch"
MANIFEST = "jobs/audio-drama/audio-drama.project.yaml"
RULE = "dubbing.project.output_reviewed"
PARAMS = """[params.content_security]
keyword_library = "{launch}content/keywords.keyword_library.csv"
keyword_library_max_age_days = 36500
test_bank_max_age_days = 36500

[params.filing]
review_max_age_days = 36500
"""
GATE = (
    'environment = "production"\nexempt = ["README.md", "adjudge.toml"]\nas_of_tolerance_hours = 8784\n'
    "[plugins.content_security]\n[plugins.dubbing]\n"
)


@pytest.fixture
def launch(project: Project) -> Project:
    """The launch pack with a rejected review, and beside it a gate and a configuration that say the same."""
    project.root.rmdir()
    shutil.copytree(LAUNCH, project.root)
    project.write("../pipeline.toml", PARAMS.format(launch="project/"))
    manifest = project.root / MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace("result: approved", "result: rejected"), encoding="utf-8")
    gate(project)
    return project


def gate(project: Project, tables: str = "", first: str = "") -> str:
    text = f"{first}{GATE}{tables}{PARAMS.format(launch='project/')}"
    project.write("../gate.toml", text)
    return "../gate.toml"


def both(launch: Project, *arguments: str) -> tuple[subprocess.CompletedProcess[str], ...]:
    """Run ``adjudge check`` without and with the gate, on one day."""
    day = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
    return tuple(
        launch.adjudge("check", *arguments, *OURS, "--as-of", day, *gated) for gated in ((), ("--gate", "../gate.toml"))
    )


OURS = ("--config", "../pipeline.toml", "--root", ".")

# --- reports are as rich ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [MANIFEST, "jobs", "."])
def test_under_a_gate_the_text_is_the_same_with_title_clause_and_fix(launch, path):
    free, gated = both(launch, path)
    assert gated.stdout.replace(", gate production", "") == free.stdout
    assert (gated.returncode, gated.stderr) == (free.returncode, free.stderr)
    assert f"= rule: {RULE} [rejected]: Every synthetic deliverable was reviewed and approved" in gated.stdout
    assert "= clause: Provisions on the Administration of Deep Synthesis" in gated.stdout
    assert "= fix: Review the synthesised result" in gated.stdout


@pytest.mark.parametrize("path", [MANIFEST, "."])
def test_sarif_has_the_same_rules_and_json_says_the_same_of_them(launch, path):
    free, gated = both(launch, path, "-o", "sarif=../report.sarif", "-o", "json")
    assert gated.returncode == free.returncode
    reports = [json.loads(done.stdout) for done in (free, gated)]
    assert reports[1].pop("gate")["environment"] == "production"
    assert reports[1] == reports[0]
    assert all(said["title"] for said in reports[1]["rules"].values())
    gated_sarif = json.loads((launch.root.parent / "report.sarif").read_text("utf-8"))["runs"][0]["tool"]
    launch.adjudge("check", path, *OURS, "-o", "sarif=../report.sarif", "-q")
    free_sarif = json.loads((launch.root.parent / "report.sarif").read_text("utf-8"))["runs"][0]["tool"]
    assert gated_sarif == free_sarif


def test_markdown_html_and_the_others_say_the_same(launch):
    names = ("markdown", "junit", "github", "gitlab")
    free, gated = both(launch, MANIFEST, *(word for name in names for word in ("-o", f"{name}={name}.txt")))
    kept = {name: (launch.root / f"{name}.txt").read_text("utf-8") for name in names}
    assert free.returncode == gated.returncode
    launch.adjudge("check", MANIFEST, *OURS, *(word for name in names for word in ("-o", f"{name}={name}.txt")))
    for name in names:
        assert (launch.root / f"{name}.txt").read_text("utf-8").count(RULE) == kept[name].count(RULE) > 0


# --- commands that need what was opened -------------------------------------------------------------------------------


def waive(launch: Project, *more: str) -> subprocess.CompletedProcess[str]:
    expires = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    who = ("--reason", "r", "--owner", "o", "--approver", "a", "--expires", expires)
    return launch.adjudge("waive", MANIFEST, "--rule", RULE, *OURS, *who, "--file", "../w.yaml", *more)


def test_under_a_gate_a_rule_of_what_was_judged_can_be_waived(launch):
    done = waive(launch, "--gate", "../gate.toml")
    assert (done.returncode, done.stderr) == (0, "")
    gated = (launch.root / "../w.yaml").read_text("utf-8")
    (launch.root / "../w.yaml").unlink()
    assert waive(launch).returncode == 0
    assert (launch.root / "../w.yaml").read_text("utf-8") == gated


RELEASE = ("--gate", "../gate.toml", "--root", ".", "--key", "../release.pem", "-o", "../jobs.intoto.jsonl")


@pytest.mark.parametrize("library", ["beside", "in the release"])
def test_a_release_with_its_consents_and_scripts_beside_it_is_attested(project, library):
    """The documents beside the release are judged after its own, and narrowed the domain: a KeyError at the end."""
    project.root.rmdir()
    shutil.copytree(LAUNCH, project.root)
    file = "content/keywords.keyword_library.csv"
    if library == "in the release":
        (project.root / "jobs" / "z").mkdir()
        for end in ("", ".meta.yaml"):
            (project.root / f"{file}{end}").rename(project.root / f"jobs/z/k.keyword_library.csv{end}")
        file = "jobs/z/k.keyword_library.csv"
    shutil.move(project.root / "jobs/micro-drama/scripts", project.root / "scripts")
    manifest = project.root / "jobs/micro-drama"
    for path in manifest.glob("*.project.*"):
        path.write_text(path.read_text("utf-8").replace(" scripts/", " ../../scripts/"), encoding="utf-8")
    write_keys(project.root.parent, "release")
    params = PARAMS.format(launch="project/").replace("content/keywords.keyword_library.csv", file)
    project.write(
        "../gate.toml", f'{GATE.replace("README.md", "**/README.md")}[attestation]\nkeys = ["release.pub"]\n{params}'
    )
    (project.root / "adjudge.toml").unlink()
    done = project.adjudge("attest", "jobs", *RELEASE)
    assert "adjudge itself failed" not in done.stderr
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert (project.root / "../jobs.intoto.jsonl").is_file()
    verified = project.adjudge("verify", "jobs", "--attestation", "../jobs.intoto.jsonl", "--gate", "../gate.toml")
    assert verified.returncode == 0, verified.stdout + verified.stderr


# --- what a gate fails ------------------------------------------------------------------------------------------------


def of_pipeline() -> dict[str, Any]:
    return {"config": Path("../pipeline.toml"), "root": Path()}


@pytest.mark.parametrize(
    ("denied", "code"),
    [
        ('["severity:critical"]', 0),
        ('["severity:high"]', 1),
        (f'["{RULE}"]', 1),
        ('["dubbing.consent.*"]', 0),
        ('["collection:release"]', 1),
        ('["severity:critical", "severity:high"]', 1),
    ],
)
@pytest.mark.parametrize("path", [MANIFEST, "jobs/audio-drama"])
def test_a_gate_counts_the_rules_that_it_names_and_no_others(launch, denied, code, path, monkeypatch):
    monkeypatch.chdir(launch.root)
    file = Path(gate(launch, tables=f"[fails]\ndenied = {denied}\n"))
    judgement = judge(path, options=Options(gate=(launch.root / file).resolve(), **of_pipeline()))
    assert judgement.exit_code == code, judgement.summary.reasons
    severities = {
        outcome.findings[0].severity
        for verdict in judgement.verdicts
        for outcome in verdict.outcomes
        if outcome.findings
    }
    assert severities == {"high"}, "so that the table says something"


def test_whatever_is_opened_first_the_rules_are_the_same(launch, monkeypatch):
    """A kind at a time, in any order, whole before or after: a domain never has fewer rules than it had."""
    monkeypatch.chdir(launch.root)

    def rules(*paths: str, **options: Any) -> tuple[set[str], dict[str, list[tuple[str, str]]]]:
        with Session(*paths, options=Options(**of_pipeline(), **options)) as session:
            found = {
                verdict.path: [(outcome.rule, outcome.outcome) for outcome in verdict.outcomes]
                for verdict in session.verdicts()
            }
            for said in found.values():
                for rule, _ in said:
                    known = session.rule(rule)
                    assert known is not None, rule
                    assert known.id == rule
            return set(session.settings.catalogue.rules()), found

    free, said = rules(MANIFEST)
    gated, said_gated = rules(MANIFEST, gate=Path("../gate.toml").resolve())
    selected, _ = rules(MANIFEST, select=("dubbing.*", "filing.*"))
    assert free <= gated
    assert free <= selected
    assert said_gated == said
    first, _ = rules("consents", MANIFEST)
    last, _ = rules(MANIFEST, "consents")
    assert first == last >= free


# --- a reference that cannot be followed ------------------------------------------------------------------------------


def as_anybody() -> None:
    """Give up what lets root enter every folder; whoever is not root has nothing to give up. Runs before the command."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            assert libc.prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP


def checked(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "COVERAGE_"))}
    return subprocess.run(
        [*command(), "check", "-o", "json", *arguments],
        cwd=project.root,
        env={**own, "PYTHONPATH": str(project.site)},
        preexec_fn=as_anybody,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=TIME_LIMIT,
    )


@pytest.fixture
def locked(launch: Project):
    """Lock a folder of the launch pack, until the test ends."""
    folders: list[Path] = []

    def lock(path: str, mode: int) -> None:
        folders.append(launch.root / path)
        folders[-1].chmod(mode)

    yield lock
    for folder in folders:
        folder.chmod(0o755)


def understood(done: subprocess.CompletedProcess[str]) -> Mapping[str, Any]:
    """See that the report is whole, and that nobody blames adjudge; give the verdicts by path."""
    assert done.returncode in (1, 3), done.stderr
    assert "adjudge itself failed" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    assert report["summary"]["exit_code"] == done.returncode
    return {artifact["path"]: artifact for artifact in report["artifacts"]}


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o100, 0o200])
@pytest.mark.parametrize("folder", ["consents", "consents/signed", "jobs/audio-drama/out", "jobs/audio-drama/scripts"])
def test_a_reference_into_a_folder_that_may_not_be_entered_is_told_as_such(launch, locked, folder, mode):
    locked(folder, mode)
    said = understood(checked(launch, MANIFEST))
    if mode == 0o100:  # it may be entered, though not listed
        assert said[MANIFEST]["verdict"] == "deny"
        return
    assert said[MANIFEST]["verdict"] in ("deny", "error")
    everything = json.dumps(said)
    assert "ermission denied" in everything
    assert str(launch.root) not in everything, "a report has no paths of one machine"


def test_a_walk_over_such_a_folder_judges_the_others(launch, locked):
    whole = understood(checked(launch, "."))
    locked("consents", 0o000)
    said = understood(checked(launch, "."))
    assert said["consents"]["verdict"] == "error"
    assert said["consents"]["problem"]["message"] == "the folder cannot be read: Permission denied"
    for path in ("service/studio.service.yaml", "content/outputs.test_bank.csv"):
        assert said[path]["verdict"] == whole[path]["verdict"]


def test_what_a_parameter_names_in_such_a_folder_is_told_at_the_artifact_that_needs_it(launch, locked):
    locked("content", 0o000)
    said = understood(checked(launch, "jobs"))
    script = said["jobs/audio-drama/scripts/episode-01.zh.srt"]
    assert (script["verdict"], script["problem"]["file"]) == ("error", "content/keywords.keyword_library.csv")
    assert script["problem"]["message"] == "the file cannot be read: Permission denied"


@pytest.mark.parametrize(
    "arguments", [(), ("--kind", "content_security.keyword_library"), ("--config", "../pipeline.toml", "--root", ".")]
)
def test_a_path_of_the_command_line_in_such_a_folder_is_an_error_of_that_file(launch, locked, arguments):
    """Who asks for it is told what a walk would be told; the file beside it is judged."""
    locked("content", 0o000)
    file = "content/keywords.keyword_library.csv"
    said = understood(checked(launch, file, *arguments))
    assert said[file]["verdict"] == "error"
    if not arguments:
        assert set(understood(checked(launch, file, "service/studio.service.yaml"))) == {
            file,
            "service/studio.service.yaml",
        }


@pytest.mark.parametrize(
    "arguments",
    [
        ("--root", "content/deep"),
        ("--gate", "content/gate.toml"),
        ("--config", "content/adjudge.toml"),
        ("--waivers", "content/w.yaml"),
        ("--baseline", "content/b.json"),
        ("content/deep", "--release"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_an_option_that_leads_into_such_a_folder_is_a_mistake_of_usage(launch, locked, arguments):
    locked("content", 0o000)
    done = checked(launch, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "adjudge itself failed" not in done.stderr


NOT_TO_BE_FOLLOWED = {
    "a name too long": "x" * 300,
    "a path too long": "/".join(["x" * 200] * 40),
    "a loop": "loop",
    "through a loop": "loop/book.yaml",
    "through a file": "own.book.yaml/other.book.yaml",
    "no name": "a\0b",
    "a lone surrogate": "a\ud800.book.yaml",
    "a folder": "folder",
    "a link that leads nowhere": "nowhere",
    "a link that leads out": "out",
    "itself": "own.book.yaml",
    "nothing": "",
    "here": ".",
    "above": "..",
}


@pytest.mark.parametrize("role", ["names", "evidence"])
@pytest.mark.parametrize("path", NOT_TO_BE_FOLLOWED.values(), ids=NOT_TO_BE_FOLLOWED)
def test_a_reference_that_leads_to_no_file_is_no_failure_of_adjudges(tmp_path, monkeypatch, path, role):
    with Bench.made(tmp_path, monkeypatch) as bench:
        bench.plugin("lending", lending())
        bench.write("good.book.yaml", book())
        own = book(path) if role == "names" else book(evidence=(path,))
        bench.write("own.book.yaml", own)
        (bench.root / "loop").symlink_to("loop")
        (bench.root / "nowhere").symlink_to("gone.book.yaml")
        (bench.root / "out").symlink_to("..")
        (bench.root / "folder").mkdir()
        judgement = bench.judge("good.book.yaml", "own.book.yaml")
    said = {verdict.path: verdict for verdict in judgement.verdicts}
    assert said["good.book.yaml"].verdict == "pass"
    assert "adjudge itself failed" not in str(judgement)
    if path in (
        "loop",
        "loop/book.yaml",
        "a\0b",
        "a\ud800.book.yaml",
        "out",
        "..",
    ):  # what is missing is left to the rules
        assert said["own.book.yaml"].verdict in ("deny", "error")
