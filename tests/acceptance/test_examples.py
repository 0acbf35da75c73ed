"""The examples through the installed command: the launch pack passes, the broken one fails exactly as written down."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from first_party import FIRST_PARTY
from wheels import command

from adjudge.lib.patterns import patterns
from adjudge.lib.schema.formats import EXAMPLES as FORMATS
from adjudge.lib.schema.formats import asserts

ROOT = Path(__file__).resolve().parents[2]
LAUNCH, BROKEN = "examples/launch", "examples/broken"
EXPECTED = json.loads((ROOT / BROKEN / "expected.json").read_text(encoding="utf-8"))
ON_BYTES = {
    f"dubbing.project.{name}"
    for name in (
        "implicit_label",
        "undeclared_synthetic",
        "label_identity",
        "media_agrees",
        "platform_check_agrees",
        "rhythm_heard",
    )
}
"""The rules of projects that hold manifests to the bytes of media."""
UNJUDGED = {"README.md", "adjudge.toml"}
ENGINES = ("embedded", "opa")
_ANNOUNCED = re.compile(r"^\s*(?:# )?defect: (?P<rule>[a-z_.]+)(?: \[(?P<code>\w+)\])?\s*$")


def adjudge(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    return subprocess.run(
        [*command(), *arguments], cwd=cwd, env=own, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


@cache
def report(path: str, *arguments: str) -> dict[str, Any]:
    done = adjudge("check", path, "-o", "json", *arguments)
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["summary"]["exit_code"] == done.returncode, done.stderr
    assert done.stderr == ""
    return said


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The options of each engine in turn."""
    if request.param == "opa":
        return ("--engine", "opa", "--opa", str(request.getfixturevalue("opa_binary")))
    return ("--engine", "embedded")


