"""Every step that a plugin takes fails in every way: never a pass, the others keep their verdicts, no report is half.

A third party has a part in each step of the way: it is loaded, collects, reads, relates, gives facts, evaluates, excuses,
checks, watches and reports. Each of these raises anything, gives anything, gives less or more, or does something to the
process, the file that is judged, or the clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from neighbours import DENIED, GOOD, settle
from spoiling import DONE, GIVEN, PARTS, RAISED
from sweeping import Ended, swept
from wheels import Project
from workshop import FILES, PACKAGE

pytestmark = pytest.mark.slow

SPOIL = """

from spoiling import spoiled

def _spoil():
    for name in [name for name in globals() if name.startswith("adjudge_")]:
        hook = globals()[name]
        globals()[name] = hookimpl(_plain(spoiled(name, hook), hook))


_spoil()
"""
PLAIN = '''

def _plain(function, hook):
    """Give what has the arguments of the hook, as pluggy sees them."""
    if function is hook:
        return hook
    if hook.__code__.co_argcount == 0:
        return lambda: function()
    return {"ready": lambda ready: function(ready), "artifact": lambda artifact: function(artifact)}[
        hook.__code__.co_varnames[0]
    ]
'''
MORE = """

@hookimpl
def adjudge_relates(artifact):
    return []


@hookimpl
def adjudge_facts(artifact):
    return {}
