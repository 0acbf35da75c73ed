"""``adjudge fix`` as it is installed: shown, refused without a name, written, and then the pack passes as before."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from wheels import Project

LAUNCH = Path(__file__).resolve().parents[2] / "examples" / "launch"
DAY = ("--as-of", "2026-11-29")
MANIFEST = "jobs/micro-drama/micro-drama.project.yaml"
LICENCE = "jobs/micro-drama/evidence/licence.txt"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The launch pack, one file of which was changed."""
    made = Project.make(tmp_path)
    copytree(LAUNCH, made.root, dirs_exist_ok=True)
    with (made.root / LICENCE).open("a", encoding="utf-8") as file:
        file.write("Amended.\n")
    return made


def test_a_digest_is_stated_anew_when_its_file_is_named_and_the_pack_passes(project):
    before = (project.root / MANIFEST).read_bytes()
    assert project.adjudge("check", "-q", *DAY).returncode == 1

    shown = project.adjudge("fix", "jobs/micro-drama", *DAY)
    assert shown.returncode == 1, shown.stderr
    assert f"--- a/{MANIFEST}\n+++ b/{MANIFEST}\n@@ " in shown.stdout
    assert "dubbing.project.file_integrity" in shown.stdout

    refused = project.adjudge("fix", "jobs/micro-drama", "--write", *DAY)
    assert refused.returncode == 1
    assert (project.root / MANIFEST).read_bytes() == before

    written = project.adjudge("fix", "jobs/micro-drama", "--write", "--stamp", LICENCE, *DAY)
    assert written.returncode == 0, written.stdout + written.stderr
    after = (project.root / MANIFEST).read_bytes()
    assert [old != new for old, new in zip(before.split(b"\n"), after.split(b"\n"), strict=True)].count(True) == 1
    assert project.adjudge("check", "-q", *DAY).returncode == 0


def test_nothing_is_mended_under_a_gate(project):
    refused = project.adjudge("fix", "--write", "--stamp", LICENCE, env={"ADJUDGE_GATE": "adjudge.toml"})
    assert refused.returncode == 2, refused.stdout