def findings(said: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each finding with its rule and its file."""
    for artifact in said["artifacts"]:
        for outcome in artifact["outcomes"]:
            for finding in outcome["findings"]:
                yield outcome["rule"], {"file": artifact["file"], **finding}


# --- the launch pack ------------------------------------------------------------------------------------------------


def test_the_readmes_command_passes() -> None:
    done = adjudge("check", LAUNCH)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"pass: \d+ artifacts, \d+ rules passed, \d+ not applicable, 0 unclaimed \(embedded, .*\)\n", done.stdout
    )


def test_the_pack_passes_from_inside_its_folder() -> None:
    assert adjudge("check", cwd=ROOT / LAUNCH).returncode == 0


@pytest.mark.parametrize(
    "as_of", ["2026-03-20", "2026-12-31", "2027-06-01", "2031-02-28", "2050-01-01", "2090-01-01", "2099-12-31"]
)
def test_the_pack_passes_on_any_day(as_of: str) -> None:
    said = report(LAUNCH, "--as-of", as_of)
    assert list(findings(said)) == []
    assert {artifact["verdict"] for artifact in said["artifacts"]} == {"pass"}
    assert said["summary"]["exit_code"] == 0


def test_the_pack_passes_on_opa(opa_binary: str) -> None:
    assert report(LAUNCH, "--engine", "opa", "--opa", opa_binary)["summary"]["decision"] == "pass"


def test_every_first_party_rule_passes_somewhere_in_the_pack() -> None:
    said = report(LAUNCH, "--as-of", "2026-12-31")
    passed = {
        outcome["rule"]
        for artifact in said["artifacts"]
        for outcome in artifact["outcomes"]
        if outcome["outcome"] == "passed"
    }
    # It applies to recordings of people only, which have no label, and dubbing.media.label_present tells of each such file.
    assert first_party_rules() - passed == {"dubbing.project.undeclared_synthetic"}


def test_every_file_of_the_pack_is_judged_or_evidence() -> None:
    said = report(LAUNCH, "--as-of", "2026-12-31")
    seen = {artifact["file"] for artifact in said["artifacts"]}
    seen |= {evidence["path"] for artifact in said["artifacts"] for evidence in artifact["evidence"]}
    there = {path.relative_to(ROOT / LAUNCH).as_posix() for path in (ROOT / LAUNCH).rglob("*") if path.is_file()}
    assert there - seen == UNJUDGED
    assert said["unclaimed"] == []


def test_the_page_of_the_pack_names_every_file_with_its_kind() -> None:
    page = (ROOT / LAUNCH / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (`.+?) \| `?([a-z_.]+|–)`? \| .+ \| .+ \|$", page.partition("| file | kind |")[2], re.MULTILINE
    )
    claims = [(pattern, kind) for cell, kind in rows for pattern in patterns(re.findall(r"`(.+?)`", cell))]
    judged = {each["file"]: each["kind"] for each in report(LAUNCH, "--as-of", "2026-12-31")["artifacts"]}
    for path in sorted((ROOT / LAUNCH).rglob("*")):
        file = path.relative_to(ROOT / LAUNCH).as_posix()
        if path.is_file() and file not in UNJUDGED:
            said = {kind for pattern, kind in claims if pattern.fullmatch(file)}
            meta = judged.get(file.removesuffix(".meta.yaml"))
            assert said == {judged.get(file, meta or "evidence")}, file


def test_a_rule_checks_every_clause_that_the_page_of_the_pack_names() -> None:
    listed = json.loads(adjudge("coverage", "--json").stdout)["instruments"]
    checked = {f"{law['id']}#{clause['number']}" for law in listed for clause in law["clauses"] if clause["rules"]}
    page = (ROOT / LAUNCH / "README.md").read_text(encoding="utf-8")
    rows = [line for line in page.partition("| file | kind |")[2].splitlines() if line.startswith("| `")]
    assert rows
    law, named = "", set()
    for said, clause in re.findall(r"([a-z][a-z0-9-]*)?(?:#([\w.]+))?", " ".join(row.split(" | ")[3] for row in rows)):
        law = said or law
        named |= {f"{law}#{clause}"} if clause else set()
    assert named - checked == set()


def first_party_rules() -> set[str]:
    listed = json.loads(adjudge("rules", "--json").stdout)
    rules = {rule["id"] for rule in listed if rule["plugin"] in FIRST_PARTY}
    assert rules
    return rules


# --- the broken pack ------------------------------------------------------------------------------------------------


def test_the_broken_pack_has_exactly_the_expected_findings(engine: tuple[str, ...]) -> None:
    said = report(BROKEN, "--as-of", EXPECTED["as_of"], *engine)
    found, expected = set(lines(as_expected(said))), set(lines(EXPECTED))
    assert sorted(found - expected) == [], "not expected"
    assert sorted(expected - found) == [], "not found"
    assert as_expected(said) == EXPECTED


def test_every_first_party_rule_finds_something_in_the_broken_pack() -> None:
    assert first_party_rules() - {rule for rule, _ in findings(report(BROKEN, "--as-of", EXPECTED["as_of"]))} == set()


@pytest.mark.parametrize(
    "path", sorted(path for path in (ROOT / BROKEN).rglob("*") if path.suffix in {".yaml", ".toml", ".vtt"})
)
def test_the_comments_announce_every_finding_where_it_is(path: Path) -> None:
    name = path.relative_to(ROOT / BROKEN).as_posix()
    said = report(BROKEN, "--as-of", EXPECTED["as_of"])
    exact = path.suffix != ".vtt"  # nothing can stand above the first line of a WebVTT file
    found = Counter(
        (rule, finding["code"], finding["line"] if exact else 0)
        for rule, finding in findings(said)
        if finding["file"] == name
    )
    assert Counter((rule, code, line if exact else 0) for rule, code, line in announced(path)) == found


def test_the_names_of_broken_media_announce_what_is_found_in_them() -> None:
    said = findings(report(BROKEN, "--as-of", EXPECTED["as_of"]))
    found = {(finding["file"], rule, finding["code"]) for rule, finding in said}
    announced = 0
    for rule in json.loads(adjudge("rules", "--json").stdout):
        for code in rule["words"]["en"]["messages"] if rule["kind"] == "dubbing.media" else ():
            name = rule["id"].rpartition(".")[2] + (f".{code}" if code else "")
            for path in (ROOT / BROKEN / "media/out").glob(f"{name}.*"):
                if path.name.removesuffix(path.suffix) == name:
                    assert (f"media/out/{path.name}", rule["id"], code or None) in found
                    announced += 1
    assert announced > 30


def test_every_code_of_the_rules_on_bytes_is_found_in_the_broken_pack() -> None:
    listed = json.loads(adjudge("rules", "--json").stdout)
    codes = {
        (rule["id"], code or None)
        for rule in listed
        if rule["id"].startswith("dubbing.media.") or rule["id"] in ON_BYTES
        for code in rule["words"]["en"]["messages"]
    }
    assert {rule for rule, _ in codes} >= ON_BYTES
    found = {(rule, finding["code"]) for rule, finding in findings(report(BROKEN, "--as-of", EXPECTED["as_of"]))}
    assert codes - found == set()


def announced(path: Path) -> Iterator[tuple[str, str | None, int]]:
    """Yield what comments say of the next line that is none: rule, code, line."""
    waiting: list[tuple[str, str | None]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = _ANNOUNCED.match(line)
        if match:
            waiting.append((match["rule"], match["code"]))
        elif not line.lstrip().startswith("#"):
            yield from ((rule, code, number) for rule, code in waiting)
            waiting = []


def as_expected(said: dict[str, Any]) -> dict[str, Any]:
    """Return what ``expected.json`` pins of a report."""
    return {
        "as_of": EXPECTED["as_of"],
        "exit_code": said["summary"]["exit_code"],
        "artifacts": [
            {
                "path": artifact["path"],
                "kind": artifact["kind"],
                "verdict": artifact["verdict"],
                **({"problem": pinned(artifact["problem"])} if "problem" in artifact else {}),
                "findings": [
                    {
                        "rule": outcome["rule"],
                        "code": finding["code"],
                        "level": finding["level"],
                        "file": finding.get("file", artifact["file"]),
                        "line": finding["line"],
                        "column": finding["column"],
                        **({"offset": finding["offset"]} if "offset" in finding else {}),
                    }
                    for outcome in artifact["outcomes"]
                    for finding in outcome["findings"]
                ],
            }
            for artifact in said["artifacts"]
        ],
        "unclaimed": said["unclaimed"],
        "problems": [pinned(problem) for problem in said["problems"]],
    }


def pinned(problem: dict[str, Any]) -> dict[str, Any]:
    return {key: problem[key] for key in ("message", "file", "line", "column") if key in problem}


def lines(expected: dict[str, Any]) -> Iterator[str]:
    """Yield one line for each fact, ready to be pasted into ``expected.json``."""
    for artifact in expected["artifacts"]:
        rest = {key: value for key, value in artifact.items() if key != "findings"}
        yield json.dumps(rest, ensure_ascii=False)
        for finding in artifact["findings"]:
            yield f"{artifact['path']}: {json.dumps(finding, ensure_ascii=False)}"


# --- reports --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [LAUNCH, BROKEN])
def test_the_json_report_satisfies_its_schema(path: str) -> None:
    schema = json.loads((files("adjudge.schemas") / "adjudge" / "report.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker(formats=())
    for name in FORMATS:
        checker.checks(name)(lambda value, name=name: not isinstance(value, str) or asserts(name)(value))
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    assert [error.message for error in validator.iter_errors(report(path, "--as-of", EXPECTED["as_of"]))] == []


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("path", [LAUNCH, BROKEN])
def test_two_runs_give_the_same_bytes(path: str, form: str) -> None:
    command = ("check", path, "-v", "-o", form, "--as-of", EXPECTED["as_of"])
    first, second = adjudge(*command), adjudge(*command)
    assert first.stdout
    assert (first.stdout, first.stderr, first.returncode) == (second.stdout, second.stderr, second.returncode)


def test_the_text_report_shows_place_clause_and_fix() -> None:
    done = adjudge("check", BROKEN, "--as-of", EXPECTED["as_of"])
    assert done.returncode == 3
    assert done.stderr == ""
    unlabelled = next(
        finding
        for artifact in EXPECTED["artifacts"]
        for finding in artifact["findings"]
        if (finding["rule"], finding["code"]) == ("dubbing.project.explicit_label", "audio_file")
    )
    place = f"--> {BROKEN}/{unlabelled['file']}:{unlabelled['line']}:{unlabelled['column']}\n"
    block = next(block for block in done.stdout.split("\n\n") if "explicit_label [audio_file]" in block)
    assert block.startswith("denied (critical): ")
    assert place in block
    assert "= rule: dubbing.project.explicit_label [audio_file]: Every synthetic deliverable carries" in block
    assert "[labeling-measures#4]" in done.stdout
    assert "  = fix: " in done.stdout
    assert done.stdout.splitlines()[-1].startswith("error: ")


def test_the_text_report_speaks_chinese() -> None:
    done = adjudge("check", BROKEN, "--as-of", EXPECTED["as_of"], "--lang", "zh")
    assert done.returncode == 3
    assert "每个生成合成的交付文件均带有显式标识" in done.stdout
    assert "Every synthetic deliverable" not in done.stdout


def test_verbose_lists_the_rules_that_passed() -> None:
    shown = adjudge("check", LAUNCH, "-v", "--lang", "zh", "--as-of", "2026-12-31").stdout
    assert [rule for rule in sorted(first_party_rules()) if rule not in shown] == []


# --- exit codes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((LAUNCH, "--select", "nothing.*"), 2),
        ((f"{BROKEN}/service/studio.service.yaml",), 1),
        ((f"{BROKEN}/service/partner.service.yaml", "--config", f"{LAUNCH}/adjudge.toml", "--root", "."), 0),
        (
            (
                f"{BROKEN}/service/partner.service.yaml",
                "--config",
                f"{LAUNCH}/adjudge.toml",
                "--root",
                ".",
                "--fail-on",
                "warn",
            ),
            1,
        ),
        ((f"{BROKEN}/service/accounts.jsonl",), 3),
        ((f"{BROKEN}/README.md",), 3),
        ((f"{BROKEN}/no-such.project.yaml",), 2),
        ((LAUNCH, "--as-of", "the day after"), 2),
    ],
)
def test_the_exit_code_says_what_happened(arguments: tuple[str, ...], code: int) -> None:
    day = () if "--as-of" in arguments else ("--as-of", EXPECTED["as_of"])
    assert adjudge("check", *arguments, *day).returncode == code


def test_a_digest_that_no_longer_holds_is_denied(tmp_path: Path) -> None:
    from shutil import copytree

    pack = copytree(ROOT / LAUNCH, tmp_path / "pack")
    with (pack / "jobs/audio-drama/out/episode-01.en.wav").open("ab") as file:
        file.write(b"\0")
    done = adjudge("check", ".", "-q", cwd=pack)
    assert done.returncode == 1
    assert done.stdout.count("\n") == 2
    assert "dubbing.project.file_integrity [altered]" in done.stdout


def test_a_pack_brings_its_configuration_but_not_in_the_place_of_one_in_force(tmp_path: Path) -> None:
    from shutil import copytree

    copytree(ROOT / LAUNCH, tmp_path / "pack")
    assert adjudge("check", "pack", cwd=tmp_path).returncode == 0
    assert adjudge("check", "pack/jobs", "pack/service", cwd=tmp_path).returncode == 0
    (tmp_path / "adjudge.toml").write_text("[params.identity]\nlog_retention_months = 24\n", encoding="utf-8")
    done = adjudge("check", "pack", "-q", cwd=tmp_path)
    assert done.returncode == 1
    assert "identity.service.log_retention [short]" in done.stdout
    assert "content_security.script.feature_library" in done.stdout
