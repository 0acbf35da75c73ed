"""What CI servers run: valid by their own schemas, and run here as they would run it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from wheels import TIME_LIMIT, command

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / "examples" / "attacks" / "release"
GATE = 'environment = "production"\n[plugins.dubbing]\n[plugins.identity]\n'
SERVICE = "dist/service/studio.service.yaml"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GITLAB = yaml.safe_load((ROOT / "templates" / "gitlab.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def check_schema(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


# --- by their schemas -----------------------------------------------------------------------------------------------


def test_the_action_is_valid_by_githubs_schema() -> None:
    done = check_schema("--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    assert done.returncode == 0, done.stdout


def test_githubs_schema_does_refuse(tmp_path: Path) -> None:
    wrong = tmp_path / "action.yml"
    wrong.write_text((ROOT / "action.yml").read_text("utf-8").replace("using: composite", "using: magic"), "utf-8")
    assert check_schema("--builtin-schema", "vendor.github-actions", wrong).returncode == 1


@pytest.mark.parametrize("number", range(2))
def test_the_workflows_of_the_page_are_valid_by_githubs_schema(number: int, tmp_path: Path) -> None:
    workflows = [block for block in blocks("yaml") if "\njobs:\n" in block]
    assert len(workflows) == 2
    file = tmp_path / "workflow.yml"
    file.write_text(workflows[number], encoding="utf-8")
    done = check_schema("--builtin-schema", "vendor.github-workflows", file)
    assert done.returncode == 0, done.stdout


def test_the_workflows_give_the_action_only_inputs_that_it_has() -> None:
    given = re.findall(r"uses: OWNER/adjudge@.*\n(?: {8}id: .*\n)? {8}with:\n((?: {10}.*\n)+)", PAGE)
    assert given
    for text in given:
        assert yaml.safe_load(text).keys() <= ACTION["inputs"].keys()


def test_the_template_and_its_use_are_valid_by_gitlabs_schema(tmp_path: Path) -> None:
    use = tmp_path / "use.yml"
    (text,) = (block for block in blocks("yaml") if "templates/gitlab.yml" in block)
    use.write_text(text, encoding="utf-8")
    done = check_schema(
        "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ROOT / "templates" / "gitlab.yml", use
    )
    assert done.returncode == 0, done.stdout
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(text.replace("extends:", "extend:"), encoding="utf-8")
    assert check_schema("--builtin-schema", "vendor.gitlab-ci", wrong).returncode == 1


# --- run ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Runner:
    """A tree with the release ``dist`` and a gate beside it, in the environment that a CI server gives."""

    folder: Path

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    def break_release(self) -> None:
        file = self.tree / SERVICE
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("unverified_can_publish: false", "unverified_can_publish: true"), encoding="utf-8")

    def script(self, text: str, env: Mapping[str, str], shell: str = "bash") -> subprocess.CompletedProcess[str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
        return subprocess.run(
            [shell, "-e", "-c", text],
            cwd=self.tree,
            env={**own, "RUNNER_TEMP": str(self.folder), **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=TIME_LIMIT,
        )

    def act(self, **inputs: str) -> tuple[int, dict[str, str], str]:
        """Run the step of the action that judges. Gives the exit code, the outputs and what was printed."""
        values = {name: entry.get("default", "") for name, entry in ACTION["inputs"].items()} | {
            name.replace("_", "-"): value for name, value in inputs.items()
        }
        (step,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == "check")
        assert "${{" not in step["run"], "an input in the script would be code"
        env = {name: values[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) }}", text)[1]] for name, text in step["env"].items()}
        output, summary = self.folder / "output", self.folder / "summary.md"
        output.write_text("", encoding="utf-8")
        summary.write_text("", encoding="utf-8")
        done = self.script(step["run"], {**env, "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)})
        said = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
        return done.returncode, said, done.stdout + done.stderr


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    made = Runner(folder=tmp_path)
    made.tree.mkdir()
    shutil.copytree(RELEASE, made.tree / "dist")
    (tmp_path / "gate.toml").write_text(GATE, encoding="utf-8")
    tools = tmp_path / "adjudge" / "bin"  # where the first step of each puts it
    tools.mkdir(parents=True)
    script = f'#!/bin/sh\nexec {" ".join(command())} "$@"\n'
    for name, text in (("adjudge", script), ("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')):
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    return made


def test_the_action_lets_a_release_pass_and_writes_its_reports(runner: Runner) -> None:
    code, said, printed = runner.act(path="dist", gate="../gate.toml", release="true")
    assert (code, said["decision"], said["exit-code"]) == (0, "pass", "0"), printed
    assert set(said) == set(ACTION["outputs"])
    assert json.loads(Path(said["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "pass" in (runner.folder / "summary.md").read_text(encoding="utf-8")


def test_the_action_denies_with_an_annotation(runner: Runner) -> None:
    runner.break_release()
    code, said, printed = runner.act(path="dist", gate="../gate.toml")
    assert (code, said["decision"], said["exit-code"]) == (1, "deny", "1")
    assert f"::error file={SERVICE},line=8" in printed


def test_the_action_is_not_moved_by_what_the_tree_or_the_environment_says(runner: Runner, monkeypatch: Any) -> None:
    runner.break_release()
    monkeypatch.setenv("PYTHONPATH", str(runner.tree))
    (runner.tree / "sitecustomize.py").write_text("raise SystemExit(0)\n", encoding="utf-8")
    assert runner.act(path="dist", gate="../gate.toml")[0] == 1
    (runner.tree / "adjudge.toml").write_text('ignore = ["identity.*"]\n', encoding="utf-8")
    code, said, _ = runner.act(path="dist", gate="../gate.toml")
    assert (code, said["decision"]) == (2, "error")


@pytest.mark.parametrize(
    "inputs",
    [
        {"gate": ""},
        {"gate": "../none.toml"},
        {"gate": "../gate.toml", "gate_digest": "0" * 64},
        {"gate": "../gate.toml", "release": "yes"},
        {"gate": "../gate.toml", "path": "--select=identity.*"},
    ],
)
def test_the_action_fails_without_the_gate_that_was_meant_and_for_inputs_that_are_no_paths(
    runner: Runner, inputs: dict[str, str]
) -> None:
    code, said, printed = runner.act(**{"path": "dist", **inputs})
    assert code in {2, 3}, printed
    assert said.get("decision", "error") == "error"


def test_the_action_shows_its_token_to_the_server_of_the_gate_alone(runner: Runner) -> None:
    (runner.folder / "gate.toml").write_text(
        f'engine = "opa"\nopa_url = "http://127.0.0.1:9"\n{GATE}', encoding="utf-8"
    )
    code, said, printed = runner.act(path="dist", gate="../gate.toml", opa_token_file="../none")
    assert (code, said["decision"]) == (2, "error")
    assert "../none" in printed


def test_the_first_step_installs_from_the_actions_own_files(runner: Runner, tmp_path: Path) -> None:
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == "Install adjudge")
    assert "${{" not in step["run"]
    assert step["env"]["SOURCE"] == "${{ github.action_path }}"
    shutil.rmtree(runner.folder / "adjudge")
    done = runner.script(
        step["run"].replace("pip install", "pip --version; echo pip install"),  # what it would install, without network
        {"PYTHON": sys.executable, "SOURCE": "/action", "PLUGINS": "adjudge-catering==1.2.0\n\nadjudge-other>=2\n"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].endswith("--only-binary :all: /action adjudge-catering==1.2.0 adjudge-other>=2")


def test_the_gitlab_job_judges_and_writes_what_gitlab_reads(runner: Runner) -> None:
    job = GITLAB[".adjudge-check"]
    script = "\n".join(job["script"]).replace("/tmp/adjudge/", f"{runner.folder}/adjudge/")
    variables = GITLAB[".adjudge"]["variables"] | {"ADJUDGE_TARGET": "dist", "ADJUDGE_ARGUMENTS": "--release"}
    assert runner.script(script, variables, "sh").returncode == 2, "there is no gate"
    variables["ADJUDGE_GATE"] = str(runner.folder / "gate.toml")
    assert runner.script(script, variables, "sh").returncode == 0
    runner.break_release()
    done = runner.script(script, variables, "sh")
    assert done.returncode == 1, done.stderr
    reports = job["artifacts"]["reports"]
    (entry,) = json.loads((runner.tree / reports["codequality"]).read_text(encoding="utf-8"))
    assert entry["check_name"] == "identity.service.real_name"
    assert entry["location"]["path"] == SERVICE
    assert ElementTree.parse(runner.tree / reports["junit"]).getroot().get("failures") != "0"
    assert all((runner.tree / path).is_file() for path in job["artifacts"]["paths"])


def test_the_recipe_for_any_shell_does_what_it_says(runner: Runner) -> None:
    (recipe,) = blocks("sh")
    lines = [line for line in recipe.splitlines() if "-m venv" not in line and "pip install" not in line]
    script = "\n".join(lines).replace("/opt/adjudge/bin", f"{runner.folder}/adjudge/bin")
    gate = runner.folder / "gate.toml"
    env = {"GATE": str(gate), "GATE_DIGEST": sha256(gate.read_bytes()).hexdigest()}
    done = runner.script(script, env, "sh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (runner.tree / "verdict.html").is_file()
    runner.break_release()
    assert runner.script(script, env, "sh").returncode == 1
