"""Each call of the system fails once, in each way: never a pass, never half a report, no artifact is gone, nothing is left.

What fails is what adjudge asks of files, folders, processes, sockets and chance, in a command that really runs; importing
is left out. In one sweep every call fails with each error; `tox -e faults` does that, other environments take a sample.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from catering import catering
from mending import open_kitchen
from neighbours import SERVICE, account, consent, service, settle
from notary import Notary
from sweeping import Ended, swept
from wheels import Project

pytestmark = pytest.mark.slow

BROKEN = (errno.EIO, errno.EACCES, errno.EMFILE, errno.ENOSPC, errno.ENOMEM)
GONE = (errno.ENOENT, errno.ELOOP)
"""What becomes of a file of the project only: those of an installation don't vanish."""
NOW = ("--as-of", "2026-06-01")
BETTER = {"error": 0, "deny": 1, "warn": 2, "pass": 3}


class Swept(NamedTuple):
    """A command on a project. ``wanted`` is its exit code where nothing fails, ``now`` says that it depends on the clock."""

    folder: Path
    command: tuple[str, ...]
    wanted: int
    report: str | None = None
    site: Path | None = None
    now: bool = False


def judged(project: Project) -> None:
    """Write what is denied, waived, evidence, records, left out."""
    settle(project)
    project.write("record.txt", b"I agree.")
    project.write("one.consent.json", consent("record.txt", sha256(b"I agree.").hexdigest()))
    project.write("accounts.jsonl", account() + account(id="u-2", verified_at=None))
    project.write("adjudge.toml", 'exclude = ["old/**"]\nbaseline = "baseline.json"\n')
    project.write("old/left.service.json", "{")
    project.write("below/three.service.json", service())
    project.write("report.json", "{}")


def check(folder: Path) -> Swept:
    project = Project.make(folder)
    judged(project)
    assert project.adjudge("baseline", "accounts.jsonl", "--file", "baseline.json", *NOW).returncode == 0
    return Swept(project.root, ("check", "-o", "json=report.json", "--engine", "embedded", *NOW), 1, "report.json")


def passing(folder: Path) -> Swept:
    project = Project.make(folder)
    project.write("a.service.json", service())
    project.write("adjudge.toml", 'lang = "zh"\n')
    return Swept(project.root, ("check", "-o", "json=report.json", "--engine", "embedded", *NOW), 0, "report.json")


def strangers(folder: Path) -> Swept:
    """A plugin's rules are judged in a process of their own."""
    project = Project.make(folder)
    project.plugin("catering", catering())
    project.write("good.catering.yaml", "dishes:\n- {name: Soup, allergens: []}\n")
    project.write("menu.catering.yaml", "dishes:\n- {name: Celery soup}\n")
    project.write("a.service.json", service())
    command = ("check", "-o", "json=report.json", "--engine", "embedded", *NOW)
    return Swept(project.root, command, 1, "report.json", project.site)


def opa(folder: Path) -> Swept:
    project = Project.make(folder)
    settle(project)
    return Swept(project.root, ("check", "-o", "json=report.json", "--engine", "opa", *NOW), 1, "report.json")


def released(folder: Path) -> Swept:
    notary = Notary.make(folder)
    command = ("check", "dist", "--release", "--gate", "../gate.toml", "-o", "json=report.json")
    return Swept(notary.beside, command, 0, "project/report.json", now=True)


def attest(folder: Path) -> Swept:
    notary = Notary.make(folder)
    return Swept(
        notary.beside, ("attest", "dist", "--gate", "../gate.toml", "--key", "../release.pem", "-o", "new"), 0, now=True
    )


def capsule(folder: Path) -> Swept:
    notary = Notary.make(folder)
    command = ("attest", "dist", "--gate", "../gate.toml", "--key", "../release.pem", "-o", "new", "--capsule", "kept")
    return Swept(notary.beside, command, 0, now=True)


def verify(folder: Path) -> Swept:
    notary = Notary.make(folder)
    notary.attest()
    command = ("verify", "dist", "--attestation", "../dist.intoto.jsonl", "--gate", "../gate.toml", "--copy-to", "out")
    return Swept(notary.beside, command, 0)


def replay(folder: Path) -> Swept:
    notary = Notary.make(folder)
    notary.attest("--capsule", "kept")
    return Swept(notary.beside, ("replay", "kept"), 0)


def baseline(folder: Path) -> Swept:
    project = Project.make(folder)
    judged(project)
    return Swept(project.root, ("baseline", "--file", "baseline.json", *NOW), 0)


def waive(folder: Path) -> Swept:
    project = Project.make(folder)
    settle(project)
    project.write("adjudge-waivers.yaml", "waivers: []\n")
    said = (
        "--rule",
        "identity.service.real_name",
        "--reason",
        "known",
        "--owner",
        "we",
        "--approver",
        "me",
        "--expires",
        "2099-01-01",
    )
    return Swept(project.root, ("waive", "wrong.service.yaml", *said), 0)


def bundle(folder: Path) -> Swept:
    project = Project.make(folder)
    return Swept(project.root, ("bundle", "-o", "bundle.tar.gz", "--domain", "identity"), 0)


