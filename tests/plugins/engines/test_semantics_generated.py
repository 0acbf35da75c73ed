"""Generated policies over documents in which any field may be missing mean the same to both engines.

Every generated policy is one that OPA accepts: its variables are bound, and its values have the types that calls want.
"""

from __future__ import annotations

import json
from contextlib import closing
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from samples import share

from adjudge.lib.errors import EngineError, PolicyError, PolicyErrors, UnlistedError
from adjudge.plugins.engines.embedded.engine import EmbeddedEngine
from adjudge.plugins.engines.opa.engine import OpaEngine

HELPERS = """
deny contains {"got": [each | each := got]}

name := input.document.name

labels contains track.label if some track in input.document.tracks

kinds[track.label] := "k" if some track in input.document.tracks

by_kind[track.kind] contains track.label if some track in input.document.tracks

by_step[i].label := track.label if some i, track in input.document.tracks

first(t) := t.label

second(t) := t.xs[1] if t.n > 0 else := t.kind if t.on else := "z"

third(t) := false if {
	t.n == 0
} else if {
	t.on
} else if t.label

default fourth(_) := "none"

fourth(t) := t.kind if not t.on

good(t) if t.n > 1

all_x(xs) if every x in xs { x == "x" }

worded(text) if text in {"x", "配"}

"""
FIELDS = ["label", "kind", "n", "on", "xs", "o"]
NOTHING: frozenset[str] = frozenset()
TRACK = frozenset({"t"})


