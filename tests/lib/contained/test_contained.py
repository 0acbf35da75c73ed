"""A function in a process of its own: whatever becomes of it is the outcome of one request."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adjudge.lib.contained import Contained, Failed

HELPERS = Path(__file__).parents[2] / "helpers"
MAKE = "contained_function:make"


@pytest.fixture(autouse=True)
def _helpers(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(HELPERS))


@pytest.fixture
def told() -> list[str]:
    """What was said on stderr."""
    return []


@pytest.fixture
def make(told) -> Iterator[Callable[..., Contained]]:
    made: list[Contained] = []

    def one(target: str = MAKE, *, seconds: float = 20, mebibytes: int = 1024) -> Contained:
        made.append(Contained(target, seconds=seconds, mebibytes=mebibytes, told=told.append))
        return made[-1]

    yield one
    for each in made:
        each.close()


def failure(answer: bytes | Failed) -> Failed:
    assert isinstance(answer, Failed), answer
    return answer


def said(answer: bytes | Failed) -> tuple[str, str, str]:
    """Give a failure's kind, and what it says with its next step in both languages."""
    found = failure(answer)
    words = found.words
    return found.kind, f"{words['en']}. {words.next['en']}", f"{words['zh']}。{words.next['zh']}"


ENDS = {
    b"segfault": (
        "died",
        "its process ended by SIGSEGV. Mend what it evaluates, or report it with the rule and the artifact.",
        "其进程因 SIGSEGV 而终止。请修改其所处理的内容，或连同该规则与制品一并报告。",
    ),
    b"exit 7": (
        "died",
        "its process ended by itself, with exit code 7. See what it said before, and report it.",
        "其进程自行退出，退出码为 7。请查看此前的输出并报告。",
    ),
    b"fill": (
        "memory",
        "it takes more than 1024 MiB of memory. Mend what takes so much, or raise `memory_limit`.",
        "所需内存超过 1024 MiB。请改正占用内存过多之处，或调高 `memory_limit`。",
    ),
    b"alloc": (
        "memory",
        "it takes more than 1024 MiB of memory. Mend what takes so much, or raise `memory_limit`.",
        "所需内存超过 1024 MiB。请改正占用内存过多之处，或调高 `memory_limit`。",
    ),
    b"raise \x1b[2J": (
        "raised",
        "it failed: ValueError: \\x1b[2J. Report it to whoever wrote it.",
        "运行失败：ValueError: \\x1b[2J。请向其作者报告。",
    ),
    b"garbage": (
        "died",
        "it gave no answer that can be read. Report it to whoever wrote it.",
        "其答复无法读取。请向其作者报告。",
    ),
}


@pytest.mark.parametrize("request_", ENDS)
def test_what_becomes_of_the_process_is_the_outcome_of_the_request_at_hand_alone(request_, make):
    contained = make()
    pending = [contained.send(each) for each in (b"twice a", request_, b"twice b", b"twice c")]
    answers = [each() for each in pending]
    assert said(answers[1]) == ENDS[request_]
    assert answers[0::2] + answers[3:] == [b"aa", b"bb", b"cc"]


@pytest.mark.parametrize("hangs", [b"loop", b"backtrack"])
def test_what_takes_longer_than_the_limit_is_ended(hangs, make):
    contained = make(seconds=1)
    assert contained.ask(b"twice a") == b"aa"
    before = time.monotonic()
    pending = [contained.send(hangs), contained.send(b"twice b")]
    assert said(pending[0]()) == (
        "time",
        "it takes longer than 1 second. Mend what takes so long, or raise `time_limit`.",
        "耗时超过 1 秒。请改正耗时过长之处，或调高 `time_limit`。",
    )
    assert time.monotonic() - before < 5
    assert pending[1]() == b"bb"


def test_answers_may_be_taken_in_any_order_and_are_larger_than_a_pipe(make):
    contained = make()
    texts = [os.urandom(300_000) for _ in range(5)]
    pending = [contained.send(b"twice " + text) for text in texts]
    for number in (3, 0, 4, 1, 2):
        assert pending[number]() == texts[number] * 2


