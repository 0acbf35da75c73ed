"""What is typed wrongly, commands that do not end as commands do, and plugins that nobody wants: never a wrong exit code."""

from __future__ import annotations

import subprocess

import pytest
from desk import Desk
from neighbours import GOOD, settle
from wheels import Project
from workshop import GOOD as GOOD_PART
from workshop import PARTS, open_workshop, tiny, workshop

TRACE = "from pathlib import Path\nPath('imported.txt').touch()\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Desk:
    """A workshop that no test changes."""
    made = Desk.make(tmp_path_factory.mktemp("workshop"))
    open_workshop(made)
    made.write(PARTS, GOOD_PART)
    return made


# --- what is typed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "twice",
    [
        ("--lang", "en", "--lang", "zh"),
        ("--fail-on", "warn", "--fail-on=deny"),
        ("--as-of", "2026-01-01", "--as-of", "2027-01-01"),
        ("--root", ".", "--root", ".."),
        ("--gate", "a.toml", "--gate", "b.toml"),
        ("--waivers", "a.yaml", "--waivers", "b.yaml"),
        ("--most-parts", "0", "--most-parts", "5"),
    ],
    ids=lambda twice: twice[0],
)
def test_an_option_that_is_given_twice_is_a_mistake_of_usage(shared, twice):
    """Of two values only one can count, and the one that is left out may be the strict one."""
    done = shared.adjudge("check", *twice)
    assert (done.returncode, done.stdout) == (2, "")
    assert twice[0] in done.stderr