class Writer:
    """Writes expressions over ``variables``: t is a track, all others are texts."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.choose = random.choice

    # --- values -----------------------------------------------------------------------------------------------------

    def text(self, variables, depth):
        simple = ['"x"', '"y"', "`配`", "input.document.name", "name", *sorted(variables - TRACK)]
        if "t" in variables:
            simple += ["t.label", 't["kind"]', "t.o.k", "t.xs[0]", "first(t)", "second(t)", "fourth(t)"] * 2
        form = self.choose(
            [
                "",
                "",
                "upper(A)",
                "kinds[A]",
                'concat("", [A, B])',
                '{"x": "y", "y": "x", "配": "y"}[A]',
                'object.get(input.document, "name", A)',
            ]
        )
        if not depth or not form:
            return self.choose(simple)
        return form.replace("A", self.text(variables, depth - 1)).replace("B", self.text(variables, depth - 1))

    def number(self, variables, depth):
        form = self.choose(["", "", "count(L)", "(N + 1)", "N - 1"])
        if not depth or not form:
            return self.choose(["0", "1", "input.document.n", *(["t.n"] * 2 if "t" in variables else [])])
        if "L" in form:
            return form.replace("L", self.many(variables, depth - 1))
        return form.replace("N", self.number(variables, depth - 1))

    def many(self, variables, depth):
        """Write an array, a set or an object of texts."""
        form = self.choose(["", "", "[A, B]", "{A}", "[w | C]", "{D | C}"])
        if not depth or not form:
            own = ["t.xs", "by_kind[t.label]", "t.o", "t.label", "t.n"] if "t" in variables else []
            return self.choose(["input.document.names", "labels", "[]", *own])
        name = f"w{depth}"
        inside = variables | {name}
        search = f"some {name} in {self.many(variables, depth - 1)}; {self.condition(inside, depth - 1)}"
        parts = {
            "A": self.text(variables, depth - 1),
            "B": self.text(variables, depth - 1),
            "C": search,
            "D": self.text(inside, depth - 1),
            "w": name,
        }
        return "".join(parts.get(character, character) for character in form)

    def value(self, variables, depth):
        text, other = self.text(variables, depth), self.text(variables, depth)
        number, many = self.number(variables, depth), self.many(variables, depth)
        return self.choose(
            [
                text,
                number,
                many,
                f'{{"l": {text}, "n": {number}}}',
                f"{{{text}: {number}}}",
                f"({text} in {many})",
                f"{text} in {many}",
                f'{{\n\t\t"l": {text}, # 配音\n\t\t"m": [{other}],\n\t}}',
                f"[{number}, {text}]",
            ]
        )

    # --- conditions -------------------------------------------------------------------------------------------------

    def plain(self, variables, depth):
        """Write what is true, false or undefined, and may be negated."""
        text, other = self.text(variables, depth), self.text(variables, depth)
        number, less = self.number(variables, depth), self.number(variables, depth)
        many = self.many(variables, depth)
        forms = [
            text,
            f"{text} == {other}",
            f"{text} != {other}",
            f"{text} = {other}",
            f"{number} > {less}",
            f"{number} <= {less}",
            f"{number} == {less}",
            f"startswith({text}, {other})",
            f"worded({text})",
            f"{text} in {many}",
            f"input.document.names == [{text}]",
            f"[{text}, {number}] == [{other}, {less}]",
            f'{{"a": {text}}}',
            f'{{"a": {text}}} == {{"a": {other}}}',
        ]
        if "t" in variables:
            forms += [
                "t.on",
                "good(t)",
                "third(t)",
                "third(t) == false",
                "all_x(t.xs)",
                "all_x(t.label)",
                "t.xs[t.n]",
                "t.o[t.label]",
                "by_step[t.n]",
                't.o == {"k": t.label}',
            ]
            forms += ["input.document.tracks[t.n].label", "is_null(t.label)", "t.on == false", "t.label in t.xs"]
        if depth:
            inside = f"{text} in {many}"
            forms += [f"({inside}) == {self.choose(['true', 'false'])}", f"is_boolean(({inside}))"]
            forms.append(f"count([1 | {self.condition(variables, depth - 1)}]) == 0")
        return self.choose(forms)

    def condition(self, variables, depth):
        """Write a literal that binds nothing."""
        form = self.choose(["", "not ", "not ", "every"])
        if form == "every" and depth:
            name = f"e{depth}"
            body = self.condition(variables | {name}, depth - 1)
            return f'every {name} in {self.many(variables, depth - 1)} {{ {name} != "q"; {body} }}'
        ending = self.choose(["", "", "", ' with input.document.name as "x"', " with input.document as {}"])
        return f"{form if form != 'every' else ''}{self.plain(variables, depth)}{ending}"

    # --- rules ------------------------------------------------------------------------------------------------------

    def policy(self):
        """Write a policy, one in three with the `not` that is true of whatever is undefined."""
        begin = self.choose(["import future.keywords.not\n\n", "", ""])
        return f"{begin}{HELPERS}{self.rule()}"

    def rule(self):
        """Write a rule ``got`` of any form, in whose body or head something may be undefined."""
        form = self.random.randrange(12)
        condition = self.condition(NOTHING, 2)
        if form == 0:
            return f"got contains {self.value(NOTHING, 1)} if {condition if condition[0].isalpha() else 'name'}"
        if form == 1:
            then, other = self.text(NOTHING, 1), self.text(NOTHING, 1)
            return f"got := {then} if {{\n\t{condition}\n}} else := {other} if {{ {self.condition(NOTHING, 1)} }}"
        begin = self.choose(
            [
                "some i, t in input.document.tracks",
                "t := input.document.tracks[i]",
                "some i\n\tt := input.document.tracks[i]",
                "some label in labels\n\tsome i\n\tt := input.document.tracks[i]\n\tlabel != t.kind",
            ]
        )
        if form == 2:
            own = TRACK | {"v"}
            head = f"f(t, v) := {self.value(own, 1)} if {{ {self.condition(own, 2)} }}"
            return f"{head} else := {self.text(own, 1)}\n\ngot contains [i, f(t, {self.text(TRACK, 0)})] if {{\n\t{begin}\n}}"
        variables, lines = TRACK, [begin]
        if self.choose([True, False]):
            lines.append(f"v := {self.text(TRACK, 1)}")
            variables = TRACK | {"v"}
        lines += [self.condition(variables, 2) for _ in range(self.random.randrange(3))]
        # A bracket that opens a line is refused: the embedded engine takes it for a call of what stands before.
        is_one_line = any(line[0] == "(" for line in lines)
        separators = ["; "] if is_one_line else ["; ", "\n\t", " # 配\n\t"]
        head = self.choose(
            [
                "contains VALUE",
                "contains VALUE",
                "contains VALUE",
                'contains "c"',
                "[i] := KEY",
                "[KEY] contains VALUE",
                "[i][KEY] contains i",
                "[KEY] := 1",
                "[i].z := VALUE",
            ]
        )
        key = self.text(variables, 1)
        key = key if key[0].isalpha() else "name"
        head = head.replace("VALUE", self.value(variables, 1)).replace("KEY", key)
        space = "" if head.startswith("[") else " "
        return f"got{space}{head} if {{\n\t{self.choose(separators).join(lines)}\n}}"

    # --- documents --------------------------------------------------------------------------------------------------

    def track(self):
        words = ["x", "y", "配"]
        whole = {
            "label": self.choose(words),
            "kind": self.choose(words),
            "n": self.random.randrange(3),
            "on": self.choose([True, False]),
            "xs": [self.choose(words) for _ in range(self.random.randrange(4))],
            "o": {key: self.choose(words) for key in ("k", "x") if self.choose([True, False])},
        }
        return {field: whole[field] for field in FIELDS if self.choose([True, True, False])}

    def document(self):
        whole = {"name": self.choose(["x", "y"]), "n": self.random.randrange(3), "names": ["x", "y"]}
        chosen = {field: whole[field] for field in whole if self.choose([True, False])}
        return {"tracks": [self.track() for _ in range(self.random.randrange(4))], **chosen}


def unordered(value):
    """Return a value so that sets, which come as lists, compare whatever their order."""
    if isinstance(value, list):
        return sorted(map(unordered, value), key=lambda each: json.dumps(each, sort_keys=True))
    return {key: unordered(each) for key, each in value.items()} if isinstance(value, dict) else value


def answers(session, program, documents):
    inputs = [json.dumps({"document": document}) for document in documents]
    return [
        {
            rule: str(said) if isinstance(said, EngineError) else unordered(dict(said))
            for rule, said in answer.rules.items()
        }
        for answer in session.ask(program.kind, inputs)()
    ]


def listed(program, texts):
    """Return a program of those texts that the embedded engine does not refuse, and its session."""
    try:
        loaded = program({f"r{place}": text for place, text in texts.items()})
        return texts, loaded, EmbeddedEngine().load([loaded])
    except PolicyError as error:
        errors = error.errors if isinstance(error, PolicyErrors) else [error]
    assert {type(each) for each in errors} == {UnlistedError}, errors
    refused = {each.rule.rpartition(".r")[2] for each in errors}
    return listed(program, {place: text for place, text in texts.items() if str(place) not in refused})


@share(0.2)
@given(random=st.randoms(use_true_random=True))
def test_generated_policies_mean_the_same_to_both_engines(random, program, opa_binary):
    writer = Writer(random)
    written = {place: writer.policy() for place in range(40)}
    documents = [writer.document() for _ in range(15)]
    texts, loaded, session = listed(program, written)
    assert len(texts) > len(written) / 2
    with closing(OpaEngine(opa_binary)) as opa:
        there = answers(opa.load([loaded]), loaded, documents)
    for document, here, expected in zip(documents, answers(session, loaded, documents), there, strict=True):
        for place, text in texts.items():
            name = f"{loaded.kind}.r{place}"
            # OPA stops where something before a call that fails is undefined: to say so is never a pass.
            is_loud = isinstance(here[name], str) and not isinstance(expected[name], str)
            assert is_loud or here[name] == expected[name], f"{text}\n{json.dumps(document, ensure_ascii=False)}"
