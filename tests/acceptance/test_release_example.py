"""The example of a gate: its command lets the launch pack through, and nothing that its page says is stopped."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from household import lend_native
from wheels import Project, command

from adjudge.lib.digests import file_digest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PAGE = (EXAMPLES / "release" / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def release(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command of the page, with more options, in a copy of the examples."""
    for name in ("launch", "release"):
        shutil.copytree(EXAMPLES / name, tmp_path / "examples" / name)
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    words = shlex.split(block.replace("\\\n", " "), comments=True)
    assert words[:2] == ["adjudge", "check"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}

    def run(*options: str, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command(), *words[1:], *options],
            cwd=tmp_path,
            env={**own, **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run


def reasons(folder: Path) -> set[str]:
    said = json.loads((folder / "verdict.json").read_text(encoding="utf-8"))
    return {reason["name"] for reason in said["summary"]["reasons"]}


def test_the_pack_passes_its_gate(release, tmp_path):
    done = release()
    assert (done.stderr, done.returncode) == ("", 0)
    assert json.loads((tmp_path / "verdict.json").read_text(encoding="utf-8"))["gate"]["environment"] == "production"


def change_gate(folder: Path, engine: str, more: str = "") -> None:
    gate = folder / "examples/release/production.toml"
    text = gate.read_text(encoding="utf-8")
    assert 'engine = "embedded" ' in text
    gate.write_text(text.replace('engine = "embedded" ', f'engine = "{engine}" ') + more, encoding="utf-8")


def judged_by(folder: Path) -> str:
    return str(json.loads((folder / "verdict.json").read_text(encoding="utf-8"))["engine"])


def test_the_pack_passes_its_gate_on_opa_as_well(release, tmp_path, opa_binary):
    change_gate(tmp_path, "opa")
    gate = tmp_path / "examples/release/production.toml"
    gate.write_text(f'opa_sha256 = "{file_digest(Path(opa_binary))}"\n{gate.read_text("utf-8")}', encoding="utf-8")
    done = release("--opa", opa_binary)
    assert (done.stderr, done.returncode) == ("", 0)
    assert judged_by(tmp_path) == "opa"


def test_and_on_native(release, tmp_path, native_worker):
    (tmp_path / "lent").mkdir()
    project = Project.make(tmp_path / "lent")
    lent = {**lend_native(project, native_worker), "PYTHONPATH": str(project.site)}
    change_gate(tmp_path, "native", "\n[plugins.native]\n")
    done = release(env=lent)
    assert (done.stderr, done.returncode) == ("", 0)
    assert judged_by(tmp_path) == "native"


def test_a_file_that_no_artifact_names_is_denied(release, tmp_path):
    (tmp_path / "examples/launch/jobs/extra.bin").write_bytes(b"sound")
    assert release().returncode == 1
    assert reasons(tmp_path) == {"adjudge.release.unaccounted"}


def test_an_artifact_that_the_gate_requires_cannot_be_left_out(release, tmp_path):
    (tmp_path / "examples/launch/service/studio.provider.yaml").unlink()
    assert release().returncode == 1
    assert reasons(tmp_path) == {
        "adjudge.gate.artifacts",
        "adjudge.release.unaccounted",
        "dubbing.project.records_agree",
    }


def test_a_signed_record_that_changed_stops_the_jobs_that_use_the_voice(release, tmp_path):
    with (tmp_path / "examples/launch/consents/signed/performer-a.txt").open("a", encoding="utf-8") as record:
        record.write(".")
    assert release().returncode == 1
    assert {"dubbing.consent.separate_consent", "dubbing.project.voice_consent"} <= reasons(tmp_path)


@pytest.mark.parametrize(
    "options",
    [
        ["--select", "dubbing.*"],
        ["--ignore", "dubbing.*"],
        ["--skip-unclaimed"],
        ["--as-of", "2026-05-01"],
        ["--waivers", "examples/launch/waivers.yaml"],
        ["--disable-plugin", "filing"],
    ],
)
def test_what_would_loosen_the_gate_is_refused(release, tmp_path, options):
    done = release(*options)
    assert done.returncode == 2
    assert "which the gate production does not allow" in done.stderr
    assert not (tmp_path / "verdict.json").exists()