"""
METHODS = {
    "bench.py": ("make", "Bench.build", "Bench.load", "Bench.close", "Loaded.ask", "Loaded._answer"),
    "parts.py": ("read",),
    "crate.py": ("Crate.__init__", "Crate.verdict", "Crate.finish"),
    "roles.py": (
        *("Ear.file", "Ear.question", "Ear.verdict", "Prototypes.at", "Prototypes.suppression"),
        *("Few.at", "Few.verdicts"),
    ),
}
HOOKS = (
    *("adjudge_domains", "adjudge_engines", "adjudge_options", "adjudge_readers", "adjudge_reporters"),
    *("adjudge_commands", "adjudge_session", "adjudge_relates", "adjudge_facts"),
)
STEPS = (*HOOKS, *(step for steps in METHODS.values() for step in steps), "answers")
AFTER_THE_WALK = ("adjudge_relates", "adjudge_facts", "read", "Loaded.ask", "Ear.question", "Crate.verdict")
GIVES_LESS = ("read", "Few", "adjudge_session", "adjudge_domains part", "adjudge_domains give []")
"""Of what a plugin brings, less is not a fault: nobody knows that there was more."""
PARTIAL = (
    "adjudge_domains",
    "adjudge_readers",
    "adjudge_reporters",
    "Loaded.ask",
    "Bench.load",
    "read",
    "Few.verdicts",
)
WAYS = {
    "raise": RAISED,
    "give": GIVEN,
    "do": DONE,
}


def _is_fault(step: str, what: str) -> bool:
    """Return whether it is one: before the walk a file that is gone was never there."""
    return step in AFTER_THE_WALK or what not in ("lose the file", "change the file")


FAULTS = [
    *(
        f"{step} {way} {what}"
        for step in STEPS
        for way, whats in WAYS.items()
        for what in whats
        if _is_fault(step, what)
    ),
    *(f"{step} part {what}" for step in PARTIAL for what in PARTS),
]
ANSWERS = "        return lambda: [self._answer(kind, text) for text in inputs]"


def plugin() -> dict[str, str | bytes]:
    """Return the files of the workshop, in which each function fails when it is told to."""
    files = dict(FILES)
    files["__init__.py"] = FILES["__init__.py"] + MORE + PLAIN + SPOIL
    assert ANSWERS in files["bench.py"]
    files["bench.py"] = "from spoiling import spoiled as _spoiled\n" + files["bench.py"].replace(
        ANSWERS, ANSWERS.replace("lambda: ", '_spoiled("answers", lambda: ') + ")"
    )
    for name, steps in METHODS.items():
        lines = ["", "", "from spoiling import spoiled as _spoiled", ""]
        for step in steps:
            owner, _, method = step.rpartition(".")
            function = f"{owner}.{method}" if owner else method
            lines.append(f"{function} = _spoiled({step!r}, {function})")
        files[name] += "\n".join(lines) + "\n"
    return {f"{PACKAGE}/{path}": content for path, content in files.items()}


@pytest.fixture
def workshop(tmp_path: Path) -> Project:
    """The neighbours, and parts of which one weighs nothing."""
    project = Project.make(tmp_path)
    settle(project)
    project.write("Partsfile", "gear 12\nspring 0\nprototype-lever 0\n")
    project.plugin("workshop", plugin())
    return project


@pytest.mark.parametrize("engine", ["embedded", "bench"])
def test_whatever_a_step_of_a_plugin_does_nothing_passes_and_the_others_keep_their_verdicts(
    workshop: Project, tmp_path: Path, every: int, engine: str
) -> None:
    outputs = ("-o", "json=report.json", "-o", "crate=crate", "-o", "text=text")
    command = ("check", "--as-of", "2026-06-01", *outputs, "--suppressor", "workshop", "--most-parts", "1")
    only = ("Bench", "make", "Loaded", "answers")
    faults = [each for each in FAULTS if each.startswith(only) == (engine == "bench")]
    asked = ("Partsfile",) if engine == "bench" else ()
    runs = swept(
        tmp_path / "sweep",
        workshop.root,
        (*command, *asked, "--engine", engine),
        faults=faults,
        site=workshop.site,
        every=max(1, every // 3),
    )
    undisturbed = next(runs)
    assert undisturbed.code == 1, undisturbed.err
    wrong = [f"{ended}\n=> {why}" for ended in runs if (why := "; ".join(_wrong(undisturbed, ended)))]
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong)


def _wrong(undisturbed: Ended, ended: Ended) -> Iterator[str]:
    assert ended.call is not None
    if ended.code not in (1, 2, 3) and not (ended.code == 130 and "KeyboardInterrupt" in ended.call):
        yield f"exit {ended.code}"
    if "Traceback" in ended.err or "itself failed" in ended.err:
        yield "it fell"
    if ended.code in (2, 3) and not (ended.err + ended.out + ended.files.get("text", "")).strip():
        yield "it does not say why"
    parts = [file for file in ended.files if file.endswith(".part")]
    if (parts or ended.left) and not ended.call.endswith("close all"):
        yield "it left something"
    text = ended.files.get("report.json")
    if text is None:
        if ended.code == 1:
            yield "there is no report"
        return
    report, before = json.loads(text), json.loads(undisturbed.files["report.json"])
    if (
        report["summary"]["exit_code"] != ended.code
        and "Crate" not in ended.call
        and "reporters" not in ended.call
        and "close" not in ended.call
    ):
        yield f"the report says {report['summary']['exit_code']}"
    found = {each["path"]: each["verdict"] for each in report["artifacts"]}
    wanted = {each["path"]: each["verdict"] for each in before["artifacts"]}
    for path in (GOOD, DENIED):
        if path in wanted and found.get(path) not in (wanted[path], _asked_about(ended.call, path)):
            yield f"{path} is {found.get(path)}"
    told = ended.code == 3
    for path, verdict in wanted.items():
        if found.get(path) is None and not told and not ended.call.startswith(GIVES_LESS):
            yield f"{path} is gone"
        if verdict == "deny" and found.get(path) in ("pass", "warn") and not _may_excuse(ended.call):
            yield f"{path} passes"


def _asked_about(fault: str, path: str) -> str | None:
    """Return what a finding becomes of which a suppressor could not say whether it counts."""
    return "error" if fault.startswith("Prototypes.suppression") and path == DENIED else None


def _may_excuse(fault: str) -> bool:
    """Return whether a plugin that says so decides it: what a reader reads, what a suppressor excuses."""
    return fault.startswith(("read ", "Prototypes."))
