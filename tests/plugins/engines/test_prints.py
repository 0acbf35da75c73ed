"""What policies print: on stderr, visible, with its place and its rule, however much it is."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest

from adjudge.lib.rego.limits import EngineLimits
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.embedded.outside import Outside

KIND = "dubbing.project"
RULE = "dubbing/project/{0}/{0}.rego"


@pytest.fixture(params=["here", "outside"])
def engine(request):
    outside = Outside(EngineLimits(), lambda _plugin: False) if request.param == "outside" else None
    made = EmbeddedEngine(outside)
    yield made
    made.close()


@pytest.fixture
def printed(engine, program, capsys):
    def run(policies, *documents, libraries=MappingProxyType({})):
        answers = engine.load([program(policies, libraries)]).ask(
            KIND, [json.dumps({"document": each}) for each in documents]
        )()
        assert len(answers) == len(documents)
        return capsys.readouterr().err.splitlines()

    return run


def test_it_is_shown_with_place_and_rule_and_does_nothing_to_a_terminal(printed):
    text = 'deny contains 1 if {\n\tprint("v:", input.document, input.nothing)\n\tfalse\n}'
    hostile = "\x1b[2J\n::error::owned\n::set-output name=a::b"
    assert printed({"prints": text}, hostile) == [
        f"{RULE.format('prints')}:4:2: dubbing.project.prints: print: "
        "v: \\x1b[2J\\n::error::owned\\n::set-output name=a::b <undefined>"
    ]


def test_in_a_helper_it_has_no_rule(printed):
    library = 'seen(x) := x if {\n\tprint("seen", x)\n}'
    text = "import data.dubbing.lib.look\n\ndeny contains 1 if {\n\tsome x in input.document\n\tlook.seen(x)\n}"
    assert set(printed({"uses": text}, [1, 2], libraries={"look": library})) == {
        f"dubbing/lib/look/look.rego:4:2: print: seen {number}" for number in (1, 2)
    }


def test_where_a_line_prints_twice_there_is_no_column(printed):
    text = 'deny contains 1 if { print("a"); print("b"); false }'
    place = f"{RULE.format('twice')}:3: dubbing.project.twice: print:"
    assert printed({"twice": text}, 1) == [f"{place} a", f"{place} b"]


def test_the_place_is_that_of_the_policy_where_the_engine_has_another_text(printed):
    text = (
        "_unused := [\n\t1\n]\n\n"
        'deny contains {"file": track.file} if {\n\tsome track in input.document\n\tnot startswith(track.file, "x")\n'
        '\tprint("track", track)\n}'
    )
    assert printed({"moved": text}, [{"file": "a"}]) == [
        f'{RULE.format("moved")}:10:2: dubbing.project.moved: print: track {{"file": "a"}}'
    ]


def test_a_rule_that_fails_prints_once(printed):
    text = 'deny contains 1 if {\n\tprint("before")\n\ttime.parse_rfc3339_ns(input.document) == 1\n}'
    place = f"{RULE.format('fails')}:4:2: dubbing.project.fails: print:"
    assert printed({"fails": text, "other": "deny contains 1"}, "x") == [f"{place} before"]


def test_a_rule_beside_one_that_fails_prints_what_it_does_alone(printed):
    fails = "deny contains 1 if time.parse_rfc3339_ns(input.document) == 1"
    text = 'applies if print("here")\n\ndeny contains 1 if {\n\tprint("found")\n\tfalse\n}'
    place = f"{RULE.format('{0}')}:{{1}}: dubbing.project.{{0}}: print: {{2}}"
    expected = [
        place.format(name, place_, said)
        for name in ("after", "before")
        for place_, said in (("3:12", "here"), ("6:2", "found"))
    ]
    assert sorted(printed({"before": text, "fails": fails, "after": text}, "x")) == expected


def test_it_ends_after_a_thousand_lines_for_each_artifact(printed):
    text = "deny contains 1 if {\n\tsome x in numbers.range(1, 1500)\n\tprint(x)\n\tfalse\n}"
    lines = printed({"many": text}, 1, 2)
    place = f"{RULE.format('many')}:5:2: dubbing.project.many: print:"
    each = [*(f"{place} {number}" for number in range(1, 1001)), "print: … (+500)"]
    assert lines == each * 2


def test_a_long_text_is_cut(printed):
    (line,) = printed({"long": "deny contains 1 if {\n\tprint(input.document)\n\tfalse\n}"}, "x" * 5000)
    assert line.endswith("… (+3000)")
    assert len(line) < 2200
