"""Whatever file a user names: what is no regular file, or has no end, is refused in bounded time and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
MEMORY = 1 << 30
"""Bytes of address space: what reads without end dies of it."""

COMMANDS = {
    "gate": ("check . --gate {it}", 2),
    "gate of verify": ("verify dist --attestation at.jsonl --gate {it}", 2),
    "configuration": ("check . --config {it}", 2),
    "waivers": ("check . --waivers {it}", 2),
    "baseline": ("check . --baseline {it}", 2),
    "public key": ("verify dist --attestation at.jsonl --environment x --gate-digest 00 --key {it}", 2),
    "attestation": ("verify dist --attestation {it} --environment x --gate-digest 00 --key key.pub", 3),
    "capsule": ("replay {it}", 3),
    "waivers to be signed": ("sign {it} --key key.pem", 2),
    "waivers to be shown": ("waivers {it}", 2),
    "private key": ("sign waivers.yaml --key {it}", 2),
    "token": ("check . --opa-url http://127.0.0.1:9 --opa-token-file {it}", 2),
    "the artifact itself": ("check {it}", 3),
}


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(1 << 40)


SORTS = {pipe: "this is a pipe", device: "this is a device", folder: "this is a folder", huge: "larger than"}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    made, key = tmp_path_factory.mktemp("keys"), Ed25519PrivateKey.generate()
    (made / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (made / "key.pub").write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return made


def adjudge(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    command = [sys.executable, "-m", "adjudge", *arguments]
    return subprocess.run(
        command,
        cwd=where,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        preexec_fn=bound,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.__name__)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_somebody_names_is_regular_and_has_an_end(name, sort, tmp_path, keys):
    work = tmp_path / "work"
    (work / "dist").mkdir(parents=True)
    for key in ("key.pem", "key.pub"):
        (work / key).write_bytes((keys / key).read_bytes())
    (work / "waivers.yaml").write_text("waivers: []\n")
    it = (work if name == "the artifact itself" else tmp_path) / "it.project.yaml"
    sort(it)
    line, code = COMMANDS[name]
    done = adjudge(work, *line.format(it=it).split())
    said = done.stdout + done.stderr
    if (name, sort) == ("the artifact itself", folder):
        code = 3  # a folder without artifacts
    elif (name, sort) == ("attestation", huge):
        code = 1  # malformed
    elif (name, sort) == ("the artifact itself", device):
        code = 2  # a link that leaves the root
    assert done.returncode == code, said
    assert "Traceback" not in said
    if name != "the artifact itself":
        assert SORTS[sort] in said


def test_waivers_to_be_written_into_a_pipe_are_not_waited_for(tmp_path):
    from datetime import date

    from adjudge.lib.errors import UsageError
    from adjudge.plugins.suppressions.commands.waive import _write

    os.mkfifo(tmp_path / "waivers.yaml")
    with pytest.raises(UsageError, match="this is a pipe"):
        _write(tmp_path / "waivers.yaml", {}, date(2026, 1, 1), {"expires": "2099-01-01"})


def test_a_configuration_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "adjudge.toml")
    done = adjudge(tmp_path, "check", ".")
    assert (done.returncode, "this is a pipe" in done.stderr) == (2, True), done.stderr


def test_standard_input_without_end_is_refused_in_each_language(tmp_path):
    for language, words in (("en", "standard input cannot be read"), ("zh", "标准输入无法读取")):
        with Path("/dev/zero").open("rb") as endless:
            done = subprocess.run(
                [sys.executable, "-m", "adjudge", "check", "-", "--stdin-filename", "a.project.yaml", "--lang", language],
                cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False, stdin=endless,
            )  # fmt: skip
        assert (done.returncode, words in done.stderr) == (2, True), done.stderr


def test_evidence_of_a_gibibyte_costs_megabytes_and_is_told_in_each_language(tmp_path):
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nhello\n")
    with (tmp_path / "a.srt.review.yaml").open("wb") as stream:
        stream.truncate(1 << 30)
    for language, words in (("en", "larger than 64 MiB, the most that is read of one file"), ("zh", "大于 64 MiB")):
        done = adjudge(tmp_path, "check", "a.srt", "--lang", language)
        assert (done.returncode, words in done.stdout) == (3, True), done.stdout + done.stderr


def test_a_recording_of_a_gibibyte_that_is_only_hashed_costs_megabytes(tmp_path):
    from adjudge.lib.files import Tree

    with (tmp_path / "a.wav").open("wb") as stream:
        stream.truncate(1 << 30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert Tree(root=tmp_path.resolve()).digest("a.wav")[1] == 1 << 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 << (20 if sys.platform == "darwin" else 10)
