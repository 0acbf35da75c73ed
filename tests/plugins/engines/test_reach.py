"""What the rules at hand lead to: how deep that may be, and what is left out because none of them needs it."""

from __future__ import annotations

import pytest

from adjudge.lib.errors import PolicyError, PolicyErrors, UnlistedError
from adjudge.lib.rego.rule import Module
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.embedded.reach import Definitions

KIND = "dubbing.project"
DENY = 'deny contains {"path": ["a"]} if '


def functions(number: int) -> str:
    chain = "\n".join(f"_f{each}(x) := _f{each + 1}(x)" for each in range(number))
    return f"{chain}\n_f{number}(x) := x\n\n{DENY}_f0(1) == input.document"


def rules(number: int) -> str:
    chain = "\n".join(f"_r{each} := _r{each + 1}" for each in range(number))
    return f"{chain}\n_r{number} := 1\n\n{DENY}_r0 == input.document"


DEEP = {
    "functions": functions(3000),
    "rules": rules(3000),
    "mixed": "\n".join(
        f"_r{n} := [x | some y in [1]; every z in [1] {{ z == 1 }}; x := [q | q := _r{n + 1}][0]][0]"
        for n in range(700)
    )
    + f"\n_r700 := 1\n\n{DENY}_r0 == 1",
    "operands": f"{DENY}{{\n\tx := 1" + "\n\t+ 1" * 15_000 + "\n\tx == 1\n}",
    "unions": f"{DENY}{{\n\tx := {{1}}" + "\n\t| {1}" * 9_000 + "\n\tx == 1\n}",
    "searches": f"{DENY}{{\n" + "\n".join(f"\tsome x{n} in [{n}]" for n in range(9_000)) + "\n}",
}


@pytest.mark.parametrize("name", DEEP)
def test_what_would_overflow_the_stack_is_refused_with_its_place(name, embedded, program):
    text = DEEP[name]
    with pytest.raises(UnlistedError) as caught:
        embedded.load([program({"deep": text, "good": f"{DENY}input.document == 1"})])
    error = caught.value
    line = f"\n{text}".split("\n").index(next(each for each in text.split("\n") if each.startswith("deny")))
    assert (error.file, error.line, error.column) == ("dubbing/project/deep/deep.rego", line + 2, 1)
    assert (error.rule, error.plugin) == ("dubbing.project.deep", "adjudge.plugins.domains.dubbing")
    assert " is nested more than 500 deep for the embedded engine" in error.message
    assert error.hint == "Divide it, or run with --engine native or --engine opa."


