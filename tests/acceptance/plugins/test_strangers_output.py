"""What a stranger prints is no part of a report, and whoever closes stdout does not make a pass or a denial of it."""

from __future__ import annotations

import json

import pytest
from neighbours import DENIED, GOOD, settle, undisturbed
from workshop import Bench, tiny

from adjudge import Options, Reports, Session
from adjudge.lib.strangers import ASIDE

LOUD = """
import os
import subprocess
import sys

{at_import}


def say():
    {say}


@hookimpl
def adjudge_domains():
    {adjudge_domains}
    return ()


@hookimpl
def adjudge_options():
    {adjudge_options}
    yield Option(name="loud", loosens=loosens)


def loosens(gate, value):
    {loosens}
    return ""


@hookimpl
def adjudge_session(ready):
    {adjudge_session}
    yield Ear()


class Ear(Watcher, Suppressor, Check):
    def at(self, as_of):
        {at}
        return self

    def file(self, path, size):
        {file}

    def question(self, path, text):
        {question}

    def verdict(self, verdict):
        {verdict}

    def see(self, verdict):
        {see}

    def suppression(self, verdict, finding, fingerprint, names):
        {suppression}

    def verdicts(self, totals):
        {verdicts}
        return iter(())


@hookimpl
def adjudge_readers():
    yield Reader(name="loud", files=("Loudfile",), read="adjudge_loud.lazy:read")


@hookimpl
def adjudge_reporters():
    return {{"loud": "adjudge_loud.lazy:Loud"}}


@hookimpl
def adjudge_engines():
    yield EngineType(name="loud", make="adjudge_loud.lazy:make")
"""
LAZY = """
from adjudge.engine import answer_of

from . import say

{lazy}


def read(source):
    {read}
    yield Document(value={{}}, locate=lambda steps: Place(1, 1), sha256=source.sha256, size=1)


class Loud:
    def __init__(self, stream, context):
        {begin}

    def verdict(self, verdict):
        {told}

    def finish(self, summary):
        {finish}


class Engine:
    name = "loud"
    batch = 8

    def build(self):
        return {{}}

    def load(self, programs):
        {load}
        self.rules = {{program.kind: program.rules for program in programs}}
        return self

    def ask(self, kind, inputs):
        {ask}
        return lambda: [self.answer(kind, text) for text in inputs]

    def answer(self, kind, text):
        {answer}
        heads = {{r.id: {{h: [h == "applies" or []] for h in r.heads}} for r in self.rules[kind]}}
        return answer_of(self.rules[kind], heads)

    def close(self):
        {close}


def make(setup):
    {make}
    return Engine()
"""
PLACES = """at_import adjudge_domains adjudge_options loosens adjudge_session at file question verdict see suppression verdicts
lazy read begin told finish load ask answer close make""".split()


def loud(say: str, *places: str) -> dict[str, str | bytes]:
    """Return a plugin that has something to say at these places."""
    calls = {place: "say()" if place in places else "pass" for place in PLACES}
    if calls["at_import"] == "say()":
        calls["at_import"] = say
    return tiny("loud", LOUD.format(say=say, **calls), lazy=LAZY.format(**calls))


ARGUMENTS = ("--suppressor", "loud", "--engine", "loud", "-o", "loud=loud.txt")

# --- printing -------------------------------------------------------------------------------------------------------


@pytest.fixture
def whose_stdout():
    """Say, as the command line does, that stdout carries reports."""
    before = ASIDE.set(True)
    yield
    ASIDE.reset(before)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_printed_anywhere_goes_to_stderr(tmp_path, monkeypatch, capfd, whose_stdout, place):
    """Where stdout is adjudge's own, as it is for the command line."""
    with Bench.made(tmp_path, monkeypatch) as bench:
        settle(bench)
        bench.write("Loudfile", "x")
        bench.plugin("loud", loud("print('heard')", place))
        gate = bench.write(
            "../gate.toml", 'environment = "p"\nengine = "loud"\nsuppressors = ["loud"]\n[plugins.loud]\n'
        )
        named = Options(gate=gate, more={"loud": "x"}, engine="embedded" if place == "suppression" else None)
        if place == "suppression":
            named = Options(suppressors=("loud",))
        with Session(options=named) as session:
            settings = session.settings
            reports = Reports(
                names=["loud=loud.txt", "json"],
                registry=settings.registry,
                context=session.context(),
                root=session.root,
            )
            reports.write(session.verdicts(), session.summary, before_writing=lambda stream: None)
    said = capfd.readouterr()
    assert "heard" in said.err
    assert [verdict["path"] for verdict in json.loads(said.out)["artifacts"]] == [GOOD, DENIED]


