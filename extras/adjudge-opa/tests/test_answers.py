"""What the engine answers: OPA's values, errors with their places, and never a wrong value."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from adjudge.lib.digests import file_digest
from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors
from adjudge.lib.rego.policy import IMPURE

SALTY = 'deny contains {"path": ["salt"]} if input.document.salt > 5'


def test_it_says_which_opa_it_is_and_the_digest_of_its_executable(make, worker):
    pinned = re.search(
        r"open-policy-agent/opa v(\S+)", (Path(__file__).parents[1] / "worker/go.mod").read_text("utf-8")
    )
    assert pinned is not None
    assert make().build() == {"version": f"opa {pinned[1]}", "sha256": file_digest(Path(worker))}


def test_answers_come_in_the_order_of_the_inputs(make, program, ask):
    said = ask(make(), program({"echo": "deny contains input.document"}), *range(500))
    assert [each["echo"]["deny"][0][0] for each in said] == list(range(500))


def test_a_failing_rule_is_an_error_with_its_place_and_the_others_stand(make, program, ask):
    loaded = program({"salty": SALTY, "price": "deny contains to_number(input.document.price)"})
    (said,) = ask(make(), loaded, {"salt": 9, "price": "cheap"})
    assert said["salty"] == {"deny": [[{"path": ["salt"]}]]}
    assert said["price"].startswith(
        "catering/menu/price/price.rego:3:15: to_number failed on the values it was given (rule "
    )


def test_all_mistakes_are_told_at_once(make, program):
    one = program({"a": "deny contains )", "b": SALTY, "c": "deny contains }"})
    two = program({"d": "deny contains stopwith(1)", "e": "deny contains startwith(1)"}, kind="catering.table")
    with pytest.raises(PolicyErrors) as caught:
        make().load([one, two])
    found = {(each.rule, each.file, each.line, each.plugin) for each in caught.value.errors}
    assert found == {
        (f"catering.{kind}.{name}", f"catering/{kind}/{name}/{name}.rego", 3, "adjudge_catering")
        for kind, name in (("menu", "a"), ("menu", "c"), ("table", "d"), ("table", "e"))
    }


def test_a_mistake_in_a_library_of_two_kinds_is_told_once(make, program):
    broken = {"words": "near(x) := y if x"}
    with pytest.raises(PolicyError) as caught:
        make().load([program({"a": SALTY}, broken), program({"b": SALTY}, broken, kind="catering.table")])
    assert not isinstance(caught.value, PolicyErrors)
    assert (caught.value.file, caught.value.line, caught.value.rule) == ("catering/lib/words/words.rego", 3, None)


def test_a_refused_program_leaves_the_earlier_ones_usable(make, program):
    engine = make()
    session = engine.load([program({"salty": SALTY})])
    with pytest.raises(PolicyError):
        engine.load([program({"salty": "deny contains"})])
    assert session.ask("catering.menu", ['{"document": {"salt": 9}}'])()[0].rules["catering.menu.salty"]["deny"] != [[]]


# --- what no program may see ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(IMPURE))
def test_what_no_policy_may_ask_for_does_not_exist(name, make, program):
    with pytest.raises(PolicyError, match=f"undefined function {re.escape(name)}"):
        make().load([program({"a": f"deny contains {name}"}), program({"b": f"deny contains {name}()"})])


def test_a_local_zone_is_utc_whatever_tz_says(make, program, ask, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    loaded = program(
        {"zone": 'deny contains time.clock([0, "Local"])\n\nwarn contains time.clock([0, "Asia/Shanghai"])'}
    )
    assert ask(make(), loaded, {})[0]["zone"] == {"deny": [[[0, 0, 0]]], "warn": [[[8, 0, 0]]]}


def test_the_worker_sees_no_environment(make, program):
    session = make().load([program({"a": SALTY})])
    pid = session._judges["catering.menu"]._engine.desk().pid
    environment = Path(f"/proc/{pid}/environ")
    if not environment.exists():
        pytest.skip("there is no /proc here")
    assert environment.read_bytes() == b""


# --- values that JSON cannot hold -------------------------------------------------------------------------------------

HALVES = [
    r'{"document": "\ud83c"}',
    r'{"document": "\udf99x"}',
    r'{"\uD83C": 1}',
    r'{"document": "\\\ud83c\n"}',
    '{"x": "\ud83c"}',
]


@pytest.mark.parametrize("text", HALVES)
def test_half_a_character_is_an_error(text, make, program, ask):
    (said,) = ask(make(), program({"echo": "deny contains input"}), text)
    assert said["echo"].startswith("OPA cannot read the input: ")


@pytest.mark.parametrize("text", [r'"\ud83c\udf99"', r'"\\ud83c"', r'"\\\\udf99"', '"🎙"', r'"\u00e9\n"', r'"\"\\"'])
def test_whole_characters_are_read_as_they_are(text, make, program, ask):
    assert ask(make(), program({"echo": "deny contains input"}), text)[0]["echo"] == {"deny": [[json.loads(text)]]}


@pytest.mark.parametrize("text", ["", "{", "[1]]", "NaN", "01", '{"x": .5}'])
def test_what_is_no_json_is_an_error_of_that_input_only(text, make, program, ask):
    good, bad, more = ask(make(), program({"echo": "deny contains input"}), "1", text, "2")
    assert (good["echo"], more["echo"]) == ({"deny": [[1]]}, {"deny": [[2]]})
    assert bad["echo"].startswith("OPA cannot read the input: ")


@pytest.mark.parametrize("value", [".5", "1e999", '{1: "a", "1": "b"}'])
def test_a_value_that_json_has_not_is_an_error_of_its_rule(value, make, program, ask):
    (said,) = ask(make(), program({"odd": f"deny contains {value}", "salty": SALTY}), {"salt": 1})
    assert said["salty"] == {"deny": [[]]}
    assert said["odd"].startswith("OPA's value cannot be written as JSON: ")


def test_numbers_are_exact(make, program, ask):
    texts = ["1.0", "1e2", "9007199254740993", "18446744073709551615", "-0.0", "0.1", "1e300"]
    said = ask(make(), program({"echo": "deny contains input"}), *texts)
    assert [each["echo"]["deny"][0][0] for each in said] == [
        1,
        100,
        9007199254740993,
        18446744073709551615,
        0,
        0.1,
        1e300,
    ]


def test_the_newest_words_of_the_language_are_there(make, program, ask):
    text = "import future.keywords.not\n\ndeny contains 1 if not to_number(input.document.x) == 2"
    assert ask(make(), program({"a": text}), {"x": "2"}, {"x": "3"}) == [{"a": {"deny": [[]]}}, {"a": {"deny": [[1]]}}]


# --- what print says --------------------------------------------------------------------------------------------------


def test_print_is_shown_escaped_with_its_rule_and_line_once(make, program, ask, capfd):
    rules = {
        "loud": 'deny contains 1 if {\n\tprint("dish", input.document.name)\n\tinput.document.name\n}',
        "bad": "deny contains to_number(input.document.name)",
    }
    library = {"words": 'near(x) := x if print("near", x)'}
    rules["calls"] = "import data.catering.lib.words\n\ndeny contains words.near(input.document.size)"
    ask(make(), program(rules, library), {"name": "\x1b[31mred\u202e", "size": 2})
    said = capfd.readouterr()
    assert said.out == ""
    assert sorted(said.err.splitlines()) == [
        "catering/lib/words/words.rego:3:17: print: near 2",
        "catering/menu/loud/loud.rego:4:2: catering.menu.loud: print: dish \\x1b[31mred\\u202e",
    ]


def test_print_without_end_is_bounded(make, program, ask, capfd):
    ask(
        make(),
        program({"loud": "deny contains x if {\n\tsome x in numbers.range(1, 5000)\n\tprint(x)\n\tfalse\n}"}),
        {},
    )
    said = capfd.readouterr().err.splitlines()
    assert len(said) == 1001
    assert said[-1] == "print: … (+4000)"


# --- the session ------------------------------------------------------------------------------------------------------


def test_a_kind_that_was_not_loaded_is_a_key_error(make, program):
    with pytest.raises(KeyError):
        make().load([program({"a": SALTY})]).ask("catering.table", ["{}"])


def test_whoever_asks_a_closed_engine_gets_errors(make, program):
    engine = make()
    session = engine.load([program({"a": SALTY})])
    engine.close()
    engine.close()
    (said,) = session.ask("catering.menu", ["{}"])()
    error = said.rules["catering.menu.a"]
    assert isinstance(error, EngineError)
    assert error.told("en").startswith("its process was ended")
    assert error.told("zh").startswith("其进程已被结束")


def test_a_worker_that_is_not_there_is_an_error_with_its_place(tmp_path, program):
    from adjudge_opa.engine import NativeEngine

    with pytest.raises(EngineError) as caught:
        NativeEngine(executable=tmp_path / "nothing").load([program({"a": SALTY})])
    assert caught.value.file == str(tmp_path / "nothing")
    assert caught.value.message.startswith("no process can be started for it: ")
