"""A folder of rules that the configuration names, by the installed command: judged, gated, attested, and judged again."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from neighbours import service
from notary import Notary
from wheels import Project, outcome

ROOT = Path(__file__).resolve().parents[2]
POLICIES = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
ONLY = "only_these_plugins = true\n"
OURS = "".join(f"[plugins.{name}]\n" for name in ("content_security", "dubbing", "filing", "provenance"))
RULE = """
# METADATA
# title: A service is operated by somebody whom one can name
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: low
#   message: the file is no service
package policy.identity.service.named

deny contains {"path": []} if not contains(input.artifact.path, ".service.")
"""


EXAMPLES = "tests/examples/policy.identity.service.named"


def digest(project: Project) -> str:
    listed = json.loads(project.adjudge("plugins", "--json", "--digests").stdout)["plugins"]
    return str(next(plugin["sha256"] for plugin in listed if plugin["name"] == "policy"))


@pytest.fixture
def notary(tmp_path: Path) -> Notary:
    """A release of a project that has rules of its own, which the gate names."""
    made = Notary.make(tmp_path)
    made.project.write("adjudge.toml", 'rules = ["policy/"]\n')
    made.project.write("policy/identity/service/named/named.rego", RULE)
    made.gate(f'[plugins.policy]\nsha256 = "{digest(made.project)}"\n{OURS}', first=ONLY)
    return made


@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_the_rule_of_the_page_judges_the_launch_pack(tmp_path: Path, opa_binary: str, engine: str) -> None:
    project = Project.make(tmp_path)
    shutil.copytree(ROOT / "examples" / "launch", project.root, dirs_exist_ok=True)
    section = POLICIES[POLICIES.index("### Rules without a package") :]
    path, text = re.findall(r"^`(policy/[^`]+)`:\n\n```rego\n(.*?)^```", section, re.MULTILINE | re.DOTALL)[0]
    project.write(path, text)
    config = (project.root / "adjudge.toml").read_text(encoding="utf-8")
    project.write("adjudge.toml", f'rules = ["policy/"]\n{config}')
    report = project.json("--as-of", "2026-12-15", "--engine", engine, env={"ADJUDGE_OPA": opa_binary})
    rule, jobs = "policy.dubbing.project.episode_names", "jobs/{0}/{0}.project.{1}"
    assert outcome(report, jobs.format("audio-drama", "yaml"), rule) == "passed"
    assert outcome(report, jobs.format("guide-video", "json"), rule) == "warned"


@pytest.mark.parametrize("paths", [(), ("house/policy", "tests")], ids=["here", "by path"])
def test_a_rule_that_is_made_is_tested_looked_at_and_changed(tmp_path: Path, paths: tuple[str, ...]) -> None:
    project = Project.make(tmp_path)
    project.write("adjudge.toml", 'rules = ["house/policy/"]\n')
    assert project.adjudge("new", "rule", "policy.identity.service.named").returncode == 0
    for words, says in (("lint", "pass: 1 artifact, "), ("mutate", "score: 100.0 % (")):
        done = project.adjudge(words, *paths[:1])
        assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
        assert done.stdout.startswith(says)
    project.write(f"{EXAMPLES}/allowed/studio.service.json", service())
    project.write(f"{EXAMPLES}/denied/our studio.service.json", service())
    done = project.adjudge("test", *paths)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert done.stdout.startswith("4 passed, 0 failed, 0 errors, 0 skipped (")


def test_a_release_is_attested_with_the_digest_of_its_rules(notary: Notary) -> None:
    notary.attest("--capsule", "../dist.capsule.json")
    plugins = {plugin["name"]: plugin for plugin in notary.statements()[0]["predicate"]["plugins"]}
    assert plugins["policy"] == {
        "name": "policy",
        "distribution": "policy/",
        "version": "0+local",
        "sha256": digest(notary.project),
    }
    assert notary.verify().returncode == 0


def test_what_was_judged_by_them_is_judged_again_by_them_only(notary: Notary) -> None:
    notary.attest("--capsule", "../dist.capsule.json")
    replayed = notary.project.adjudge("replay", "../dist.capsule.json", "--json")
    assert replayed.returncode == 0, replayed.stdout + replayed.stderr
    notary.project.write("policy/identity/service/named/named.rego", RULE.replace("no service", "none"))
    replayed = notary.project.adjudge("replay", "../dist.capsule.json", "--json")
    assert [reason["code"] for reason in json.loads(replayed.stdout)["reasons"]] == ["policies"]


def test_a_gate_takes_only_what_it_was_told_of(notary: Notary) -> None:
    check = ("check", "--release", "dist", "--gate", "../gate.toml")
    assert notary.project.adjudge(*check).returncode == 0
    notary.project.write("policy/identity/service/named/named.rego", RULE.replace("deny", "warn"))
    done = notary.project.adjudge(*check)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the plugin policy is not the one that the gate names" in done.stderr
    notary.gate(OURS, first=ONLY)
    done = notary.project.adjudge(*check)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: adjudge.toml:1:10: the gate production does not name the digest of the local")
