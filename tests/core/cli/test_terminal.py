"""What is told only to somebody who sits at a terminal: how far a long work is, and what a key asks for."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from select import select

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from wheels import Project, command

TIME_LIMIT = 60
PASSPHRASE = "open sesame"  # of a key that the test makes
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project for the installed command: a terminal is a matter of its process."""
    return Project.make(tmp_path)


def at_terminal(project: Project, *arguments: str, asked: str = "", typed: str = "") -> tuple[int, str]:
    """Run the command with a terminal for stdin and stderr; what is typed is typed once it is asked for."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    ours, its = pty.openpty()
    process = subprocess.Popen(
        [*command(), *arguments],
        cwd=project.root,
        env={**own, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"},
        stdin=its,
        stdout=subprocess.DEVNULL,
        stderr=its,
        start_new_session=True,  # the terminal of whoever runs the tests is not asked
    )
    os.close(its)
    told = b""
    with os.fdopen(ours, "r+b", buffering=0) as terminal:
        while select([terminal], [], [], TIME_LIMIT)[0]:
            try:
                read = terminal.read(1 << 16)
            except OSError:  # so Linux tells that the other end is closed
                read = b""
            if not read:
                break
            told += read
            if typed and asked in told.decode(errors="replace"):
                terminal.write(f"{typed}\n".encode())
                typed = ""
        else:
            process.kill()
    return process.wait(), told.decode()


@LANGUAGES
def test_a_long_check_shows_how_far_it_is(project, language):
    project.write("a.service.json", b" " * (5 << 20))
    code, told = at_terminal(project, "check", "--lang", language)
    assert code == 3, told
    assert f"{ {'en': 'judging', 'zh': '判定中'}[language] }  [" in told


@LANGUAGES
def test_a_long_horizon_shows_how_far_it_is(project, language):
    project.write("a.service.json", b" " * (5 << 20))
    code, told = at_terminal(project, "horizon", "--days", "10", "--lang", language)
    assert code == 3, told
    assert f"{ {'en': 'judging', 'zh': '正在判定'}[language] }  [" in told


@LANGUAGES
def test_a_key_asks_for_its_passphrase_and_does_not_show_it(project, language):
    private = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(PASSPHRASE.encode()),
    )
    project.write("key.pem", private)
    project.write("adjudge-waivers.yaml", "waivers: []\n")
    asked = {"en": "passphrase of the key: ", "zh": "密钥的口令："}[language]
    asks = ("sign", "adjudge-waivers.yaml", "--key", "key.pem", "--lang", language)
    code, told = at_terminal(project, *asks, asked=asked, typed=PASSPHRASE)
    assert (code, told.strip()) == (0, asked.strip())
    assert (project.root / "adjudge-waivers.yaml.sig").is_file()


def test_who_stops_without_a_signal_that_was_heard_has_not_passed():
    stops = """
from adjudge import cli
from adjudge.lib.ending import Terminated

def stop(**_settings):
    raise Terminated

cli.adjudge.main = stop
cli.main()
"""
    assert subprocess.run([sys.executable, "-c", stops], capture_output=True, check=False).returncode == 130
