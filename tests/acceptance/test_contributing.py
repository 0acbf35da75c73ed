"""Each kind of change that CONTRIBUTING.md tells of is made in a copy of the checkout, and works there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from changes import NAMES, Change, change, copied, installed

Run = Callable[..., subprocess.CompletedProcess[str]]
ADJUDGE = ("-m", "adjudge")
PAGES = "docs/reference"


def digests(tree: Path) -> dict[str, str]:
    return {
        file.relative_to(tree).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in (tree / PAGES).rglob("*.md")
    }


@pytest.fixture(scope="module")
def changes() -> dict[str, Change]:
    return {name: change(name) for name in NAMES}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Change]) -> Path:
    """A copy of the checkout in which all of them are made."""
    folder = copied(tmp_path_factory.mktemp("changed"))
    for each in changes.values():
        each.make(folder)
    return folder


@pytest.fixture(scope="module")
def run(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run adjudge, or another module, with the package as it is in the copy."""
    site = installed(tree, tmp_path_factory.mktemp("installed") / "site")
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "COVERAGE_"))}

    def run(*arguments: str, what: tuple[str, ...] = ADJUDGE) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *what, *arguments],
            cwd=tree,
            env={**own, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture(scope="module")
def broken(run: Run) -> dict[str, list[str]]:
    """The rules that deny something of the broken pack, by file."""
    done = run("check", "examples/broken", "--as-of", "2026-12-15", "-o", "json")
    return {
        each["path"]: [outcome["rule"] for outcome in each["outcomes"] if outcome["outcome"] == "denied"]
        for each in json.loads(done.stdout)["artifacts"]
    }


def test_nothing_that_was_there_is_refused(run: Run, tree: Path) -> None:
    done = run("check", "examples/launch")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("pass: ")


@pytest.mark.parametrize("name", ["rule", "kind", "domain"])
def test_a_new_rule_finds_its_seeded_defect(
    name: str, changes: dict[str, Change], broken: dict[str, list[str]]
) -> None:
    names = changes[name].names
    found = {path for path, rules in broken.items() if f"{names['domain']}.{names['kind']}.{names['rule']}" in rules}
    assert found == {names["failing"]}
    expected = changes[name].edited["examples/broken/expected.json"][0]["text"]
    assert f'"path": "{names["failing"]}", "kind": "{names["domain"]}.{names["kind"]}"' in expected


def test_a_new_report_engine_reader_and_language_work_together(run: Run, tree: Path) -> None:
    log = (tree / "examples/launch/content/2026.review_log.jsonl").read_text(encoding="utf-8")
    (tree / "a.review_log.ndjson").write_text(log, encoding="utf-8")
    done = run("check", "a.review_log.ndjson", "--root", ".", "--lang", "eo", "--engine", "bare", "-o", "lines", "-v")
    assert (done.stderr, done.stdout, done.returncode) == ("", "pass\n", 0)
    done = run("check", "examples/broken/service/old.access_notice.yaml", "--lang", "eo", "--engine", "bare")
    assert "riparo: Publish the notice" in done.stdout


def test_a_new_command_speaks_both_languages(run: Run) -> None:
    for language, words in (("en", " laws and standards\n"), ("zh", " 部法律法规和标准\n")):
        done = run("laws", "--lang", language)
        assert (done.returncode, done.stderr, words in done.stdout) == (0, "", True)


def test_the_pages_that_are_written_anew_are_those_that_the_recipes_name(
    run: Run, tree: Path, changes: dict[str, Change]
) -> None:
    before = digests(tree)
    done = run("reference", PAGES)
    assert (done.returncode, done.stderr) == (0, "")
    after = digests(tree)
    written = {path for path in after if after[path] != before.get(path)}
    assert written == {path for each in changes.values() for path in each.written}


def test_the_tests_that_come_with_them_pass(run: Run, changes: dict[str, Change]) -> None:
    tests = sorted(path for each in changes.values() for path in each.new if path.endswith(".py") and "/test_" in path)
    assert len(tests) == 4
    done = run(*tests, "-q", what=("-m", "pytest", "-p", "no:cacheprovider"))
    assert done.returncode == 0, done.stdout