def horizon(folder: Path) -> Swept:
    project = Project.make(folder)
    project.write("a.service.json", json.dumps(SERVICE))
    return Swept(project.root, ("horizon", "--days", "2", *NOW), 0)


def fix(folder: Path) -> Swept:
    project = Project.make(folder)
    open_kitchen(project, {"a.plan.yaml": "kitchen: {cook: Ana}\n", "b.plan.json": '{"kitchen": {"cook": "Bo"}}'})
    return Swept(project.root, ("fix", "--write", *NOW), 0, site=project.site)


WAYS: Sequence[Callable[[Path], Swept]] = (
    *(check, passing, strangers, opa, released, attest, capsule, verify, replay, baseline, waive, bundle, horizon, fix),
)


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__)
def sweep(request: pytest.FixtureRequest, tmp_path: Path) -> Swept:
    """A command in its project."""
    if request.param in (opa, bundle):
        request.getfixturevalue("opa_binary")
    (tmp_path / "made").mkdir()
    return request.param(tmp_path / "made")  # type: ignore[no-any-return]


def test_whatever_the_system_refuses_no_run_passes_or_loses_an_artifact(
    sweep: Swept, tmp_path: Path, every: int, request: pytest.FixtureRequest
) -> None:
    environment = {}
    if {"opa", "bundle"} & set(sweep.command):
        environment["ADJUDGE_OPA"] = request.getfixturevalue("opa_binary")
    at = "project" if (sweep.folder / "project").is_dir() else "."
    runs = swept(
        tmp_path / "sweep",
        sweep.folder,
        sweep.command,
        errors=(*BROKEN, *GONE),
        at=at,
        site=sweep.site,
        every=every,
        environment=environment,
    )
    undisturbed = next(runs)
    assert undisturbed.code == sweep.wanted, undisturbed.err
    assert len(undisturbed.calls) > 100
    wrong = [f"{ended}\n=> {why}" for ended in runs if (why := "; ".join(_wrong(sweep, undisturbed, ended)))]
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong)


def _wrong(sweep: Swept, undisturbed: Ended, ended: Ended) -> Iterator[str]:
    """Yield what is wrong with the end of a run in which a call failed."""
    assert ended.call is not None
    name, _, path = ended.call.partition(" ")
    is_gone = ended.error in GONE
    if is_gone and "/sweep/here/" not in path:
        return
    if ended.code is None:
        yield "it hung"
    if "Traceback" in ended.err or "itself failed" in ended.err:
        yield "it fell"
    if ended.left and name not in ("rmdir", "unlink", "scandir", "open", "lstat"):
        yield "it left temporary files"
    parts = [file for file in ended.files if file.endswith(".part") or ".part/" in file]
    if parts and name not in ("rmdir", "unlink"):
        yield "it left half a file"
    same = (ended.code, ended.files, ended.out) == (undisturbed.code, undisturbed.files, undisturbed.out)
    if sweep.now:
        same = (ended.code, ended.files.keys()) == (undisturbed.code, undisturbed.files.keys())
    if name == "getcwd":  # then a path is not shown from where one stands
        same = (ended.code, ended.files) == (undisturbed.code, undisturbed.files)
    if "/policies/instruments/" in path or "/locale" in path:  # a report then lacks words, and says so
        same = ended.code == undisturbed.code
    if not same and ended.code not in ((1, 2, 3) if is_gone or sweep.command[0] == "replay" else (2, 3)):
        yield "it decided on less"
    if ended.code in (2, 3) and not (
        ended.err.strip() or any(word in ended.out for word in ("error", "错误", "refused"))
    ):
        yield "it does not say why"
    if sweep.report is not None:
        yield from _reported(sweep.report, undisturbed, ended)


def _reported(name: str, undisturbed: Ended, ended: Ended) -> Iterator[str]:
    text = ended.files.get(name)
    if text is None:
        if ended.code not in (2, 3):
            yield "there is no report"
        return
    report, before = json.loads(text), json.loads(undisturbed.files[name])
    there = {each["path"]: each["verdict"] for each in report["artifacts"]}
    for path, verdict in _verdicts(before).items():
        found = there.get(path) or _above(path, there)
        if found is None:
            yield f"{path} is gone"
        elif BETTER[found] > BETTER[verdict]:
            yield f"{path} is {found}"
    # That another report could not be written is no part of this one: the exit code alone says so.
    if report["summary"]["exit_code"] != ended.code and not (ended.code == 3 and "the report text failed" in ended.err):
        yield f"the report says {report['summary']['exit_code']}"


def _verdicts(report: Any) -> dict[str, str]:
    return {each["path"]: each["verdict"] for each in report["artifacts"]}


def _above(path: str, there: dict[str, str]) -> str | None:
    """Return the error of the file, or the folder, of which this is a part, and which could not be looked at."""
    file = path.partition("#")[0]
    folders = [file, *(parent.as_posix() for parent in Path(file).parents)]
    return "error" if any(there.get(each) == "error" for each in folders) else None
