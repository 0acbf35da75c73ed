"""Each edit that a first-party rule offers, made on a file of the launch pack that was changed."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from desk import Desk

from adjudge import load_settings

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SHOWN = {
    "dubbing.project.file_integrity": (
        "jobs/micro-drama/micro-drama.project.yaml",
        "jobs/micro-drama/evidence/licence.txt",
    ),
    "dubbing.consent.file_integrity": ("consents/performer-a.consent.yaml", "consents/evidence/vendor-contract.txt"),
    "filing.provider.file_integrity": ("service/studio.provider.yaml", "service/filing/security-assessment.txt"),
}
LABELS = {"dubbing.media.label_present", "dubbing.project.implicit_label"}
"""Those that offer a label: test_fix_labels.py."""


@pytest.mark.parametrize(("rule", "file", "evidence"), [(rule, *files) for rule, files in SHOWN.items()])
def test_a_first_party_edit_mends_its_finding(tmp_path, rule, file, evidence):
    project = Desk.make(tmp_path)
    copytree(EXAMPLES / "launch", project.root, dirs_exist_ok=True)
    with (project.root / evidence).open("a", encoding="utf-8") as changed:
        changed.write("Changed.\n")
    before = (project.root / file).read_bytes()
    done = project.adjudge("fix", file, "--as-of", "2026-11-29", "--rule", rule, "--write", "--stamp", evidence)
    assert done.returncode == 0, done.stdout + done.stderr
    after = (project.root / file).read_bytes()
    assert [old != new for old, new in zip(before.split(b"\n"), after.split(b"\n"), strict=True)].count(True) > 0
    assert project.adjudge("check", file, "--as-of", "2026-11-29").returncode == 0


def test_every_first_party_edit_is_shown_here():
    catalogue = load_settings().catalogue
    catalogue.open_all()
    assert {rule.id for rule in catalogue.rules().values() if rule.fixes} == SHOWN.keys() | LABELS
