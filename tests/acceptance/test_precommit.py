"""The hooks through the real pre-commit in a real repository: what changed, and what refers to it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from neighbours import GOOD, SERVICE, service
from wheels import Project

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = "jobs/audio-drama/audio-drama.project.yaml"
SCRIPT = "jobs/audio-drama/scripts/episode-01.zh.srt"
CONSENT = "consents/performer-a.consent.yaml"
RULE = """# METADATA
# title: A service has a name
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: low
#   message: the service has no name
package policy.identity.service.named

import future.keywords.not

deny contains {{"path": ["service"]}} if {{
	{condition}
}}
"""
POLICY = "policy/identity/service/named/named"
TEST = """package policy.identity.service.named_test

import data.policy.identity.service.named

test_a_service_without_name_is_denied if {
	count(named.deny) == 1 with input as {"document": {"service": "TODO"}}
}
"""


def judged(project: Project, *arguments: str) -> set[str]:
    done = project.adjudge("check", "-o", "json", "--skip-unclaimed", "--with-referrers", *arguments)
    said: dict[str, Any] = json.loads(done.stdout)
    return {artifact["path"] for artifact in said["artifacts"]}


@pytest.fixture
def pack(project: Project) -> Project:
    """The launch pack: manifests name consents, which name records; scripts have reviews."""
    shutil.copytree(ROOT / "examples" / "launch", project.root, dirs_exist_ok=True)
    return project


def test_a_changed_consent_judges_its_projects_again(pack):
    said = judged(pack, CONSENT)
    assert {CONSENT, MANIFEST} <= said
    assert not {path for path in said if path.startswith("service/accounts")}  # which no project names


def test_a_changed_record_judges_its_consent_and_so_its_projects(pack):
    assert {CONSENT, MANIFEST} <= judged(pack, "consents/signed/performer-a.txt")


def test_a_changed_review_judges_its_script_also_when_it_is_broken(pack):
    for text in ("script_sha256: x\n", "[", ""):
        pack.write(f"{SCRIPT}.review.yaml", text)
        assert SCRIPT in judged(pack, f"{SCRIPT}.review.yaml")


def test_a_changed_sibling_of_a_table_judges_the_table(pack):
    table = "content/keywords.keyword_library.csv"
    assert table in judged(pack, f"{table}.meta.yaml")


def test_what_nothing_refers_to_is_judged_alone(pack):
    pack.write(GOOD, service())
    assert judged(pack, GOOD) == {GOOD}


def test_a_changed_configuration_judges_everything(pack):
    everything = {artifact["path"] for artifact in pack.json()["artifacts"]}
    assert judged(pack, "adjudge.toml") == everything


def test_a_broken_referrer_of_something_else_costs_nothing(pack):
    pack.write("jobs/b.project.json", "{")
    assert "jobs/b.project.json" not in judged(pack, CONSENT)


# --- the real pre-commit --------------------------------------------------------------------------------------------


def run(*command: str, cwd: Path, code: int = 0, **env: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, encoding="utf-8", check=False, timeout=600
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The hooks of this checkout as a repository, and the environment of a home of its own."""
    home = tmp_path_factory.mktemp("home")
    env = {
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    hooks = home / "hooks"  # what is there now, committed or not
    files = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=ROOT)
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file() and name.partition("/")[0] not in {"tests", "examples", "benchmarks"}:
            (hooks / name).parent.mkdir(parents=True, exist_ok=True)
            (hooks / name).write_bytes((ROOT / name).read_bytes())
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Hooks"]):
        run("git", *command, cwd=hooks, **env)
    return hooks, env


def using(hooks: tuple[Path, dict[str, str]], repo: Path, *names: str) -> tuple[Path, dict[str, str]]:
    """Make a repository that uses some of the hooks."""
    source, env = hooks
    repo.mkdir()
    run("git", "init", "-q", cwd=repo, **env)
    revision = run("git", "rev-parse", "HEAD", cwd=source).strip()
    used = "".join(f"      - id: {name}\n" for name in names)
    (repo / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n{used}", encoding="utf-8"
    )
    run(sys.executable, "-m", "pre_commit", "install", "--install-hooks", cwd=repo, **env)
    return repo, env


def commit(repository: tuple[Path, dict[str, str]], *, code: int = 0, **files: str) -> str:
    repo, env = repository
    for name, text in files.items():
        path = repo / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    run("git", "add", "-A", cwd=repo, **env)
    return run("git", "commit", "-m", "Change", cwd=repo, code=code, **env)


def test_the_hooks_let_good_commits_pass_and_stop_others(hooks, tmp_path):
    repository = using(hooks, tmp_path / "repo", "adjudge-check", "adjudge-waivers")
    commit(repository, good_dot_service_dot_json=service(), notes_dot_txt="no artifact")
    wrong = service(real_name={**SERVICE["real_name"], "unverified_can_publish": True})
    said = commit(repository, good_dot_service_dot_json=wrong, code=1)
    assert "= rule: identity.service.real_name" in said
    commit(repository, good_dot_service_dot_json=service(unknown="x"), code=1)
    commit(repository, good_dot_service_dot_json=service(service="Another name"))
    said = commit(repository, **{"adjudge-waivers_dot_yaml": "waivers: [x]\n"}, code=1)
    assert "adjudge-waivers.yaml:1" in said


def test_the_hooks_test_local_rules_and_look_at_them(hooks, tmp_path):
    repository = using(hooks, tmp_path / "repo", "adjudge-test", "adjudge-lint")

    def rule(condition: str) -> dict[str, str]:
        text = RULE.format(condition=condition)
        return {"adjudge_dot_toml": 'rules = ["policy/"]\n', f"{POLICY}.rego": text, f"{POLICY}_test.rego": TEST}

    good = 'input.document.service == "TODO"'
    said = commit(repository, **rule(good))
    assert [line for line in said.splitlines() if line.startswith(("adjudge test.", "adjudge lint."))] == [
        f"{name}{'.' * (79 - len(name) - len('Passed'))}Passed" for name in ("adjudge test", "adjudge lint")
    ]
    said = commit(repository, **rule(good.replace("TODO", "todo")), code=1)
    assert "1 failed" in said
    said = commit(repository, **rule(f"{good}\n\tsome x in [input.document]\n\tnot x.sevice"), code=1)
    assert "policy/identity/service/named/named.rego:" in said
    assert "rule: adjudge.lint.paths" in said
