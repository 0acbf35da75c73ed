"""Every report of the installed command, as its real consumers read it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fluidattacks_core.sarif import SarifLog
from junitparser import Error, Failure, JUnitXml
from wheels import command

ROOT = Path(__file__).resolve().parents[2]
BROKEN = ROOT / "examples" / "broken"
AS_OF = ("--as-of", json.loads((BROKEN / "expected.json").read_text(encoding="utf-8"))["as_of"])
FORMATS = {
    "sarif": "sarif",
    "junit": "xml",
    "github": "txt",
    "gitlab": "json",
    "markdown": "md",
    "html": "html",
    "json": "json",
}


def check(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    line = [*command(), "check", *map(str, arguments)]
    return subprocess.run(line, cwd=cwd, env=own, capture_output=True, encoding="utf-8", check=False, timeout=120)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every report of one run over the broken example."""
    folder = tmp_path_factory.mktemp("reports")
    files = {name: folder / f"{name}.{suffix}" for name, suffix in FORMATS.items()}
    done = check(BROKEN, *AS_OF, *(part for name, file in files.items() for part in ("-o", f"{name}={file}")))
    assert (done.returncode, done.stderr) == (3, "")
    return files


@pytest.fixture(scope="module")
def said(reports: dict[str, Path]) -> Any:
    """The JSON report, which says everything."""
    return json.loads(reports["json"].read_text(encoding="utf-8"))


def findings(said: Any, *outcomes: str) -> list[tuple[str, Any]]:
    return [
        (outcome["rule"], finding)
        for artifact in said["artifacts"]
        for outcome in artifact["outcomes"]
        if not outcomes or outcome["outcome"] in outcomes
        for finding in outcome["findings"]
    ]


# --- each format ----------------------------------------------------------------------------------------------------


def test_sarif_is_valid_and_says_what_json_says(reports: dict[str, Path], said: Any) -> None:
    text = reports["sarif"].read_text(encoding="utf-8")
    SarifLog.model_validate_json(text)
    run = json.loads(text)["runs"][0]
    assert Counter(result["ruleId"] for result in run["results"]) == Counter(rule for rule, _ in findings(said))
    marks = [finding["fingerprint"] for _, finding in findings(said)]
    assert [result["partialFingerprints"]["adjudge/v2"] for result in run["results"]] == marks
    assert len(set(marks)) == len(marks)
    errors = sum(artifact["verdict"] == "error" for artifact in said["artifacts"])
    assert len(run["invocations"][0]["toolExecutionNotifications"]) >= errors > 0


def test_sarif_tools_counts_the_same(reports: dict[str, Path], said: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sarif", "--check", "error", "summary", reports["sarif"]],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    denied = sum(finding["level"] == "deny" for _, finding in findings(said, "denied"))
    assert denied > 0
    assert f"error: {denied}" in done.stdout
    assert done.returncode != 0  # its own code for "there are errors"


def test_sarif_tools_reads_rules_places_and_lines(reports: dict[str, Path], said: Any) -> None:
    from sarif.loader import load_sarif_file

    records = load_sarif_file(str(reports["sarif"])).get_records()
    assert len(records) == len(findings(said))
    assert all(record["Location"] and record["Line"] > 0 and record["Code"] for record in records)


def test_junit_has_a_suite_an_artifact_and_counts_what_json_counts(reports: dict[str, Path], said: Any) -> None:
    suites = list(JUnitXml.fromfile(str(reports["junit"])))
    assert [suite.name for suite in suites] == [*(artifact["path"] for artifact in said["artifacts"]), "adjudge"]
    results = Counter(type(result) for suite in suites for case in suite for result in case.result)
    outcomes = said["summary"]["outcomes"]
    lost = sum("problem" in artifact for artifact in said["artifacts"])
    assert results[Failure] == outcomes["denied"]
    assert results[Error] == outcomes["error"] + lost + len(said["problems"]) + 1


def test_github_has_a_command_a_line(reports: dict[str, Path], said: Any) -> None:
    lines = reports["github"].read_text(encoding="utf-8").splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    lost = sum("problem" in artifact for artifact in said["artifacts"]) + len(said["problems"])
    assert len(lines) == len(findings(said)) + said["summary"]["outcomes"]["error"] + lost + 1


def test_gitlab_has_an_identity_for_every_entry(reports: dict[str, Path], said: Any) -> None:
    entries = json.loads(reports["gitlab"].read_text(encoding="utf-8"))
    marks = [entry["fingerprint"] for entry in entries]
    assert len(set(marks)) == len(marks)
    assert {finding["fingerprint"] for _, finding in findings(said)} <= set(marks)


def test_markdown_and_html_name_every_artifact_and_rule(reports: dict[str, Path], said: Any) -> None:
    for name in ("markdown", "html"):
        text = reports[name].read_text(encoding="utf-8")
        for artifact in said["artifacts"]:
            assert artifact["path"] in text
            assert all(outcome["rule"] in text for outcome in artifact["outcomes"])


# --- reports and the verdict ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_report_changes_the_exit_code(name: str) -> None:
    for example, code in (("examples/launch/content", 0), (BROKEN / "minors", 1), (BROKEN / "service", 3)):
        done = check(example, *AS_OF, "-o", name)
        assert (done.returncode, done.stderr) == (code, "")


def test_a_report_that_cannot_be_written_costs_the_others_nothing(tmp_path: Path) -> None:
    names = [name for name in FORMATS if name != "sarif"]
    asked = [part for name in names for part in ("-o", f"{name}={tmp_path / name}")]
    done = check("examples/launch", *asked, "-o", f"sarif={tmp_path}/nowhere/a.sarif", *AS_OF)
    assert done.returncode == 3
    assert "nowhere/a.sarif cannot be written" in done.stderr
    alone = check("examples/launch", "-o", f"markdown={tmp_path / 'alone'}", *AS_OF)
    assert alone.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "alone"])
    assert (tmp_path / "markdown").read_bytes() == (tmp_path / "alone").read_bytes()


def test_the_same_run_gives_the_same_bytes(reports: dict[str, Path], tmp_path: Path) -> None:
    check(BROKEN, *AS_OF, *(part for name in FORMATS for part in ("-o", f"{name}={tmp_path / name}")))
    for name, file in reports.items():
        assert (tmp_path / name).read_bytes() == file.read_bytes(), name


# --- fingerprints on real files -------------------------------------------------------------------------------------


def marks(folder: Path, file: str) -> Counter[str]:
    report = json.loads(check(file, *AS_OF, "-o", "json", cwd=folder).stdout)
    chosen = [artifact for artifact in report["artifacts"] if artifact["file"] == file]
    return Counter(finding["fingerprint"] for _, finding in findings({"artifacts": chosen}))


def lines_above(text: str) -> str:
    return f"# moved\n\n\n{text}"


def another_record_first(text: str) -> str:
    head, *records = text.splitlines(keepends=True)
    cells = ["u-new", *records[0].split(",")[1:]]
    return "".join([head, ",".join(cells), *records])


@pytest.mark.parametrize(
    ("file", "move", "fresh"),
    [
        ("jobs/audio-drama/audio-drama.project.yaml", lines_above, False),
        ("consents/performer-a.consent.yaml", lines_above, False),
        ("service/accounts.csv", another_record_first, True),
    ],
)
def test_findings_keep_their_identity_when_they_move(
    file: str, move: Callable[[str], str], fresh: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(BROKEN, folder)
    before = marks(folder, file)
    assert before
    target = folder / file
    target.write_text(move(target.read_text(encoding="utf-8")), encoding="utf-8")
    after = marks(folder, file)
    assert not before - after
    assert fresh or before == after
