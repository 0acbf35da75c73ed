"""Reports that cannot be written, readers that go away, and whatever else ends a run: never exit 0 or 1."""

from __future__ import annotations

import json
import os
import shlex
import signal
import stat
import subprocess
import time

import pytest
from neighbours import GOOD, account, settle, undisturbed
from wheels import command
from writers import WRITERS


@pytest.fixture(autouse=True)
def _neighbours(project):
    settle(project)


def shell(project, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in the project; ``adjudge`` in it is the installed command."""
    adjudge = " ".join(map(shlex.quote, command()))
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "COVERAGE_"))}
    return subprocess.run(
        ["bash", "-c", f'adjudge() {{ {adjudge} "$@"; }}; {line}'],
        cwd=project.root,
        env=own,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


# --- stdout ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", ["check", "check -v", "check -q", "check -o json", "rules", "plugins --json"])
def test_when_nobody_reads_the_report_the_exit_code_is_3_without_a_word(project, arguments):
    project.write("accounts.jsonl", account(verified_at=None) * 2000)
    done = shell(project, f"adjudge {arguments} | true; echo ${{PIPESTATUS[0]}}")
    assert (done.stdout, done.stderr) == ("3\n", "")


def test_head_gets_its_line(project):
    project.write("accounts.jsonl", account(verified_at=None) * 2000)
    done = shell(project, "adjudge check | head -1; echo ${PIPESTATUS[0]}")
    assert done.stdout == "deny: accounts.jsonl#1 (identity.account)\n3\n"
    assert done.stderr == ""


@pytest.mark.parametrize("arguments", [f"{GOOD} -v", f"-o json {GOOD}", f"-q {GOOD} bad.service.json"])
def test_a_full_disk_is_exit_3(project, arguments):
    project.write("bad.service.json", "{")
    done = shell(project, f"adjudge check {arguments} > /dev/full; echo $?")
    assert done.stdout == "3\n"
    assert "No space left on device" in done.stderr


def test_a_closed_stdout_is_exit_3(project):
    done = shell(project, f"adjudge check {GOOD} >&-; echo $? >&2")
    assert done.stderr == "error: there is no stdout to write to. Redirect it to /dev/null.\n3\n"


def test_a_closed_stdin_has_no_artifact(project):
    done = shell(project, "adjudge check - --stdin-filename a.service.json <&-; echo $?")
    assert (done.stdout, done.stderr) == ("2\n", "error: standard input is closed. Pipe the artifact into it.\n")
    done = shell(project, "adjudge check - --stdin-filename a.service.json --lang zh <&-; echo $?")
    assert (done.stdout, done.stderr) == ("2\n", "错误：标准输入已关闭。请将制品经管道送入。\n")


def test_a_closed_stderr_changes_nothing(project):
    assert shell(project, f"adjudge check {GOOD} -q 2>&-; echo $?").stdout == "0\n"
    project.write("bad.service.json", "{")
    assert shell(project, f"adjudge check {GOOD} bad.service.json -q 2>&-; echo $?").stdout.endswith("\n3\n")


def test_a_terminal_that_knows_only_ascii_gets_escapes_for_the_rest(project):
    done = project.adjudge("check", GOOD, "--lang", "zh", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stdout.startswith("\\u901a\\u8fc7")


# --- report files ---------------------------------------------------------------------------------------------------


def test_several_reports_are_written_at_once(project):
    done = project.adjudge("check", "-o", "json=one.json", "-o", "text=two.txt", "-o", "json=three.json", "-q")
    assert (done.returncode, done.stderr) == (1, "")
    one = json.loads((project.root / "one.json").read_text("utf-8"))
    assert undisturbed(one) == {}
    assert json.loads((project.root / "three.json").read_text("utf-8")) == one
    assert (project.root / "two.txt").read_text("utf-8") == done.stdout
    assert not list(project.root.glob(".*"))


def test_stdout_has_nothing_of_a_report_that_goes_to_a_file(project):
    done = project.adjudge("check", GOOD, "-o", "json=report.json")
    assert done.stdout.startswith("pass: 1 artifact")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("gone/report.json", "No such file or directory"),
        (".", "Is a directory"),
        (f"{GOOD}/x", "Not a directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_report_that_cannot_be_written_costs_the_others_nothing(project, path, says):
    done = project.adjudge("check", "-o", f"json={path}", "-o", "json=report.json")
    assert done.returncode == 3
    assert done.stderr == (
        f"error: the report {path} cannot be written: {says}. Name a file in a folder that can be written to.\n"
    )
    assert done.stdout.startswith("deny: wrong.service.yaml")
    undisturbed(json.loads((project.root / "report.json").read_text("utf-8")))
    assert not list(project.root.glob(".*"))


def test_a_report_takes_the_place_of_the_last_one_only_when_it_is_whole(project):
    project.write("report.json", "the last one")
    project.adjudge("check", "gone.service.json", "-o", "json=report.json", "--select", "nobody.*")
    assert (project.root / "report.json").read_text() == "the last one"
    project.adjudge("check", "-o", "json=report.json")
    undisturbed(json.loads((project.root / "report.json").read_text("utf-8")))


def test_a_link_stays_a_link_and_a_device_a_device(project, tmp_path):
    (tmp_path / "kept.json").write_text("")
    (project.root / "report.json").symlink_to(tmp_path / "kept.json")
    os.mkfifo(project.root / "pipe")
    reader = subprocess.Popen(["cat", "pipe"], cwd=project.root, stdout=subprocess.PIPE)
    project.adjudge("check", GOOD, "-o", "json=report.json", "-o", "json=pipe", "-o", "text=/dev/null")
    assert (project.root / "report.json").is_symlink()
    assert json.loads((tmp_path / "kept.json").read_text("utf-8"))["artifacts"]
    assert stat.S_ISFIFO((project.root / "pipe").stat().st_mode)
    assert json.loads(reader.communicate(timeout=60)[0])["artifacts"]
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)  # noqa: PTH116


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-o", "json", "-o", "text"], "json and text both want stdout"),
        (["-o", "json=a", "-o", "text=./a"], "two reports are to be written to"),
        (["-o", "sarif2000"], f"there is no report sarif2000. Known: {', '.join(sorted(WRITERS))}."),
    ],
)
def test_reports_that_get_in_each_others_way_are_a_mistake_of_usage(project, arguments, says):
    done = project.adjudge("check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert not (project.root / "a").exists()


@pytest.mark.parametrize("path", [GOOD, f"./{GOOD}", "link.yaml", "adjudge.toml", "adjudge-waivers.yaml"])
@pytest.mark.parametrize("asked", [GOOD, "."])
def test_no_report_takes_the_place_of_what_is_judged_or_read(project, path, asked):
    project.write("adjudge.toml", 'lang = "en"\n')
    project.write("adjudge-waivers.yaml", "waivers: []\n")
    (project.root / "link.yaml").symlink_to(GOOD)
    before = (project.root / path).read_bytes()
    done = project.adjudge("check", asked, "-o", f"json={path}", "-q")
    assert done.returncode == 2
    assert "a report is to be written over" in done.stderr
    assert (project.root / path).read_bytes() == before
    assert not list(project.root.glob(".*"))


# --- the end of a run -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_stops_the_run_gets_no_report_and_no_verdict(project, sent, code):
    project.write("accounts.jsonl", account() * 100_000)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "COVERAGE_"))}
    process = subprocess.Popen(
        [*command(), "check", "-o", "json=report.json"],
        cwd=project.root,
        env=own,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    while process.poll() is None and not any(part.stat().st_size for part in project.root.glob(".report.json.*.part")):
        time.sleep(0.005)
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"before everything was judged" in said
    assert [path.name for path in project.root.iterdir() if "report" in path.name] == []


def test_an_uncaught_exception_is_exit_3_and_says_how_to_report_it(project):
    # Nothing that is known makes adjudge raise what it does not expect, so something is broken on purpose.
    (project.site / "sitecustomize.py").write_text(
        "import adjudge.session.session\n"
        "def broken(tree, paths):\n"
        "    raise ZeroDivisionError('out of order')\n"
        "adjudge.session.session.collect = broken\n"
    )
    done = project.adjudge("check")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "error: adjudge itself failed: ZeroDivisionError: out of order. "
        "Set ADJUDGE_DEBUG=1 for the traceback and report it.\n"
    )
    assert "Traceback" in project.adjudge("check", env={"ADJUDGE_DEBUG": "1"}).stderr


@pytest.mark.parametrize(
    "left",
    [
        "import atexit\natexit.register(done)\n",
        "import threading\nthreading.Thread(target=lambda: (threading.main_thread().join(), done())).start()\n",
    ],
    ids=["registered", "in a thread"],
)
def test_what_others_left_for_the_end_is_done(project, left):
    done = "import sys\ndef done():\n    print('done', end='')\n"
    (project.site / "sitecustomize.py").write_text(f"{done}{left}")
    judged = project.adjudge("check", "-q", GOOD)
    assert (judged.returncode, judged.stdout, judged.stderr) == (0, "done", "")


def test_a_working_directory_that_is_gone_is_a_mistake_of_usage(project):
    (project.root / "here").mkdir()
    done = shell(project, "cd here && rmdir ../here && adjudge check; echo $?")
    assert done.stdout == "2\n"
    assert "the working directory does not exist any more" in done.stderr
