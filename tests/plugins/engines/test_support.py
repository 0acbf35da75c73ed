"""What the embedded engine refuses before anything is judged, and that its lists are true."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
import regorus

from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.rule import Module
from adjudge.plugins.engines.embedded.rows.builtins import AVAILABLE, GONE, MISSING
from adjudge.plugins.engines.embedded.support import check_module


def lacks(name: str, count: int) -> bool:
    """Return whether the engine does not know the function."""
    engine = regorus.Engine()
    engine.add_policy("t.rego", f"package t\n\np := {name}({', '.join(['1'] * count)})")
    try:
        engine.eval_query_as_json("data.t.p")
    except RuntimeError as error:
        return "could not find function" in str(error)
    return False


def test_the_lists_are_what_the_engine_has_and_lacks():
    assert [name for name, count in AVAILABLE.items() if lacks(name, count)] == []
    assert [name for name in MISSING if not any(lacks(name, count) for count in range(5))] == []


def test_the_lists_are_all_that_opa_has(opa_binary):
    version = subprocess.run([opa_binary, "version"], check=True, capture_output=True, text=True).stdout
    if "Version: 1.22." not in version:
        pytest.skip("the lists are OPA 1.22's")
    command = [opa_binary, "capabilities", "--current"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["builtins"]
    told = [each for each in told if "infix" not in each and not each["name"].startswith("internal.")]
    assert {each["name"] for each in told if each.get("deprecated")} == GONE
    assert {each["name"] for each in told} - GONE == AVAILABLE.keys() | MISSING
    assert not AVAILABLE.keys() & MISSING
    assert {each["name"]: len(each["decl"].get("args", [])) for each in told if each["name"] in AVAILABLE} == AVAILABLE


def refused(text):
    """Give the name and the place of the first call that is refused; None where none is."""
    try:
        check_module(Module(file="t.rego", text=text, plugin="house"))
    except PolicyError as error:
        return error.words.fields["name"], error.line, error.column
    return None


def test_calls_that_the_engine_lacks_come_with_their_places():
    text = 'package t\n\nimport data.lib.hashes\n\nown(x) := x\n\np if {\n\tcrypto.sha256("配") == startwith("a")\n}\n'
    text += 'q := [hashes.md5(1), own(2), data.lib.hashes.md5(3), io.jwt.decode("crypto.md5(1)")] # uri.parse(4)\n'
    for found in (("crypto.sha256", 8, 2), ("startwith", 8, 14), ("io.jwt.decode", 10, 54)):
        assert refused(text) == found
        text = text.replace(found[0], "own")
    assert refused(text) is None


def test_a_function_may_be_defined_after_its_use_and_by_default():
    assert refused("package t\n\np := f(1) + g(2)\n\nf(x) := x\n\ndefault g(_) := 3\n") is None


def test_every_rule_of_language_that_looks_like_a_call_is_none():
    text = "package t\n\np if {\n\tnot (1 == 2)\n\tsome x in (input.y)\n\tevery z in [1] {\n\t\tz in(input.y)\n\t}\n} else if (true)\n"
    assert refused(text) is None


REFUSED = {
    'deny contains crypto.sha256("a")': (
        "the embedded engine lacks the builtin crypto.sha256",
        "Run with --engine native or --engine opa.",
    ),
    'deny contains startwith("a", "b")': ("startwith is an unknown function", "Did you mean startswith?"),
    "deny contains any([true])": ("any is no function of Rego v1", "Write it with what Rego v1 has."),
    'deny contains $"{input.x} is wrong"': (
        "the embedded engine has no template strings",
        "Write it with sprintf or concat.",
    ),
    "import future.keywords.not\n\ndeny contains 1 if not { false }": (
        "the embedded engine has no `not` with a body",
        "Name the body as a rule of its own, or run with --engine native or --engine opa.",
    ),
    "import rego.v2\n\ndeny contains 1": (
        "the embedded engine reads what rego.v2 brings otherwise than OPA",
        "Leave the import out, or run with --engine native or --engine opa.",
    ),
    "import data.dubbing.lib.labels\n\ndeny contains labels.naer(1)": (
        "data.dubbing.lib.labels.naer is an unknown function",
        "Did you mean near?",
    ),
    "deny contains data.dubbing.lib.labels.naer(1)": (
        "data.dubbing.lib.labels.naer is an unknown function",
        "Did you mean near?",
    ),
    'deny contains sprintf("%2000000000d", [1])': (
        "the embedded engine writes %2000000000d otherwise than OPA",
        "Write %v, or run with --engine native or --engine opa.",
    ),
    'deny contains sprintf("%.2f", [0.125])': (
        "the embedded engine writes %.2f otherwise than OPA",
        "Write %v, or run with --engine native or --engine opa.",
    ),
    'deny contains sprintf("\\u0025.2f", [0.125])': (
        "the embedded engine writes %.2f otherwise than OPA",
        "Write %v, or run with --engine native or --engine opa.",
    ),
    "deny contains sprintf(input.format, [1])": (
        "the format of sprintf is no literal",
        "Write the format as a string, or run with --engine native or --engine opa.",
    ),
    f"deny contains {'[' * 15}1{']' * 15}": ("brackets are nested more than 14 deep", "Name the inner parts."),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_would_run_otherwise_is_refused(text, embedded, program):
    with pytest.raises(PolicyError) as caught:
        embedded.load([program({"bad": text}, {"labels": "near(x) := x"})])
    error = caught.value
    assert (error.message, error.hint) == REFUSED[text]
    assert (error.file, error.rule, error.plugin) == (
        "dubbing/project/bad/bad.rego",
        "dubbing.project.bad",
        "adjudge.plugins.domains.dubbing",
    )
    assert re.fullmatch(r"(3|5):\d+", f"{error.line}:{error.column}")


def test_a_missing_builtin_in_a_library_names_the_library(embedded, program):
    with pytest.raises(PolicyError) as caught:
        embedded.load([program({"good": "deny contains 1 if false"}, {"hashes": "of(x) := crypto.md5(x)"})])
    assert (caught.value.file, caught.value.line, caught.value.column, caught.value.rule) == (
        "dubbing/lib/hashes/hashes.rego",
        3,
        10,
        None,
    )


def test_what_both_engines_write_alike_is_allowed(embedded, opa, program, ask):
    text = 'deny contains sprintf("%s: %v of `%v`, 100%%, %q", ["配音", -3, {"a": [1, null]}, "x"])'
    loaded = program({"words": text})
    assert ask(embedded, loaded, {}) == ask(opa, loaded, {})


def test_strings_and_comments_are_not_read_as_policy(embedded, program, ask):
    text = 'deny contains "crypto.md5(1) $\\"x" if `$"{` == "a" # $"b" [[[[[[[[[[[[[[[[[[[ import rego.v2'
    assert ask(embedded, program({"words": text}), {}) == [{"words": {"deny": [[]]}}]


INTEGERS = [
    '"%d dB", [-3]',
    '"%04d-%02d-%02d", [2026, 1, 31]',
    '"%5d|%05d|%d", [-3, -3, 12345678901234]',
    '"%d%% of %s", [50, "a %d %% b"]',
    '"%v %d %q %s", [{"a": [1, null, "配"]}, 1, "x\\"y", true]',
    '"%d %v", [1, 2.5]',
]


@pytest.mark.parametrize("arguments", INTEGERS)
def test_integers_are_written_as_opa_writes_them(arguments, embedded, opa, program, ask):
    loaded = program({"words": f"deny contains sprintf({arguments})"})
    here, there = (ask(engine, loaded, {}) for engine in (embedded, opa))
    assert here == there
    assert isinstance(here[0]["words"], dict)


@pytest.mark.parametrize("arguments", ['"%d", ["a"]', '"%d", [1.5]', '"%d %d", [1]', '"%d", [1, 2]', '"%d", [1, null]'])
def test_integers_that_are_none_are_an_error_of_the_rule(arguments, embedded, program, ask):
    ((said,),) = (
        answer.values() for answer in ask(embedded, program({"w": f"deny contains sprintf({arguments})"}), {})
    )
    assert said.startswith(
        "dubbing/project/w/w.rego:3:15: sprintf met values for which the embedded engine is not proven"
    )


def test_a_set_of_objects_beside_an_integer_is_written_as_opa_writes_it(embedded, opa, program, ask):
    loaded = program({"w": 'deny contains sprintf("%d %v %v", [1, {{"b": 1}, {"a": [2]}}, set()])'})
    here, there = (ask(engine, loaded, {}) for engine in (embedded, opa))
    assert here == there == [{"w": {"deny": [['1 {{"a": [2]}, {"b": 1}} set()']]}}]


def test_the_empty_set_is_no_unknown_function():
    assert refused("package t\n\ndefault deny := set()\n\np := {1} - set()\n") is None
