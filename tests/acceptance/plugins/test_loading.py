"""A plugin that does not load, or does not fit the hooks, is refused by name, and costs nobody else anything."""

from __future__ import annotations

import pytest
from catering import FILES, GOOD_MENU, MENU, PLUGIN, catering, open_kitchen, refused

INIT = "adjudge_catering/__init__.py"
CODE = FILES[PLUGIN]
LINES = CODE.split("\n")


def line_of(text: str) -> int:
    """Return the line of the plugin's module that has a text, its decorator's where it has one."""
    line = next(number for number, line in enumerate(LINES, 1) if text in line)
    return line - 1 if LINES[line - 2] == "@hookimpl" else line


@pytest.mark.parametrize(
    ("begin", "says"),
    [
        ("import no_such_module_anywhere", "ModuleNotFoundError: No module named 'no_such_module_anywhere'"),
        ("from adjudge import NoSuchName", "ImportError: cannot import name 'NoSuchName'"),
        ("raise RuntimeError('no licence')", "RuntimeError: no licence"),
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("import asyncio; raise asyncio.CancelledError", "CancelledError"),
        ("class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute", "Mute"),
    ],
    ids=["no module", "no name", "error", "exit", "no Exception", "silent"],
)
def test_what_raises_when_it_is_imported_is_named(project, begin, says):
    open_kitchen(project, {PLUGIN: f"{begin}\n{CODE}"})
    refused(project, says=f"the plugin cannot be imported: {says}", file=INIT, line=begin.count("\n") + 1)


def test_what_does_not_parse_is_named_with_its_line(project):
    open_kitchen(project, {PLUGIN: ("def adjudge_readers():", "def adjudge_readers(:")})
    refused(project, says="SyntaxError", file=INIT, line=line_of("def adjudge_readers") + 1)


@pytest.mark.parametrize("target", ["adjudge_nowhere", "adjudge_catering:nothing"])
def test_an_entry_point_that_leads_nowhere_is_named(project, target):
    project.plugin("catering", catering(), module=target)
    project.write(MENU, GOOD_MENU)
    report = project.json()
    problem = report["problems"][0]
    assert report["summary"]["exit_code"] == 3
    assert problem["message"].startswith("the plugin cannot be imported")
    assert "file" not in problem
    assert (problem["plugin"], problem["hint"]) == (
        "catering",
        "Mend or uninstall adjudge-catering, or block it with --disable-plugin catering.",
    )


@pytest.mark.parametrize(
    ("old", "new", "says", "line"),
    [
        ("def adjudge_facts(", "def adjudge_fact(", "there is no hook adjudge_fact", "def adjudge_facts"),
        (
            "@hookimpl\ndef adjudge_facts(",
            "def adjudge_facts(",
            "adjudge_facts is not marked as a hook, so it would never be called",
            "def adjudge_facts",
        ),
        (
            "@hookimpl\ndef adjudge_facts(",
            "@hookimpl(wrapper=True)\ndef adjudge_facts(",
            "adjudge_facts is a wrapper, and plugins cannot touch each other",
            "def adjudge_facts",
        ),
        (
            "@hookimpl\ndef adjudge_facts(",
            "@hookimpl(hookwrapper=True)\ndef adjudge_facts(",
            "adjudge_facts is a wrapper, and plugins cannot touch each other",
            "def adjudge_facts",
        ),
    ],
    ids=["unknown", "unmarked", "wrapper", "old wrapper"],
)
def test_what_is_no_hook_is_refused_where_it_is_defined(project, old, new, says, line):
    if "wrapper" in new:
        text = CODE.replace('    return {"dishes": len(artifact.document["dishes"])}', "    yield").replace(old, new)
    else:
        text = CODE.replace(old, new)
    assert text != CODE
    open_kitchen(project, {PLUGIN: text})
    refused(project, says=says, file=INIT, line=line_of(line))


def test_an_argument_that_the_hook_does_not_have_is_refused(project):
    open_kitchen(project, {PLUGIN: ("def adjudge_facts(artifact)", "def adjudge_facts(artefact)")})
    error = refused(project, says="adjudge_facts(artefact)")
    assert "artefact" in error["message"]
    assert "/" not in error["message"], "a report has no paths of one machine"


def test_a_plugin_without_hooks_is_refused(project):
    open_kitchen(project, {PLUGIN: "answer = 42\n"})
    refused(project, says="the plugin has no hooks")


def test_a_hook_that_asks_for_less_is_called_with_less(project):
    project.plugin(
        "catering",
        catering(
            {
                PLUGIN: (
                    'adjudge_facts(artifact):\n    return {"dishes": len(artifact.document["dishes"])}',
                    'adjudge_facts():\n    return {"dishes": 1}',
                )
            }
        ),
    )
    project.write(MENU, GOOD_MENU)
    assert project.json()["summary"]["decision"] == "pass"


def test_plugins_that_do_not_load_are_shown_by_the_command_that_lists_them(project):
    open_kitchen(project, {PLUGIN: f"raise RuntimeError('no licence')\n{CODE}"})
    done = project.adjudge("plugins")
    assert done.returncode == 3
    assert "bakery.menu" in done.stdout
    assert f"error: {INIT}:1: the plugin cannot be imported: RuntimeError: no licence (plugin catering)" in done.stderr


def test_two_distributions_with_a_plugin_of_the_same_name_bring_neither(project):
    project.plugin("bakery", catering(domain="bakery"))
    project.plugin("catering", catering())
    project.plugin("catering", catering(domain="banquet"), distribution="adjudge-banquet", module="adjudge_banquet")
    project.write(MENU, GOOD_MENU)
    report = project.json()
    problem = report["problems"][0]
    assert (report["summary"]["exit_code"], problem["plugin"]) == (3, "catering")
    assert "adjudge_banquet of adjudge-banquet, adjudge_catering of adjudge-catering" in problem["message"]
    assert problem["hint"] == "Uninstall all but one."
    assert report["unclaimed"] == [MENU]