BEYOND = {
    "minus": f"{DENY}{{\n\tx := " + "-\n\t" * 9_000 + "1\n\tx == 1\n}",
    "parentheses": f"{DENY}{{\n\tx := " + "(\n\t" * 5_000 + "1\n\t" + ")\n\t" * 5_000 + "x == 1\n}",
    "calls": f"{DENY}{{\n\tx := " + "abs(\n\t" * 3_000 + "1\n\t" + ")\n\t" * 3_000 + "x == 1\n}",
    "keys": f"{DENY}{{\n\tx := " + "input[\n\t" * 3_000 + "0\n\t" + "]\n\t" * 3_000 + "x == 1\n}",
    "comprehensions": f"{DENY}{{\n\tx := " + "[1 |\n\t" * 3_000 + "true\n\t" + "]\n\t" * 3_000 + "x == 1\n}",
    "every": f"{DENY}{{\n"
    + "".join(f"\tevery x{n} in [1] {{\n" for n in range(3_000))
    + "\ttrue\n"
    + "\t}\n" * 3_000
    + "}",
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_nested_beyond_all_sense_is_refused(name, embedded, program):
    with pytest.raises(PolicyError) as caught:
        embedded.load([program({"deep": BEYOND[name]})])
    assert caught.value.file == "dubbing/project/deep/deep.rego"


def test_a_chain_through_modules_is_told_with_its_way_in_both_languages(embedded, program):
    libraries = {
        f"part{n}": f"import data.dubbing.lib.part{n + 1}\n\nvalue(x) := part{n + 1}.value(x)" for n in range(300)
    }
    libraries["part300"] = "value(x) := x"
    text = f"import data.dubbing.lib.part0\n\n{DENY}part0.value(1) == 2"
    with pytest.raises(UnlistedError) as caught:
        embedded.load([program({"deep": text}, libraries)])
    way = " → ".join(["data.dubbing.project.deep.deny", *(f"data.dubbing.lib.part{n}.value" for n in range(3)), "…"])
    assert caught.value.message == f"{way} is nested more than 500 deep for the embedded engine"
    assert caught.value.words["zh"] == f"对内嵌引擎而言，{way} 的嵌套超过 500 层"


def test_every_rule_that_is_too_deep_is_told(embedded, program):
    with pytest.raises(PolicyErrors) as caught:
        embedded.load([program({"one": rules(600), "two": functions(600), "good": f"{DENY}input.document == 1"})])
    assert [error.rule for error in caught.value.errors] == ["dubbing.project.one", "dubbing.project.two"]


@pytest.mark.parametrize("text", [functions(200), rules(400)])
def test_what_is_below_the_limit_is_evaluated(text, embedded, program, ask):
    assert ask(embedded, program({"long": text}), 1, 2) == [
        {"long": {"deny": [[{"path": ["a"]}]]}},
        {"long": {"deny": [[]]}},
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{DENY}input.document in {{\n" + "\n".join(f'\t"{n}",' for n in range(15_000)) + "\n}",
        "_names := {\n"
        + "\n".join(f'\t"{n}": {n},' for n in range(15_000))
        + f"\n}}\n\n{DENY}_names[input.document] == 7",
        "_a := 0 if input.document == 0\n"
        + "\n".join(f"else := {n} if input.document == {n}" for n in range(1, 5_000))
        + f"\n\n{DENY}_a == 4000",
    ],
    ids=["array", "object", "else"],
)
def test_what_is_long_and_not_deep_is_no_matter(text, embedded, program):
    embedded.load([program({"long": text})])


def test_first_party_policies_are_far_below_the_limit():
    from adjudge import load_settings

    settings = load_settings()
    for kind in settings.registry.kinds:
        rules, _ = settings.catalogue.judges(kind)
        if rules:
            assert not Definitions(settings.catalogue.program(kind, rules)).too_deep()
    assert settings.registry.kinds


FAILING = """
_sizes := [n | some x in input.document; n := count(x)]

total := sum([to_number(x) | some x in input.document])

first(x) := x[0]

used(x) := x == 1

default spare := false

spare if {
	count(input.document) == time.parse_rfc3339_ns(input.document)
}
"""


def test_a_helper_that_fails_and_that_no_rule_uses_fails_none(embedded, program, ask):
    text = f"import data.dubbing.lib.sizes\n\n{DENY}sizes.used(input.document)\n\n_unused := count(input.document)"
    loaded = program({"good": text}, {"sizes": FAILING})
    assert ask(embedded, loaded, 1, None, "x") == [
        {"good": {"deny": [[{"path": ["a"]}]]}},
        {"good": {"deny": [[]]}},
        {"good": {"deny": [[]]}},
    ]


def test_a_helper_that_no_rule_uses_is_checked_nevertheless(embedded, program):
    text = f"import data.dubbing.lib.sizes\n\n{DENY}sizes.used(input.document)"
    with pytest.raises(PolicyError, match="zzqq is an unknown function"):
        embedded.load([program({"good": text}, {"sizes": f"{FAILING}\n\nodd := zzqq(1)"})])


def test_places_stay_where_they_are_in_the_policy(embedded, program, ask):
    text = f"_unused := count(\n\tinput.document\n)\n\n{DENY}time.parse_rfc3339_ns(input.document) == 1"
    (said,) = ask(embedded, program({"good": text}), "x")
    assert said["good"].startswith("dubbing/project/good/good.rego:7:34: ")


@pytest.mark.parametrize(
    "use",
    [
        "import data.dubbing.lib.sizes\n\ndeny contains 1 if sizes.size == 1",
        "import data.dubbing.lib.sizes as s\n\ndeny contains 1 if s.size == 1",
        "import data.dubbing.lib.sizes.size\n\ndeny contains 1 if size == 1",
        "import data.dubbing.lib.sizes.size as s\n\ndeny contains 1 if s == 1",
        "import data.dubbing.lib\n\ndeny contains 1 if lib.sizes.size == 1",
        'import data.dubbing.lib.sizes\n\ndeny contains 1 if sizes["size"] == 1',
        "import data.dubbing.lib.sizes\n\ndeny contains 1 if { some name in [`size`]; sizes[name] == 1 }",
        "import data.dubbing.lib.sizes\n\ndeny contains 1 if { some x in sizes; x == 1 }",
        "import data.dubbing.lib.sizes\n\ndeny contains 1 if object.get(sizes, `size`, 0) == 1",
        "deny contains 1 if data.dubbing.lib.sizes.size == 1",
        'deny contains 1 if data.dubbing["lib"].sizes.size == 1',
        "deny contains 1 if { some package_ in [`sizes`]; data.dubbing.lib[package_].size == 1 }",
        "import data.dubbing.lib.sizes\n\n_mine := sizes.size\n\ndeny contains 1 if _mine == 1",
        "import data.dubbing.lib.sizes\n\n_f(x) := x if sizes.size == 1\n\ndeny contains _f(1)",
        "import data.dubbing.lib.sizes\n\n_o[x] := sizes.size if some x in [1]\n\ndeny contains 1 if _o[1] == 1",
        "import data.dubbing.lib.sizes\n\n_p.q := sizes.size\n\ndeny contains 1 if _p.q == 1",
        "import data.dubbing.lib.sizes\n\n_p.q := sizes.size\n\ndeny contains 1 if count(_p) == 1",
        'import data.dubbing.lib.sizes\n\n_p["q"].r := sizes.size\n\ndeny contains 1 if { some k; _p[k].r == 1 }',
        "import data.dubbing.lib.sizes\n\napplies if sizes.size == 1\n\ndeny contains 1",
        "import data.dubbing.lib.sizes\n\n_a := 0 if input.nothing\nelse := sizes.size\n\ndeny contains 1 if _a == 1",
        "import data.dubbing.lib.sizes\n\ndeny contains sizes.size",
        "import data.dubbing.lib.sizes\n\ndeny contains 1 if { every x in [1] { x == sizes.size } }",
        "import data.dubbing.lib.sizes\n\n_in := input.a\n\ndeny contains 1 if _in == 1 with input.a as sizes.size",
    ],
)
def test_what_is_needed_is_there_however_it_is_named(use, embedded, program, ask):
    library = "size := _one\n\n_one := 1\n\nunused := 2"
    assert ask(embedded, program({"uses": use}, {"sizes": library}), 1)[0]["uses"]["deny"] == [[1]]


def test_definitions_of_the_same_package_in_other_modules_are_reached(embedded, program, ask):
    loaded = program({"good": f"{DENY}_size == 1"})
    more = Module(
        file="dubbing/project/good/more.rego", text="package dubbing.project.good\n\n_size := 1\n", plugin="house"
    )
    assert ask(embedded, loaded._replace(modules=(*loaded.modules, more)), 1)[0]["good"]["deny"] == [[{"path": ["a"]}]]


def test_only_what_is_not_needed_is_left_out(program):
    library = "# é\nsize := 1 # one\n\nunused := {\n\t2,\n}\n\nother(x) := x"
    texts = Definitions(program({"r": "deny contains data.dubbing.lib.sizes.size"}, {"sizes": library})).texts()
    (text,) = texts.values()
    assert text.split("\n")[2:] == ["# é", "size := 1 # one", "", " " * 11, " " * 3, " ", "", " " * 13, ""]


def test_a_rule_that_leads_to_itself_is_refused(program):
    engine = EmbeddedEngine()
    with pytest.raises(PolicyError) as caught:
        engine.load([program({"loops": f"_a := _b\n\n_b := _a\n\n{DENY}_a == 1"})])
    name = "data.dubbing.project.loops"
    assert caught.value.message == f"rule {name}._a -> {name}._b -> {name}._a is recursive"


def test_what_leads_to_itself_by_its_name_alone_is_not_too_deep(embedded, program, ask):
    text = (
        f"_part(_part) := _other if {{\n\t_other := _part\n}}\n\n_other := _part(1)\n\n{DENY}_other == input.document"
    )
    assert ask(embedded, program({"named": text}), 1) == [{"named": {"deny": [[{"path": ["a"]}]]}}]
