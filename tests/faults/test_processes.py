"""Real signals, real limits, processes that are killed: what a run leaves, what it says, and how it ends."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from catering import BAD_MENU, MENU, PLUGIN, catering
from neighbours import GOOD, account, consent, service, settle, undisturbed
from notary import Notary
from wheels import Project, command

pytestmark = pytest.mark.slow

ENDS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Where the commands have their temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def started(
    project: Project, temporary: Path, *arguments: str, limit: Callable[[], None] | None = None, **environment: str
) -> subprocess.Popen[str]:
    """Start the installed command in the project; where something is limited, no bytecode is written, which would be cut off."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "COVERAGE_"))}
    own |= {"TMPDIR": str(temporary), "PYTHONPATH": str(project.site), **environment}
    if limit is not None:
        own["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.Popen(
        [*command(), *arguments],
        cwd=project.root,
        env=own,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=limit,  # noqa: PLW1509
    )


def engines(opa_binary: str) -> dict[str, dict[str, str]]:
    return {"embedded": {}, "opa": {"ADJUDGE_OPA": opa_binary}}


def parts(project: Project) -> list[Path]:
    return list(project.root.glob(".report.json.*.part"))


def at_work(process: subprocess.Popen[str], project: Project) -> None:
    """Wait until the report has begun."""
    until = time.monotonic() + 60
    while process.poll() is None and not any(part.stat().st_size for part in parts(project)):
        assert time.monotonic() < until
        time.sleep(0.005)


@pytest.mark.parametrize(("sent", "code"), ENDS)
@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_whoever_is_ended_by_a_signal_leaves_nothing(project, temporary, opa_binary, engine, sent, code):
    project.write("accounts.jsonl", account() * 20_000)
    process = started(
        project, temporary, "check", "--engine", engine, "-o", "json=report.json", **engines(opa_binary)[engine]
    )
    at_work(process, project)
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in said
    assert "before everything was judged" in said
    assert [file.name for file in project.root.iterdir()] == ["accounts.jsonl"]
    assert list(temporary.iterdir()) == []


def test_a_run_that_hears_no_hangup_goes_on(project, temporary):
    project.write(GOOD, service())
    process = started(
        project, temporary, "check", GOOD, limit=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN) and None
    )
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_whoever_is_asked_to_end_does_not_pass_though_a_plugin_swallows_it(project, temporary):
    """Python gives a plugin what stops the run as an exception, which it may catch."""
    swallows = (
        "import os, signal, time\n    try:\n        os.kill(os.getpid(), signal.SIGTERM)\n        time.sleep(9)\n"
    )
    swallows += "    except BaseException:\n        pass\n    return {"
    project.plugin("catering", catering({PLUGIN: ('return {"dishes"', swallows + '"dishes"')}))
    project.write(MENU, "dishes:\n- {name: Celery soup, allergens: [celery]}\n")
    done = started(project, temporary, "check")
    done.communicate(timeout=60)
    assert done.returncode == 143


def test_what_was_left_by_a_run_that_was_killed_outright_is_swept_by_the_next(project, temporary, opa_binary):
    project.write("accounts.jsonl", account() * 20_000)
    asked = ("check", "--engine", "opa", "-o", "json=report.json")
    process = started(project, temporary, *asked, ADJUDGE_OPA=opa_binary)
    at_work(process, project)
    process.kill()
    process.communicate(timeout=60)
    assert len(list(temporary.glob("adjudge-opa-*"))) == 1
    assert len(parts(project)) == 1
    project.write("accounts.jsonl", account())
    process = started(project, temporary, *asked, ADJUDGE_OPA=opa_binary)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert list(temporary.iterdir()) == []
    assert parts(project) == []


def test_the_next_run_spares_one_that_is_at_work(project, temporary, opa_binary):
    project.write("accounts.jsonl", account() * 20_000)
    project.write(GOOD, service())
    first = started(project, temporary, "check", "accounts.jsonl", "--engine", "opa", ADJUDGE_OPA=opa_binary)
    until = time.monotonic() + 60
    while not list(temporary.glob("adjudge-opa-*/bundle/data.json")):
        assert time.monotonic() < until
        time.sleep(0.01)
    (there,) = temporary.iterdir()
    second = started(project, temporary, "check", GOOD, "--engine", "opa", ADJUDGE_OPA=opa_binary)
    assert second.communicate(timeout=60) is not None
    assert second.returncode == 0
    assert list(temporary.iterdir()) == [there]
    first.terminate()
    first.communicate(timeout=60)
    assert list(temporary.iterdir()) == []


def test_a_copy_of_a_release_that_was_killed_half_way_is_swept_by_the_next(tmp_path):
    notary = Notary.make(tmp_path)
    notary.attest()
    left = notary.beside / (".out." + "0" * 16 + ".part")
    (left / "copy").mkdir(parents=True)
    assert notary.verify("--copy-to", "../out").returncode == 0
    assert (notary.beside / "out").is_dir()
    assert not left.exists()


# --- limits ---------------------------------------------------------------------------------------------------------


def at_most(what: int, number: int) -> Callable[[], None]:
    """Return what bounds a process."""
    return lambda: resource.setrlimit(what, (number, number))


