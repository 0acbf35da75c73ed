"""The example of a pipeline is run as it stands, with real git, openssl and OPA: deny, waive, attest, verify, deploy."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from household import lend_native
from wheels import TIME_LIMIT, Project

from adjudge.lib.signing import opened, public_keys_of
from adjudge.plugins.attestation.statement import PAYLOAD_TYPE

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "pipeline"
CODE = re.compile(r"^(pass|deny|error): \d+ artifacts", re.MULTILINE)


def run(
    folder: Path, engine: str, opa: str, example: Path = EXAMPLE, lent: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[str]:
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    if not (tools / "opa").exists():
        (tools / "opa").symlink_to(opa)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "GIT_"))}
    search = os.pathsep.join([str(Path(sys.executable).parent), str(tools), own.get("PATH", "")])
    return subprocess.run(
        ["bash", str(example / "pipeline.sh"), str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=TIME_LIMIT,
        env={**own, "PATH": search, "ENGINE": engine, "GIT_CONFIG_GLOBAL": os.devnull, **lent},
    )


@pytest.mark.parametrize("engine", ["embedded", "native", "opa"])
def test_a_change_is_denied_waived_attested_verified_and_deployed(
    engine: str, tmp_path: Path, opa_binary: str, native_worker: str
) -> None:
    work = tmp_path / "work"
    lent: dict[str, str] = {}
    if engine == "native":
        (tmp_path / "lent").mkdir()
        project = Project.make(tmp_path / "lent")
        lent = {**lend_native(project, native_worker), "PYTHONPATH": str(project.site)}
    done = run(work, engine, opa_binary, lent=lent)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert f"({engine}, " in said
    assert CODE.findall(said) == "pass pass deny deny deny deny error pass pass".split(), said
    assert said.count("refused (changed)") == 2
    assert [path.name for path in sorted((work / "production").iterdir())] == ["1", "2"]
    key = public_keys_of([work / "gates" / "release.pub"])
    verdict = (work / "dist.intoto.jsonl").read_bytes().splitlines()[0]
    statement = json.loads(opened(verdict, PAYLOAD_TYPE, key))
    attested = {subject["name"]: subject["digest"]["sha256"] for subject in statement["subject"]}
    deployed = work / "production" / "2"
    assert attested == {
        file.relative_to(deployed).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in deployed.rglob("*")
        if file.is_file()
    }
    assert [each["rule"] for each in statement["predicate"]["excused"]] == ["identity.service.ip_location"]
    assert statement["predicate"]["engine"]["name"] == engine


def test_an_engine_that_the_script_does_not_know_is_named_and_nothing_is_judged(
    tmp_path: Path, opa_binary: str
) -> None:
    done = run(tmp_path / "work", "regorus", opa_binary)
    assert done.returncode == 2
    assert done.stderr.endswith("ENGINE is embedded, native or opa, not regorus\n")
    assert not (tmp_path / "work" / "studio").exists()


def test_the_script_stops_where_a_step_does_not_end_as_it_must(tmp_path: Path, opa_binary: str) -> None:
    lenient = shutil.copytree(EXAMPLE, tmp_path / "pipeline")
    gate = lenient / "gates" / "production.toml"
    text = gate.read_text(encoding="utf-8")
    assert text.count("[fails]\n") == 1
    gate.write_text(text.replace("[fails]\n", '[fails]\ndenied = ["dubbing.*"]\n'), encoding="utf-8")
    done = run(tmp_path / "work", "embedded", opa_binary, lenient)
    assert done.returncode == 1
    assert done.stderr.endswith("exit code 0 instead of 1: judge\n")
    assert not (tmp_path / "work" / "production" / "2").exists()
