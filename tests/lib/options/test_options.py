"""Options: what is wrong with a declaration, with a value, and what a gate does not allow."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from spoken import english_in, spoken

from adjudge.lib.clock import parse_as_of
from adjudge.lib.config import Config
from adjudge.lib.errors import PluginError, UsageError
from adjudge.lib.languages import CHOICES
from adjudge.lib.options import Given, Option, Values, Voices, hold, never, read
from adjudge.lib.rego.selectors import means
from adjudge.lib.words import languages

LANG = Option(name="lang", choices=CHOICES, env="ADJUDGE_LANG", loosens=never)
LEVEL = Option(name="level", choices=("deny", "warn"))
OVEN = Option(name="oven", type="path", env="OVEN")
OVENS = Option(name="ovens", type="path", multiple=True)
SLICES = Option(name="slices", type="count", env="SLICES")
HOT = Option(name="hot", type="flag", env="HOT")
GATE = SimpleNamespace(environment="production")


def refused(option: Option, **voices: Any) -> UsageError:
    with pytest.raises(UsageError) as caught:
        read([option], Voices(**voices))
    return caught.value


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        ({"type": "number"}, "its type is 'number': text, path, program, flag or count"),
        ({"loosens": "never"}, "`loosens` cannot be called"),
        ({"env": "oven"}, "its variable is 'oven'"),
        ({"flags": ("-o",)}, "its flags are ('-o',): write --like-this"),
        ({"choices": "hot"}, "its choices are texts"),
        ({"choices": CHOICES}, "its choices are texts"),
        ({"flags": (), "key": False}, "neither a flag nor the configuration can say it"),
        ({"help": 7}, "its help is a text"),
        ({"group": 7}, "its group is a text"),
        ({"metavar": 7}, "its metavar is a text"),
        ({"multiple": "yes"}, "`multiple` and `key` are true or false"),
        ({"type": "flag", "multiple": True}, "a flag is one value, and has no choices"),
        ({"flags": ("--help",)}, "--help is every command's own"),
        ({"near": "--warmth"}, "near is no tuple of texts"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said_in_each_language(declared, says):
    (wrong,) = Option(**{"name": "oven", "loosens": never, **declared}).wrong()
    assert str(wrong) == says
    assert wrong["zh"] != says
    assert english_in(wrong["zh"]) == []


@pytest.mark.parametrize(
    ("option", "voices", "says"),
    [
        (LEVEL, {"caller": {"level": "pass"}}, "level is 'pass'. It may be one of deny, warn."),
        (
            LEVEL,
            {"caller": {"level": "warning"}},
            "level is 'warning'. Did you mean warn? It may be one of deny, warn.",
        ),
        (OVEN, {"caller": {"oven": 7}}, "oven is 7, not a path. Give it such a value."),
        (OVENS, {"caller": {"ovens": "a"}}, "ovens is 'a', not a list, each a path. Give it such a value."),
        (HOT, {"caller": {"hot": "very"}}, "hot is 'very', not true or false. Give it such a value."),
        (SLICES, {"caller": {"slices": "7"}}, "slices is '7', not a whole number from 1. Give it such a value."),
        (SLICES, {"caller": {"slices": True}}, "slices is True, not a whole number from 1. Give it such a value."),
        (SLICES, {"caller": {"slices": -1}}, "slices is -1, not a whole number from 1. Give it such a value."),
        (SLICES, {"environment": {"SLICES": "0"}}, "SLICES is 0, not a whole number from 1. Give it such a value."),
        (
            SLICES,
            {"environment": {"SLICES": "1.5"}},
            "SLICES is '1.5', not a whole number from 1. Give it such a value.",
        ),
        (
            SLICES,
            {"caller": {"slices": "many"}, "origin": "command line"},
            "--slices is 'many', not a whole number from 1. Give it such a value.",
        ),
        (LEVEL, {"caller": {"level": 7}}, "level is 7, not a text. Give it such a value."),
        (HOT, {"environment": {"HOT": "very"}}, "HOT is 'very', neither true nor false. Write 1 or 0, or unset it."),
        (
            LEVEL,
            {"config": Config(Path(), values={"level": "no"})},
            "1:1: level of the configuration is 'no'. It may be one of deny, warn.",
        ),
        (
            LEVEL._replace(gate="fails.level"),
            {"gate": Config(Path(), values={"fails": {"level": "no"}})},
            "1:1: fails.level of the gate is 'no'. It may be one of deny, warn.",
        ),
    ],
)
def test_a_value_that_cannot_be_is_told_with_what_may_be(option, voices, says):
    assert spoken(refused(option, **voices)) == says


@pytest.mark.parametrize(
    ("said", "found"),
    [("bread", "bread"), ("tools/bread", "/kitchen/tools/bread"), ("/usr/bin/bread", "/usr/bin/bread")],
)
def test_a_program_with_a_step_is_relative_to_who_says_it_and_a_name_is_looked_for_on_path(said, found):
    baker = Option(name="baker", type="program", gate="baker")
    assert read([baker], Voices(config=Config(Path("/kitchen"), values={"baker": said}))).value("baker") == found
    assert read([baker], Voices(gate=Config(Path("/kitchen"), values={"baker": said}))).value("baker") == found
    assert read([baker], Voices(caller={"baker": said}, origin="command line")).value("baker") == said


def test_a_program_that_is_typed_with_a_step_is_never_looked_for_on_path():
    baker = Option(name="baker", type="program")
    assert read([baker], Voices(caller={"baker": "./bread"}, origin="command line")).value("baker") == "./bread"


@pytest.mark.parametrize(
    "voices",
    [
        {"caller": {"slices": 12}},
        {"caller": {"slices": "12"}, "origin": "command line"},
        {"environment": {"SLICES": "12"}},
        {"config": Config(Path(), values={"slices": 12})},
    ],
)
def test_a_number_is_one_whoever_says_it(voices):
    assert read([SLICES], Voices(**voices)).value("slices") == 12


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("zh-CN", "zh"),
        ("zh_CN", "zh"),
        ("ZH", "zh"),
        ("cn", "zh"),
        ("chinese", "zh"),
        ("Chinesse", "zh"),
        ("中文", "zh"),
        ("zh-Hans", "zh"),
        ("english", "en"),
        ("en-US", "en"),
    ],
)
def test_a_language_by_another_name_is_understood_and_its_own_told(asked, meant):
    error = refused(LANG, environment={"ADJUDGE_LANG": asked})
    assert (
        spoken(error) == f"ADJUDGE_LANG is {asked!r}. Did you mean {meant}? It may be one of {', '.join(languages())}."
    )


def test_a_language_that_nobody_has_is_told_those_that_there_are():
    assert "Did you mean" not in spoken(refused(LANG, caller={"lang": "klingon"}))


def loosens(how: Any) -> Option:
    return Option(name="oven", loosens=how)


def held(option: Option) -> None:
    hold(GATE, option, Values({"oven": (Given("oven", "hot", "caller", "oven"),)}), "catering")


def test_a_value_that_loosens_a_gate_is_refused_in_the_words_of_its_option():
    with pytest.raises(UsageError, match=r"^oven is too hot, which the gate production does not allow") as caught:
        held(loosens(lambda _gate, _value: {"en": "is too hot", "zh": "过热"}))
    assert caught.value.words["zh"] == "oven 过热，门禁 production 不允许"
    with pytest.raises(UsageError, match=r"^oven is too hot, which the gate production does not allow"):
        held(loosens(lambda _gate, _value: "is too hot"))


def test_an_option_that_says_nothing_of_gates_is_refused_under_one():
    with pytest.raises(UsageError) as caught:
        held(loosens(None))
    assert "does not say how it loosens a gate (oven)" in spoken(caught.value)


@pytest.mark.parametrize("answer", [None, 7, ["x"], {}, {"en": 5}])
def test_loosens_answers_in_words(answer):
    with pytest.raises(PluginError) as caught:
        held(loosens(lambda _gate, _value: answer))
    assert f"returned a {type(answer).__name__}, not a text" in spoken(caught.value)


def test_loosens_that_raises_is_named():
    with pytest.raises(PluginError) as caught:
        held(loosens(lambda _gate, _value: 1 // 0))
    assert "`loosens` of the option oven raised ZeroDivisionError" in spoken(caught.value)


@pytest.mark.parametrize(("text", "says"), [("soon", "is no date"), ("2026-01-31T00:00:00", "has no time zone")])
def test_a_clock_that_cannot_be_read_is_refused(text, says):
    with pytest.raises(UsageError) as caught:
        parse_as_of(text)
    assert says in spoken(caught.value)


def test_a_selector_that_cannot_be_read_is_told_how_to_write_it():
    with pytest.raises(UsageError) as caught:
        means("severity:grave", SimpleNamespace(id="a.b.c", formerly=()))
    assert "severity:critical|high|medium|low|info" in spoken(caught.value)
