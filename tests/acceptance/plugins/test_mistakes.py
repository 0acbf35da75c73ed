"""What plugins do wrong, one case of each family through the installed command.

The tables stand in tests/core/{loading,judging,cli}, where they are judged in process.
"""

from __future__ import annotations

import subprocess

import pytest
from catering import BAD_MENU, FILES, GOOD_MENU, MENU, PLUGIN, catering, open_kitchen, refused
from neighbours import GOOD, settle, undisturbed
from wheels import Project
from workshop import PARTS, open_workshop, tiny, workshop

# --- declarations ---------------------------------------------------------------------------------------------------


def test_a_hook_that_raises_is_named_at_its_place(project):
    lines = FILES[PLUGIN].split("\n")
    line = next(number for number, each in enumerate(lines, 1) if each.startswith("def adjudge_domains"))
    text = "\n".join([*lines[:line], "    raise SystemExit(0)", *lines[line:]])
    open_kitchen(project, {PLUGIN: text})
    says = "adjudge_domains raised SystemExit: 0"
    refused(project, says=says, file="adjudge_catering/__init__.py", line=line + 1)


def test_a_domain_that_cannot_be_is_refused_and_the_others_are_judged(project):
    open_kitchen(project, {PLUGIN: ('name="catering.menu"', 'name="catering.lib"')})
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    (error,) = report["problems"]
    assert (error["plugin"], "the kind name lib is reserved" in error["message"]) == ("catering", True)
    assert [said["verdict"] for said in report["artifacts"]] == ["deny"], "the bakery's, as ever"


def test_a_domain_that_two_plugins_claim_belongs_to_neither(project):
    project.plugin("catering", catering())
    other = {path.replace("adjudge_catering", "adjudge_banquet"): text for path, text in catering().items()}
    project.plugin("banquet", other)
    project.write(MENU, GOOD_MENU)
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert {problem["plugin"] for problem in report["problems"] if "plugin" in problem} == {"banquet", "catering"}


def test_a_package_of_instruments_that_is_not_there_is_an_error(project):
    open_kitchen(project, {PLUGIN: ('"adjudge_catering.instruments"', '"adjudge_catering.laws"')})
    project.write(MENU, BAD_MENU)
    done = project.adjudge("check")
    assert done.returncode == 3
    assert "the package adjudge_catering.laws cannot be opened" in done.stdout + done.stderr


def test_a_flag_that_the_command_itself_has_is_refused_by_name(project):
    settle(project)
    code = 'yield Option(name="output", help="Odd.", metavar="ODD", flag="--output", loosens=lambda gate, value: "")'
    project.plugin("odd", tiny("odd", f"@hookimpl\ndef adjudge_options():\n    {code}\n"))
    report = project.json()
    undisturbed(report)
    assert [problem["plugin"] for problem in report["problems"]] == ["odd"]


# --- roles and engines ----------------------------------------------------------------------------------------------


def test_a_session_that_cannot_be_asked_for_is_exit_3_and_named(project):
    settle(project)
    project.plugin("odd", tiny("odd", "class Odd: pass\n@hookimpl\ndef adjudge_session(ready):\n    yield Odd()\n"))
    done = project.adjudge("check", "-o", "json")
    assert done.returncode == 3
    assert "gave a Odd, not a Role" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_an_engine_that_cannot_be_made_is_exit_3_and_named(project):
    settle(project)
    code = "@hookimpl\ndef adjudge_engines():\n    yield EngineType(name='odd', make='adjudge_odd:make')\n"
    project.plugin("odd", tiny("odd", f"{code}\n\ndef make(setup):\n    raise ValueError('no licence')\n"))
    done = project.adjudge("check", GOOD, "--engine", "odd")
    assert done.returncode == 3
    assert "no licence" in done.stdout + done.stderr
    assert "plugin odd" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


# --- commands -------------------------------------------------------------------------------------------------------

COMMAND = """
@hookimpl
def adjudge_commands():
    yield Command(name="odd", help="Odd.", load="adjudge_odd.odd:command")
"""
PLAIN = "@click.command()\n@click.pass_context\ndef command(ctx):\n    {}\n"


def ended(project: Project, definition: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the command of a plugin that defines it so; its stdout has a buffer, as it has wherever nobody says otherwise."""
    project.plugin("odd", tiny("odd", COMMAND, odd=f"import os\nimport sys\nimport click\n\n\n{definition}\n"))
    return project.adjudge("odd", *arguments, env={"PYTHONUNBUFFERED": ""})


def test_an_option_that_is_given_twice_and_what_is_unknown_are_mistakes_of_usage(project):
    open_workshop(project)
    for typed, says in (
        (("check", "--most-parts", "0", "--most-parts", "5"), "--most-parts"),
        (("inventory", "--most-part", "5"), "--most-parts"),
        (("inventry",), "inventory"),
    ):
        done = project.adjudge(*typed)
        assert (done.returncode, done.stdout) == (2, "")
        assert says in done.stderr


def test_a_command_of_a_blocked_plugin_is_none_and_not_even_imported(project):
    trace = "from pathlib import Path\nPath('imported.txt').touch()\n"
    files = {path: (trace + text if path.endswith(".py") else text) for path, text in workshop().items()}
    project.plugin("workshop", files)
    project.write("adjudge.toml", 'disable_plugins = ["workshop"]\n')
    assert project.adjudge("inventory", PARTS).returncode == 2
    assert project.adjudge("--version").returncode == 0
    assert not (project.root / "imported.txt").exists()


@pytest.mark.parametrize(
    ("definition", "code", "says"),
    [
        (PLAIN.format("return 7"), 3, "plugin odd"),
        (PLAIN.format("return 1"), 1, ""),
        (PLAIN.format("sys.exit(0)"), 3, "plugin odd"),
        (PLAIN.format("raise KeyboardInterrupt"), 130, "interrupted"),
        ("command = print", 3, "adjudge_odd.odd:command is a "),
        ("raise RuntimeError('no licence')", 3, "no licence"),
    ],
    ids=["no code", "a code", "exits", "interrupted", "no command", "no module"],
)
def test_a_command_ends_with_a_code_that_means_what_it_says(project, definition, code, says):
    done = ended(project, definition)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("way", ["sys.stdout.close()", "os.close(1)", "sys.stdout = None", "sys.__stdout__.close()"])
def test_a_command_that_closes_stdout_ends_with_3_or_has_said_everything(project, way):
    done = ended(project, PLAIN.format(f"print('all well'); {way}; return 0"))
    assert (done.returncode, done.stdout) in {(3, ""), (3, "all well\n"), (0, "all well\n")}
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1