def test_what_was_kept_is_asked_again_after_a_start(make):
    contained = make()
    assert contained.ask(b"twice x", keep=True) == b"xx"
    contained.ask(b"twice y")
    assert failure(contained.ask(b"raise no", keep=True)).kind == "raised"
    assert failure(contained.ask(b"abort")).kind == "died"
    assert contained.ask(b"asked") == b"twice x,asked"


def test_a_function_that_cannot_be_made_is_a_failure_that_says_why_without_a_traceback(make, told):
    kind, english, _ = said(make("contained_function:broken").ask(b"twice a"))
    assert kind == "start"
    assert "it failed: RuntimeError: there is no function" in english
    assert told == []


def test_a_python_that_cannot_be_started_is_a_failure(make, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert said(make().ask(b"twice a")) == (
        "start",
        "no process can be started for it: No such file or directory. "
        "Raise `memory_limit` if it is low, or see whether the machine is short of memory or of processes.",
        "无法为其启动进程：没有该文件或文件夹。`memory_limit` 过低的，请调高；否则请检查机器的内存或进程数是否不足。",
    )
    monkeypatch.setattr(sys, "executable", "")
    assert failure(make().ask(b"twice a")).kind == "start"


def test_what_it_writes_is_passed_on_before_the_answer_and_made_visible(make, told):
    assert make().ask(b"say \x1b[2J ::x") == b"said"
    assert sorted(told) == ["\\x1b[2J ::x", "on stdout", "raw stdout"]


def test_what_it_writes_without_end_is_cut(make, told):
    contained = make()
    assert contained.ask(b"say " + b"\n" * 50_000) == b"said"
    assert len(told) == 2_000
    assert contained.ask(b"say more") == b"said"
    assert "more" in told[2_000:]


def test_an_interrupt_of_the_whole_group_does_not_end_it(make):
    assert make().ask(b"interrupt") == b"went on"


def test_nothing_is_imported_from_the_working_directory(make, tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    paths = make().ask(b"path")
    assert isinstance(paths, bytes)
    assert not {"", str(tmp_path)} & set(paths.decode().split("\n"))


def test_a_closed_one_has_no_process_and_says_so(make):
    contained = make()
    pid = contained.ask(b"pid")
    assert isinstance(pid, bytes)
    waiting = contained.send(b"twice a")
    contained.close()
    assert not Path(f"/proc/{pid.decode()}").exists()
    assert said(waiting())[1:] == ("its process was ended. Run again.", "其进程已被结束。请重新运行。")
    assert contained.ask(b"twice a") == b"aa"


def test_a_fork_starts_its_own(make):
    contained = make()
    assert contained.ask(b"twice a") == b"aa"
    child = os.fork()
    if child == 0:
        os._exit(0 if contained.ask(b"asked") == b"asked" else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert contained.ask(b"asked") == b"twice a,asked"


PARENT = """
import sys
from adjudge.lib.contained import Contained
contained = Contained("contained_function:make", seconds=%s, mebibytes=512)
print(contained.ask(b"pid").decode(), flush=True)
contained.ask(b"%s")
"""


@contextmanager
def started(seconds: int, request: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    command = [sys.executable, "-c", PARENT % (seconds, request)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        yield parent, int(parent.stdout.readline())


def ends(pid: int, seconds: float) -> bool:
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":  # only whoever has inherited it can take it away
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_after_a_parent_that_was_killed_even_in_an_endless_loop(sign):
    with started(1, "loop") as (parent, pid):
        time.sleep(0.3)
        parent.send_signal(sign)
        parent.wait()
        assert ends(pid, 10)


def test_an_interrupt_ends_a_wait_promptly_and_the_process_with_it():
    with started(3600, "loop") as (parent, pid):
        time.sleep(0.3)
        parent.send_signal(signal.SIGINT)
        before = time.monotonic()
        assert parent.wait() != 0
        assert time.monotonic() - before < 5
        assert ends(pid, 10)  # although nobody has closed it