def test_a_report_on_stdout_stays_json_whatever_a_stranger_prints(project):
    settle(project)
    project.write("Loudfile", "x")
    project.plugin("loud", loud("print('heard')", *PLACES))
    done = project.adjudge("check", "-o", "json", *ARGUMENTS)
    assert {artifact["path"] for artifact in json.loads(done.stdout)["artifacts"]} == {GOOD, DENIED}
    assert "heard" in done.stderr


@pytest.mark.parametrize(
    "say",
    [
        "print('heard', flush=True)",
        "sys.stdout.write('heard')",
        "sys.stdout.flush(); print('heard')",
        "sys.__stdout__.write('heard')",
        "os.write(1, b'heard')",
        "subprocess.run(['echo', 'heard'], check=True)",
        "os.system('echo heard')",
    ],
)
def test_however_it_is_said(project, say):
    """A reader that asks a program of the system is no rare thing, and what that prints is no part of a report either."""
    settle(project)
    project.write("Loudfile", "x")
    project.plugin("loud", loud(say, "adjudge_session", "read", "verdict"))
    done = project.adjudge("check", "-o", "json", "-o", "loud=loud.txt")
    undisturbed(json.loads(done.stdout))
    assert done.returncode == 1
    assert "heard" in done.stderr


def test_what_a_plugin_prints_in_the_help_and_the_list_goes_to_stderr_too(project):
    project.plugin("loud", loud("print('heard')", "at_import", "adjudge_options", "lazy"))
    json.loads(project.adjudge("plugins", "--json").stdout)
    assert "heard" not in project.adjudge("--help").stdout
    assert "heard" not in project.adjudge("check", "--help").stdout


# --- closing --------------------------------------------------------------------------------------------------------

CLOSING = {
    "close": "sys.stdout.close()",
    "close the real one": "sys.__stdout__.close()",
    "close the descriptor": "os.close(1)",
    "lead it nowhere": "os.dup2(os.open(os.devnull, os.O_RDONLY), 1)",
    "none": "sys.stdout = None",
    "none at all": "sys.stdout = sys.__stdout__ = None",
    "another": "import io; sys.stdout = io.StringIO()",
    "detach": "sys.__stdout__.detach()",
}
BUFFERED = {"PYTHONUNBUFFERED": ""}


def is_whole(text: str) -> bool:
    """Return whether a report is there as it should be: both neighbours, and the exit code of a denial."""
    try:
        report = json.loads(text)
    except ValueError:
        return False
    undisturbed(report)
    return report["summary"]["exit_code"] == 1


@pytest.mark.parametrize("place", ["at_import", "adjudge_domains", "adjudge_session", "verdict", "finish"])
@pytest.mark.parametrize("way", CLOSING.values(), ids=CLOSING)
def test_who_closes_stdout_makes_no_denial_and_no_pass_of_it(project, way, place):
    """Exit 1 only with the report that says so; else 3, without a traceback."""
    settle(project)
    project.plugin("loud", loud(way, place))
    done = project.adjudge("check", "-o", "json", "-o", "loud=loud.txt", env=BUFFERED)
    assert (done.returncode == 3) or (done.returncode == 1 and is_whole(done.stdout))
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("place", ["at_import", "adjudge_domains", "adjudge_session"])
def test_a_report_file_does_not_take_the_place_of_a_stdout_that_was_closed(project, place):
    """The next file that is opened gets the descriptor, and what is meant for stdout would be written into it."""
    settle(project)
    project.plugin("loud", loud("os.close(1)", place))
    done = project.adjudge("check", "-o", "json=report.json", env=BUFFERED)
    report = project.root / "report.json"
    assert (done.returncode == 3 and not report.exists()) or is_whole(report.read_text("utf-8"))
    assert done.returncode == 3 or (done.returncode == 1 and done.stdout.startswith("deny:"))
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["plugins", "rules", "--help"])
def test_nor_in_a_command_that_lists(project, command):
    project.plugin("loud", loud("sys.stdout.close()", "at_import", "adjudge_options"))
    done = project.adjudge(command, env=BUFFERED)
    assert done.returncode == 3 or (done.returncode == 0 and done.stdout)
    assert "Traceback" not in done.stderr
