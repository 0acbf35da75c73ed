"""Finding, blocking and importing plugins, in this process; tests/acceptance/plugins has the whole table."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

import pytest
from catering import FILES, PLUGIN, catering
from first_party import FIRST_PARTY

from adjudge import hookimpl
from adjudge.lib.errors import AdjudgeError, PluginError, ReadError, UsageError
from adjudge.lib.requirements import require
from adjudge.lib.strangers import said_by
from adjudge.lib.words import say
from adjudge.loading.loader import Plugin, installed


def loaded(blocked: Iterable[str]) -> tuple[dict[str, Plugin], list[AdjudgeError]]:
    problems: list[AdjudgeError] = []
    return {plugin.name: plugin for plugin in installed(list(blocked), problems)}, problems


def test_plugins_come_in_the_order_of_their_names(site):
    site(zebra=catering(domain="zebra"), apple=catering(domain="apple"))
    plugins, problems = loaded([])
    assert list(plugins) == ["apple", *FIRST_PARTY, "zebra"]
    assert problems == []
    assert (plugins["apple"].distribution, plugins["apple"].version, plugins["apple"].module) == (
        "adjudge-apple",
        "1.0",
        "adjudge_apple",
    )


def test_a_blocked_plugin_is_not_imported(site):
    site(catering=catering({PLUGIN: "raise AssertionError('imported')\n"}))
    plugins, problems = loaded(["catering"])
    assert "catering" not in plugins
    assert problems == []


def test_blocking_what_is_not_there_is_a_mistake():
    with pytest.raises(UsageError, match="there is no plugin katering to disable"):
        loaded(["katering"])


@pytest.mark.parametrize(
    ("code", "says", "line"),
    [
        ("import no_such_module_anywhere\n", "ModuleNotFoundError", 1),
        ("\nraise SystemExit(0)\n", "SystemExit: 0", 2),
        ("x = (\n", "SyntaxError", 1),
        ("answer = 42\n", "the plugin has no hooks", None),
        (FILES[PLUGIN].replace("adjudge_facts(artifact)", "adjudge_facts(artefact)"), "artefact", None),
        (FILES[PLUGIN].replace("@hookimpl\ndef adjudge_facts", "def adjudge_facts"), "is not marked as a hook", 38),
        (FILES[PLUGIN].replace("def adjudge_facts", "def adjudge_fax"), "there is no hook adjudge_fax", 38),
        (
            FILES[PLUGIN]
            .replace("@hookimpl\ndef adjudge_facts", "@hookimpl(wrapper=True)\ndef adjudge_facts")
            .replace('return {"dishes"', 'yield {"dishes"'),
            "adjudge_facts is a wrapper",
            38,
        ),
    ],
)
def test_a_plugin_that_does_not_load_is_named_with_its_place(site, code, says, line):
    site(catering=catering({PLUGIN: code}), bakery=catering(domain="bakery"))
    plugins, problems = loaded(FIRST_PARTY)
    assert list(plugins) == ["bakery"]
    (problem,) = problems
    assert (problem.plugin, problem.line) == ("catering", line)
    assert says in problem.message
    assert problem.file == (None if line is None else "adjudge_catering/__init__.py")
    assert problem.hint


def test_an_entry_point_that_leads_nowhere_is_named_without_a_place(site):
    site(target="adjudge_catering:nothing", catering=catering())
    _, (problem,) = loaded(FIRST_PARTY)
    assert (problem.plugin, problem.file) == ("catering", None)


def test_an_interrupt_is_not_the_plugins(site):
    site(catering=catering({PLUGIN: "raise KeyboardInterrupt\n"}))
    with pytest.raises(KeyboardInterrupt):
        loaded(FIRST_PARTY)


def test_a_name_that_two_distributions_use_is_nobodys(site):
    site(catering=catering())
    folder = site(target="adjudge_banquet", banquet=catering(domain="banquet"))
    points = folder / "adjudge_banquet-1.0.dist-info" / "entry_points.txt"
    points.write_text("[adjudge]\ncatering = adjudge_banquet\n", encoding="utf-8")
    plugins, (problem,) = loaded(FIRST_PARTY)
    assert plugins == {}
    assert problem.message.endswith("adjudge_banquet of adjudge-banquet, adjudge_catering of adjudge-catering")


# --- calling --------------------------------------------------------------------------------------------------------


DISTRIBUTION = SimpleNamespace(name="adjudge-catering", version="1")


def plugin_with(**functions: object) -> Plugin:
    hooks = {
        name: SimpleNamespace(function=function, arguments=("artifact",) if name == "adjudge_facts" else ())
        for name, function in functions.items()
    }
    return Plugin(name="catering", module="m", hooks=hooks, brought_by=lambda: DISTRIBUTION)


def test_a_hook_that_is_not_there_gives_nothing():
    assert plugin_with().call("adjudge_facts", artifact=1) is None


def test_a_generator_is_run_to_its_end():
    assert plugin_with(adjudge_facts=lambda artifact: (n for n in (artifact, 2))).call("adjudge_facts", artifact=1) == [
        1,
        2,
    ]


def test_an_error_of_adjudge_keeps_its_words_and_gets_the_plugins_name():
    def facts(artifact):
        raise ReadError("no dish on it", file="a.slip")

    with pytest.raises(ReadError) as caught:
        plugin_with(adjudge_facts=facts).call("adjudge_facts", artifact=1)
    assert (caught.value.plugin, caught.value.file) == ("catering", "a.slip")


def test_any_other_error_becomes_one_that_names_hook_and_place():
    def facts(artifact):
        return artifact["tables"]

    with pytest.raises(PluginError, match="adjudge_facts raised KeyError: 'tables'") as caught:
        plugin_with(adjudge_facts=facts).call("adjudge_facts", artifact={})
    assert caught.value.file == "loading/test_loader.py"
    assert caught.value.line == facts.__code__.co_firstlineno + 1


def test_an_interrupt_goes_through_a_hook():
    def facts(artifact):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plugin_with(adjudge_facts=facts).call("adjudge_facts", artifact=1)


def test_what_has_no_code_has_no_place():
    error = plugin_with(adjudge_facts=len).broke("adjudge_facts", say("plugin.facts", type="int"))
    assert (error.message, error.file, error.line) == ("adjudge_facts returned int, not a mapping", None, None)
    assert error.hint == "Return a dict; return {} when there is nothing to say."


def test_an_error_that_cannot_even_be_shown_is_called_by_its_type():
    class MuteError(Exception):
        def __str__(self):
            raise ValueError

    assert said_by(MuteError()) == "MuteError"
    assert said_by(ValueError()) == "ValueError"
    assert said_by(ValueError("x")) == "ValueError: x"


# --- requiring ------------------------------------------------------------------------------------------------------


def required(version: str, wanted: dict[str, str], blocked: list[str], problems: list[AdjudgeError]) -> None:
    plugin = plugin_with(adjudge_domains=hookimpl(lambda: []))._replace(
        brought_by=lambda: SimpleNamespace(name="adjudge-catering", version=version)
    )
    require(wanted, {"catering": plugin}, blocked, problems)


@pytest.mark.parametrize("wanted", [{}, {"catering": ""}, {"catering": ">=1,<2"}, {"catering": "~=1.0"}])
def test_a_requirement_that_is_met_says_nothing(wanted):
    required("1.4rc1", wanted, [], [])


@pytest.mark.parametrize(
    ("version", "wanted", "blocked", "problems", "says"),
    [
        ("1.0", {"catering": ">1"}, [], [], "required plugin catering has version 1.0, not >1"),
        ("1.0", {"catering": "best"}, [], [], "'best' is no version specifier"),
        ("grave", {"catering": ">1"}, [], [], "has the version grave, which cannot be compared"),
        ("1.0", {"banquet": ""}, [], [PluginError("no", plugin="dinner")], "required plugin banquet is not installed"),
        ("1.0", {"banquet": ""}, ["banquet"], [], "required plugin banquet is blocked"),
        (
            "1.0",
            {"banquet": ""},
            [],
            [PluginError("it is no good", plugin="banquet", hint="Mend it.")],
            "required plugin banquet is refused: it is no good",
        ),
    ],
)
def test_a_requirement_that_is_not_met_is_a_mistake(version, wanted, blocked, problems, says):
    with pytest.raises(UsageError) as caught:
        required(version, wanted, blocked, problems)
    assert says in caught.value.message
    assert caught.value.hint


# --- plugins of an earlier version ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("from adjudge.report.base import Context", "adjudge.report.base is adjudge.report now"),
        ("from adjudge.readers.yaml import read", "adjudge.readers is adjudge.lib.formats now"),
        ("import adjudge.errors", "adjudge.errors is adjudge.lib.errors now"),
        ("from adjudge.model import Document", "`adjudge.lib`"),
    ],
)
def test_a_plugin_that_imports_what_has_moved_is_told_where_it_went(site, line, advice):
    site(catering=catering({PLUGIN: f"{line}\n{FILES[PLUGIN]}"}))
    plugins, (problem,) = loaded([])
    assert "catering" not in plugins
    assert problem.plugin == "catering"
    assert advice in (problem.hint or "")


def test_what_has_moved_went_where_it_is_said():
    from importlib import import_module

    from adjudge.lib.moved import MOVED

    for name in MOVED.values():
        import_module(name)