def test_options_that_may_be_given_twice_are_joined(shared):
    done = shared.adjudge("check", "--select", "workshop.*", "--select", "severity:high", "-o", "json=/dev/null")
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        (("check", "--wavers", "x"), "--waivers"),
        (("check", "--lenien"), "--lenient"),
        (("check", "--most-part", "5"), "--most-parts"),
        (("inventory", "--most-part", "5"), "--most-parts"),
        (("chekc",), "check"),
        (("inventry",), "inventory"),
    ],
)
def test_what_is_unknown_is_exit_2_with_the_name_that_is_nearest(shared, typed, near):
    done = shared.adjudge(*typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert near in done.stderr


@pytest.mark.parametrize("arguments", [("--most-parts",), ("--most-parts", "1", "--lenient=yes"), ("--lenient=1",)])
def test_a_foreign_option_that_is_given_wrongly_is_exit_2(shared, arguments):
    done = shared.adjudge("check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_variable_that_is_neither_true_nor_false_is_exit_2(shared):
    done = shared.adjudge("check", env={"WORKSHOP_LENIENT": "perhaps"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "WORKSHOP_LENIENT is 'perhaps', neither true nor false" in done.stderr


# --- blocked --------------------------------------------------------------------------------------------------------


@pytest.fixture
def traced(project) -> Project:
    """A workshop that leaves a file behind when any of it is imported."""
    files = {path: (TRACE + text if path.endswith(".py") else text) for path, text in workshop().items()}
    project.plugin("workshop", files)
    project.write(PARTS, GOOD_PART)
    return project


def imported(project: Project) -> bool:
    return (project.root / "imported.txt").exists()


BLOCKING = {
    "flag after": (("inventory", "--disable-plugin", "workshop"), {}, None),
    "flag with =": (("inventory", "--disable-plugin=workshop", PARTS), {}, None),
    "flag last": (("inventory", PARTS, "--most-parts", "3", "--disable-plugin", "workshop"), {}, None),
    "flag before": (("--disable-plugin", "workshop", "inventory"), {}, None),
    "variable": (("inventory",), {"ADJUDGE_DISABLE_PLUGIN": "workshop"}, None),
    "variable of two": (("inventory",), {"ADJUDGE_DISABLE_PLUGIN": "dubbing workshop"}, None),
    "configuration": (("inventory",), {}, "adjudge.toml"),
    "named by flag": (("inventory", "--config", "mine.toml"), {}, "mine.toml"),
    "named by flag with =": (("inventory", "--config=mine.toml"), {}, "mine.toml"),
    "named by variable": (("inventory",), {"ADJUDGE_CONFIG": "mine.toml"}, "mine.toml"),
}


@pytest.mark.parametrize(("arguments", "env", "file"), BLOCKING.values(), ids=BLOCKING)
def test_a_command_of_a_blocked_plugin_is_none_and_not_even_imported(traced, arguments, env, file):
    if file is not None:
        traced.write(file, 'disable_plugins = ["workshop"]\n')
    done = traced.adjudge(*arguments, env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert not imported(traced)


ELSEWHERE = {name: case for name, case in BLOCKING.items() if name != "flag before"}


@pytest.mark.parametrize(("arguments", "env", "file"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_neither_is_a_plugin_whose_option_is_given_or_when_help_is_asked_for(traced, arguments, env, file):
    if file is not None:
        traced.write(file, 'disable_plugins = ["workshop"]\n')
    rest = [word for word in arguments if word not in ("inventory", PARTS, "--most-parts", "3")]
    done = traced.adjudge("check", "--lenient", *rest, env=env)
    assert (done.returncode, done.stdout) == (2, "")
    done = traced.adjudge("check", "--help", *rest, env=env)
    assert (done.returncode, "--lenient" in done.stdout) == (0, False)
    assert not imported(traced)


@pytest.mark.parametrize("arguments", [("inventory", "pack"), ("check", "pack", "--lenient")])
def test_a_pack_that_brings_its_own_configuration_blocks_it_too(traced, arguments):
    """The configuration in force is the one that the run finds, also from PATH."""
    traced.write("pack/adjudge.toml", 'disable_plugins = ["workshop"]\n')
    traced.write(f"pack/{PARTS}", GOOD_PART)
    assert traced.adjudge("check", "pack").returncode == 3, "nothing was judged"
    assert not imported(traced)
    traced.adjudge(*arguments)
    assert not imported(traced)


def test_who_asks_for_the_version_imports_no_plugin(traced):
    assert traced.adjudge("--version").returncode == 0
    assert not imported(traced)
    assert traced.adjudge("check").returncode == 0
    assert imported(traced), "so that the others show something"


# --- how a command ends ---------------------------------------------------------------------------------------------

COMMAND = """
@hookimpl
def adjudge_commands():
    yield Command(name="odd", help="Odd.", load="adjudge_odd.odd:command")
"""
PLAIN = "@click.command()\n@click.pass_context\ndef command(ctx):\n    {}\n"
SUBCLASS = "class Odd(click.Command):\n    def invoke(self, ctx):\n        {}\n\n\ncommand = Odd('odd')\n"
GROUP = "@click.group(invoke_without_command=True)\ndef command():\n    {}\n"


def ended(project: Project, definition: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the command of a plugin that defines it so."""
    project.plugin("odd", tiny("odd", COMMAND, odd=f"import os\nimport sys\nimport click\n\n\n{definition}\n"))
    return project.adjudge("odd", *arguments)


NO_CODES = {
    "nothing": PLAIN.format("pass"),
    "a text": PLAIN.format("return '0'"),
    "7": PLAIN.format("return 7"),
    "-1": PLAIN.format("return -1"),
    "256": PLAIN.format("return 256"),
    "True": PLAIN.format("return True"),
    "False": PLAIN.format("return False"),
    "0.0": PLAIN.format("return 0.0"),
    "ctx.exit(7)": PLAIN.format("ctx.exit(7)"),
    "a subclass that gives nothing": SUBCLASS.format("return None"),
    "a subclass that gives True": SUBCLASS.format("return True"),
    "a subclass that gives 7": SUBCLASS.format("return 7"),
    "a group that gives True": GROUP.format("return True"),
    "no callback": "command = click.Command('odd')",
}


@pytest.mark.parametrize("definition", NO_CODES.values(), ids=NO_CODES)
def test_a_command_that_returns_no_exit_code_is_exit_3_and_named(project, definition):
    done = ended(project, definition)
    assert (done.returncode, done.stdout) == (3, "")
    assert "odd" in done.stderr.partition("Set ADJUDGE_DEBUG")[0]
    assert "plugin odd" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("code", range(4))
def test_a_command_that_returns_one_ends_with_it(project, code):
    done = ended(project, PLAIN.format(f"return {code}"))
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


RAISES = {
    "ValueError": "raise ValueError('odd thing')",
    "SystemExit(0)": "sys.exit(0)",
    "SystemExit(None)": "sys.exit()",
    "SystemExit(1)": "sys.exit(1)",
    "BaseException": "raise BaseException('odd thing')",
    "GeneratorExit": "raise GeneratorExit",
    "RecursionError": "return command.callback()",
}


@pytest.mark.parametrize("what", RAISES.values(), ids=RAISES)
def test_a_command_that_raises_is_exit_3_and_named(project, what):
    done = ended(project, PLAIN.format(what))
    assert (done.returncode, done.stdout) == (3, "")
    assert "plugin odd" in done.stderr
    assert "adjudge itself failed" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("what", "code", "says"),
    [
        ("raise click.UsageError('no such part')", 2, "no such part"),
        ("raise click.BadParameter('no such part')", 2, "no such part"),
        ("raise click.Abort", 130, "interrupted"),
        ("raise KeyboardInterrupt", 130, "interrupted"),
        ("from adjudge import UsageError; raise UsageError('no such part', hint='Name one.')", 2, "no such part"),
        ("raise BrokenPipeError", 3, ""),
    ],
)
def test_a_command_may_end_as_adjudges_own_do(project, what, code, says):
    done = ended(project, PLAIN.format(what))
    assert (done.returncode, says in done.stderr, "Traceback" in done.stderr) == (code, True, False)


@pytest.mark.parametrize(
    "definition", ["command = print", "command = 7", "def command():\n    return 0", "command = None"]
)
def test_what_is_no_command_of_clicks_is_exit_3_and_named(project, definition):
    done = ended(project, definition)
    assert (done.returncode, done.stdout) == (3, "")
    assert "adjudge_odd.odd:command is a " in done.stderr
    assert "plugin odd" in done.stderr


def test_a_command_that_cannot_be_imported_troubles_nobody_elses(project):
    settle(project)
    done = ended(project, "raise RuntimeError('no licence')", "--help")
    assert done.returncode == 3
    assert "no licence" in done.stderr
    assert project.adjudge("check", "--help").returncode == 0
    assert project.adjudge("--help").returncode == 0
    assert project.adjudge("check", GOOD).returncode == 0