@pytest.mark.parametrize(("language", "says"), [("en", "File too large"), ("zh", "文件过大")])
def test_an_opa_that_cannot_be_given_its_policies_is_an_error_of_the_engine(
    project, temporary, opa_binary, language, says
):
    settle(project)
    process = started(
        project,
        temporary,
        *("check", "--engine", "opa", "--lang", language),
        limit=at_most(resource.RLIMIT_FSIZE, 256),
        ADJUDGE_OPA=opa_binary,
    )
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert ("opa cannot be given its policies" in said) == (language == "en")
    assert says in said
    assert "TMPDIR" in said
    assert list(temporary.iterdir()) == []


def test_a_report_that_does_not_fit_is_none_and_the_others_are_whole(project, temporary):
    project.write("accounts.jsonl", account(verified_at=None) * 40)
    process = started(
        project, temporary, "check", "-o", "json=report.json", limit=at_most(resource.RLIMIT_FSIZE, 16384)
    )
    out, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "deny: 40 artifacts" in out
    assert "report" in said
    assert "Traceback" not in said
    assert [file.name for file in project.root.iterdir()] == ["accounts.jsonl"]


@pytest.mark.parametrize("most", range(8, 27, 6))
def test_too_few_open_files_are_never_a_pass(project, temporary, most):
    settle(project)
    project.write("record.txt", b"I agree.")
    project.write("one.consent.json", consent("record.txt", hashlib.sha256(b"I agree.").hexdigest()))
    process = started(
        project,
        temporary,
        *("check", "-o", "json=report.json", "--lang", "zh"),
        limit=at_most(resource.RLIMIT_NOFILE, most),
    )
    out, said = process.communicate(timeout=60)
    assert process.returncode in (1, 3)
    if process.returncode == 1:
        undisturbed(json.loads((project.root / "report.json").read_text("utf-8")))
    assert out + said
    assert parts(project) == []


def test_an_engine_without_memory_costs_what_needs_it_and_says_so(project, temporary):
    settle(project)
    project.plugin("catering", catering())
    project.write(MENU, BAD_MENU)
    for language, says in (("en", "Raise `memory_limit`"), ("zh", "`memory_limit` 过低的，请调高")):
        asked = ("check", "--engine", "embedded", "--memory-limit", "1", "-o", "json=report.json", "--lang", language)
        process = started(project, temporary, *asked)
        out, said = process.communicate(timeout=60)
        assert process.returncode == 3
        assert "Traceback" not in said
        assert says in out
        report = json.loads((project.root / "report.json").read_text("utf-8"))
        (project.root / "report.json").unlink()
        assert {path: each["verdict"] for path, each in undisturbed(report).items()} == {MENU: "error"}


# --- what is killed, and what goes away -----------------------------------------------------------------------------


def test_a_worker_that_is_killed_costs_no_verdict(project, temporary):
    """The process that evaluates the rules of strangers: it is started again, and asked again."""
    project.plugin("catering", catering())
    menus = {f"m{number:03}.catering.yaml": BAD_MENU for number in range(300)}
    for name, text in menus.items():
        project.write(name, text)
    outputs = ("-o", "json=report.json", "-o", "text=/dev/null", "-q")
    process = started(project, temporary, "check", "--engine", "embedded", *outputs)
    killed: list[int] = []

    def kill() -> None:
        while process.poll() is None and len(killed) < 3:
            time.sleep(0.01)
            for child in _children(process.pid):
                time.sleep(0.2)
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                    killed.append(child)

    killer = threading.Thread(target=kill)  # what the run says has to be read meanwhile, or it waits for its reader
    killer.start()
    process.communicate(timeout=120)
    killer.join()
    report = json.loads((project.root / "report.json").read_text("utf-8"))
    assert killed
    verdicts = {each["path"]: each["verdict"] for each in report["artifacts"]}
    assert verdicts.keys() == menus.keys()
    assert set(verdicts.values()) <= {"deny", "error"}
    assert process.returncode == (3 if "error" in verdicts.values() else 1)


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_a_reporter_whose_reader_goes_away_costs_the_others_nothing(project, temporary, opa_binary, engine):
    """A report that goes to a file meets a broken pipe of its own; that is no word of who reads our stdout."""
    settle(project)
    project.plugin("catering", catering({PLUGIN: ("self.count += 1", "raise BrokenPipeError(32, 'gone')")}))
    asked = ("check", GOOD, "--engine", engine, "-o", "catering_count=count", "-o", "json=report.json")
    process = started(project, temporary, *asked, **engines(opa_binary)[engine])
    out, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert out.startswith("pass: 1 artifact")
    assert "BrokenPipeError" in said
    assert json.loads((project.root / "report.json").read_text("utf-8"))["artifacts"]
    assert not (project.root / "count").exists()


@pytest.mark.parametrize(
    ("language", "says"), [("en", "not everything could be judged"), ("zh", "并非全部内容均能判定")]
)
def test_a_baseline_of_what_cannot_be_judged_is_exit_3(project, temporary, language, says):
    settle(project)
    project.write("broken.service.json", "{")
    process = started(project, temporary, "baseline", "--lang", language)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert says in said
