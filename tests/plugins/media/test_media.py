"""The kind `dubbing.media` is judged by its bytes, and before the project that delivers it."""

from __future__ import annotations

import subprocess
import sys
from fnmatch import fnmatch

import pytest
from media_bytes import wav

from adjudge import Artifact, judge
from adjudge.lib.media import MEDIA_SUFFIXES, is_media
from adjudge.plugins import media
from adjudge.plugins.domains import dubbing


def test_the_kind_claims_what_the_reader_reads():
    (domain,) = dubbing.adjudge_domains()
    (kind,) = (kind for kind in domain.kinds if kind.name == "dubbing.media")
    (reader,) = media.adjudge_readers()
    assert kind.files == tuple(f"*{suffix}" for suffix in reader.suffixes)
    assert reader.suffixes == MEDIA_SUFFIXES
    assert reader.pieces
    names = [
        "a.wav",
        "a.mp3",
        "a.flac",
        "a.ogg",
        "a.opus",
        "a.m4a",
        "a.mp4",
        "a.mov",
        "a.mkv",
        "a.webm",
        "a.avi",
        "a.flv",
    ]
    for name in [*names, "a.aac", "a.pcm"]:
        assert any(fnmatch(name, pattern) for pattern in kind.files)
        assert is_media(name.upper())
    assert not is_media("wav")


def relates(kind: str, document: dict) -> dict[str, str | None]:
    artifact = Artifact(
        path="a", file="a", kind=kind, sha256="", size=0, document=document, params={}, as_of=None, evidence=None
    )
    return {reference.pointer: reference.kind for reference in dubbing.adjudge_relates(artifact)}


def test_deliverables_are_media_and_other_recordings_are_evidence():
    digest = "0" * 64
    project = {
        "voices": [],
        "deliverables": [
            {"file": "out/a.WAV", "sha256": digest, "frame": {"file": "out/a.png", "sha256": digest}},
            {"file": "out/b.txt", "sha256": digest, "opening": {"file": "out/opening.mp4", "sha256": digest}},
        ],
        "evidence": [{"file": "talk.mp3", "sha256": digest}],
    }
    assert relates("dubbing.project", project) == {
        "/deliverables/0/file": "dubbing.media",
        "/deliverables/0/frame/file": None,
        "/deliverables/1/file": None,
        "/deliverables/1/opening/file": "",
        "/evidence/0/file": "",
    }
    assert relates("dubbing.consent", {"signature": {"file": "said.m4a", "sha256": digest}}) == {"/signature/file": ""}
    assert relates("dubbing.media", {"labels": [{"fields": {"file": "x.mp3", "sha256": digest}}]}) == {}


def test_a_media_file_has_no_facts_that_nobody_asked_for():
    artifact = Artifact(
        path="a", file="a", kind="dubbing.consent", sha256="", size=0, document={}, params={}, as_of=None, evidence=None
    )
    assert dubbing.adjudge_facts(artifact) == {}


@pytest.fixture
def song(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "song.wav").write_bytes(wav(made["plain.wav"], "{}"))
    return "song.wav"


def test_a_media_file_is_an_artifact_with_its_document(song):
    (verdict,) = judge(song).verdicts
    assert verdict.kind == "dubbing.media"
    assert verdict.document["container"] == "wav"
    assert verdict.document["labels"][0]["form"] == "object"


def test_without_the_extra_the_error_says_what_to_install(song):
    """In a process in which the package cannot be found, as where it was never installed."""
    hidden = (
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        "class Hide(PathFinder):\n"
        "    @classmethod\n"
        "    def find_spec(cls, name, path=None, target=None):\n"
        "        return None if name == 'pymediainfo' else PathFinder.find_spec(name, path, target)\n"
        "sys.meta_path[sys.meta_path.index(PathFinder)] = Hide\n"
        "from adjudge.__main__ import main\n"
        "sys.argv = ['adjudge', 'check', 'song.wav']\n"
        "main()\n"
    )
    said = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False, timeout=120)
    assert said.returncode == 3, said.stderr
    assert "a media file is judged with pymediainfo, which is not installed" in said.stdout
    assert "pip install 'adjudge[media]'" in said.stdout
