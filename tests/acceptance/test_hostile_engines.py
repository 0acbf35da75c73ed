"""An OPA that is missing, is none, dies, or answers nonsense: an error, never a verdict."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from neighbours import BROKEN_RULE, DENIED, GOOD, account, settle
from wheels import command

FAKE = """#!{python}
import http.server
import json
import sys

host, port = sys.argv[sys.argv.index("--addr") + 1].split(":")
with open("data.json") as data:
    proof = json.load(data)["system"]["adjudge"]["proof"]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.say(200, json.dumps({{"result": proof}}).encode(), "application/json")

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.say(*{answer!r})

    def say(self, status, body, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *what):
        pass


http.server.ThreadingHTTPServer((host, int(port)), Handler).serve_forever()
"""
JSON, HTML = "application/json", "text/html"
ANSWERS = {
    "500": ((500, b"out of order", "text/plain"), "OPA answered with status 500"),
    "500 in JSON": ((500, b'{"code": "internal_error", "errors": []}', JSON), "OPA answered with status 500"),
    "401": ((401, b'{"code": "unauthorized", "message": "no"}', JSON), "OPA answered with status 401"),
    "HTML": ((200, b"<html><h1>Welcome</h1></html>", HTML), "OPA's answer is no JSON"),
    "nothing": ((200, b"", JSON), "OPA's answer is no JSON"),
    "undefined": ((200, b"{}", JSON), "another number of results"),
    "too few": ((200, b'{"result": []}', JSON), "another number of results"),
    "empty": ((200, b'{"result": [{}, {}]}', JSON), "the engine gave no answer for this rule"),
    "an array": ((200, b"[]", JSON), "OPA's answer is no object"),
    "NaN": ((200, b'{"result": [NaN, NaN]}', JSON), "OPA's answer cannot be read"),
    "nesting": ((200, b"[" * 100_000, JSON), "OPA"),
}


@pytest.fixture(autouse=True)
def _neighbours(project):
    settle(project)


def executable(project, text: str) -> str:
    path = project.write("../tools/opa", text)
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(("answer", "says"), ANSWERS.values(), ids=ANSWERS)
def test_what_is_no_answer_is_an_error_of_every_rule(project, answer, says):
    opa = executable(project, FAKE.format(python=sys.executable, answer=answer))
    report = project.json("--engine", "opa", "--opa", opa)
    assert report["summary"]["exit_code"] == 3
    assert {artifact["path"]: artifact["verdict"] for artifact in report["artifacts"]} == {
        GOOD: "error",
        DENIED: "error",
    }
    said = [outcome for artifact in report["artifacts"] for outcome in artifact["outcomes"]]
    assert {outcome["outcome"] for outcome in said} == {"error"}
    assert all(says in outcome["note"] for outcome in said)


MISSING = {
    "nowhere on PATH": ([], {"PATH": "/nonexistent"}, "there is no opa to run"),
    "PATH empty": ([], {"PATH": ""}, "there is no opa to run"),
    "named by a flag": (["--opa", "gone/opa"], {}, "gone/opa: there is no opa to run"),
    "named by a variable": ([], {"ADJUDGE_OPA": "gone/opa"}, "gone/opa: there is no opa to run"),
    "a folder": (["--opa", "."], {}, ".: there is no opa to run"),
    "no program": (["--opa", GOOD], {}, f"{GOOD}: there is no opa to run"),
    "another program": (["--opa", "/bin/true"], {}, "opa ended at once"),
    "one that fails": (["--opa", "/bin/false"], {}, "opa ended at once"),
}


@pytest.mark.parametrize(("arguments", "env", "says"), MISSING.values(), ids=MISSING)
def test_an_opa_that_is_missing_or_none_is_an_error_with_the_next_step(project, arguments, env, says):
    done = project.adjudge("check", "--engine", "opa", *arguments, env=env)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"error: {says}")
    assert done.stderr.rstrip().endswith("where no gate names the engine, --engine embedded needs none.")


def test_without_opa_on_path_the_embedded_engine_judges(project):
    assert project.adjudge("check", GOOD, env={"PATH": ""}).returncode == 0


def test_the_configuration_names_the_engine_and_its_program(project, opa_binary):
    project.write("adjudge.toml", f'engine = "opa"\nopa = {json.dumps(opa_binary)}\n')
    assert project.json()["engine"] == "opa"
    assert project.json("--engine", "embedded")["engine"] == "embedded"
    assert project.json(env={"ADJUDGE_ENGINE": "embedded"})["engine"] == "embedded"


# --- in the middle of a run -----------------------------------------------------------------------------------------


def start(project, opa: str, report: str) -> subprocess.Popen[bytes]:
    """Begin to judge 20,000 records with OPA; give the process once it has judged some."""
    project.write("accounts.jsonl", "".join(account(id=f"u-{number}") for number in range(20_000)))
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "COVERAGE_"))}
    process = subprocess.Popen(
        [*command(), "check", "-q", "-o", f"json={report}", "--engine", "opa", "--opa", opa],
        cwd=project.root,
        env=own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None and not any(
        part.stat().st_size > 200_000 for part in project.root.glob(f".{report}.*.part")
    ):
        time.sleep(0.005)
    assert process.poll() is None, "it was too fast to be disturbed"
    return process


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def folder_of(opa_pid: int) -> Path:
    """Return the folder in which an OPA runs."""
    return Path(f"/proc/{opa_pid}/cwd").readlink().parent


def test_an_opa_that_is_killed_is_started_again_and_costs_no_verdict(project, opa_binary):
    process = start(project, opa_binary, "report.json")
    (opa,) = children(process.pid)
    os.kill(opa, signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 1
    report = json.loads((project.root / "report.json").read_text("utf-8"))
    verdicts = [artifact["verdict"] for artifact in report["artifacts"]]
    assert len(verdicts) == 20_002
    assert "error" not in verdicts
    assert not is_running(opa)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_stops_the_run_leaves_no_opa_no_folder_and_no_report(project, opa_binary, sent, code):
    process = start(project, opa_binary, "report.json")
    (opa,) = children(process.pid)
    folder = folder_of(opa)
    assert folder.is_dir()
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"before everything was judged" in said
    assert not is_running(opa)
    assert not folder.exists()
    assert [path.name for path in project.root.iterdir() if "report" in path.name] == []


def test_an_opa_outlives_nobody_who_is_killed_outright(project, opa_binary):
    process = start(project, opa_binary, "report.json")
    (opa,) = children(process.pid)
    folder = folder_of(opa)
    process.kill()
    process.communicate(timeout=60)
    deadline = time.monotonic() + 10
    while is_running(opa) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(opa)
    shutil.rmtree(folder)  # nobody is left to remove it
    assert not (project.root / "report.json").exists()


def test_both_engines_tell_the_same_of_the_neighbours(project, opa_binary):
    embedded, opa = (
        project.json("--as-of", "2026-05-01", "--engine", name, "--opa", opa_binary) for name in ("embedded", "opa")
    )
    assert (embedded.pop("engine"), opa.pop("engine")) == ("embedded", "opa")
    assert embedded == opa
    assert any(outcome["rule"] == BROKEN_RULE for outcome in embedded["artifacts"][1]["outcomes"])
