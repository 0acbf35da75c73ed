"""What changes in documents that pass is noticed, or somebody has written why it need not be."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml
from mutating import AS_OF, LAUNCH, Pack, reasons

from adjudge.plugins.authoring.vacuity.mutants import ITEMS, Mutant, mutants
from adjudge.plugins.authoring.vacuity.reasons import (
    Indifference,
    read_reasons,
    skeleton,
    told,
    unnoticed,
    weighed,
    written,
)

SAMPLE, SEED = 40, 20261129


@pytest.mark.slow
def test_a_sample_of_changes_in_the_launch_pack_is_noticed_or_has_a_reason():
    with Pack(LAUNCH, AS_OF) as pack:
        fitting = [mutant for mutant in pack.mutants() if pack.fits(mutant)]
        drawn = random.Random(SEED).sample(fitting, SAMPLE)  # the same ones every time
        left = list(unnoticed(drawn, fits=pack.fits, passes=pack.passes))
    assert len(fitting) > 20 * SAMPLE
    assert [str(mutant) for mutant in weighed(left, reasons()).unexplained] == []
    assert len(left) < SAMPLE, "nothing is noticed at all"


def test_each_document_of_the_launch_pack_is_changed_whatever_its_kind_and_what_lies_beside_a_file_too():
    written_anew = (".yaml", ".json", ".jsonl")
    with Pack(LAUNCH, AS_OF) as pack:
        changed = set(pack.documents)
    assert changed == {file.relative_to(LAUNCH).as_posix() for end in written_anew for file in LAUNCH.rglob(f"*{end}")}


def test_every_reason_is_a_sentence_about_a_kind_of_ours():
    assert all(reason.kind == "*" or reason.kind.count(".") == 1 for reason in reasons())
    assert len({reason[:3] for reason in reasons()}) == len(reasons())


# --- the changes ----------------------------------------------------------------------------------------------------

SCHEMA: dict[str, Any] = {
    "properties": {
        "form": {"$ref": "#/$defs/form"},
        "parts": {"items": {"anyOf": [{"type": "null"}, {"properties": {"role": {"enum": ["a", "b", "c"]}}}]}},
        "more": {"additionalProperties": {"enum": ["x", "y"]}},
    },
    "$defs": {"form": {"enum": ["paper", "screen", None]}},
}


def changes(document: Any) -> dict[str, list[tuple[str, Any]]]:
    found: dict[str, list[tuple[str, Any]]] = {}
    for mutant in mutants(document, SCHEMA, kind="a.b", file="x.yaml"):
        found.setdefault(mutant.pointer, []).append((mutant.change, mutant.document))
    return found


def names(document: Any) -> dict[str, list[str]]:
    return {pointer: [change for change, _ in found] for pointer, found in changes(document).items()}


@pytest.mark.parametrize(
    ("value", "made"),
    [
        (True, {"null": None, "flipped": False}),
        (7, {"null": None, "zero": 0, "less": 6, "more": 71}),
        ("words", {"null": None, "empty": "", "blank": "\u200b", "other": "words-2"}),
        ("2024-02-29", {"null": None, "empty": "", "blank": "\u200b", "earlier": "2023-02-28", "later": "2025-02-28"}),
        (
            "2026-03-02T10:00:00+08:00",
            {
                **{"null": None, "empty": "", "blank": "\u200b"},
                **{"earlier": "2025-03-02T10:00:00+08:00", "later": "2027-03-02T10:00:00+08:00"},
            },
        ),
        ("0" * 64, {"null": None, "empty": "", "blank": "\u200b", "digest": "1" + "0" * 63}),
        (None, {}),
        ({}, {"null": None}),
        ([], {"null": None}),
    ],
    ids=str,
)
def test_a_value_is_taken_away_nulled_emptied_blanked_or_contradicted(value: Any, made: dict[str, Any]):
    found = changes({"kind": "a.b", "a/b": value})
    assert found == {
        "/a~1b": [
            ("absent", {"kind": "a.b"}),
            *((change, {"kind": "a.b", "a/b": other}) for change, other in made.items()),
        ]
    }


def test_what_is_enumerated_takes_each_other_value():
    assert names({"form": "paper"})["/form"] == ["absent", "null", "other: screen", "empty", "blank"]
    assert "other: c" in names({"parts": [{"role": "a"}]})["/parts/0/role"]
    assert "other: y" in names({"more": {"any": "x"}})["/more/any"]


def test_lists_and_mappings_are_emptied_and_gone_through():
    found = names({"parts": [{"role": "a"}, {"role": "b"}, {"role": "c"}, {"role": "a"}]})
    assert found["/parts"] == ["absent", "null", "empty"]
    assert {pointer for pointer in found if pointer.count("/") == 2} == {"/parts/0", "/parts/1", "/parts/3"}
    assert ITEMS == 2


def test_only_one_thing_changes_and_the_document_stays():
    document = {"parts": [{"role": "a"}, {"role": "b"}], "form": "paper"}
    found = changes(document)
    assert dict(found["/parts/0"])["absent"] == {"parts": [{"role": "b"}], "form": "paper"}
    assert dict(found["/parts/1/role"])["other: a"] == {"parts": [{"role": "a"}, {"role": "a"}], "form": "paper"}
    assert document == {"parts": [{"role": "a"}, {"role": "b"}], "form": "paper"}


# --- the reasons ----------------------------------------------------------------------------------------------------


def mutant(pointer: str, change: str, kind: str = "a.b") -> Mutant:
    steps = tuple(int(step) if step.isdecimal() else step for step in pointer.split("/")[1:])
    return Mutant(kind, "x.yaml", 0, steps, change, {})


@pytest.mark.parametrize(
    ("reason", "covered"),
    [
        (("a.b", "/parts/*/role", ("other",)), True),
        (("a.b", "/parts/*/role", ("other: c",)), True),
        (("a.b", "/parts/**", ("*",)), True),
        (("*", "/**", ("absent", "other")), True),
        (("a.b", "/parts/*/role", ("other: b",)), False),
        (("a.b", "/parts/*/role", ("absent",)), False),
        (("a.b", "/parts/*", ("other",)), False),
        (("a.b", "/parts/0/role", ("other",)), False),
        (("a.c", "/parts/*/role", ("other",)), False),
    ],
    ids=str,
)
def test_a_reason_is_about_a_kind_a_place_and_changes(reason: tuple[Any, ...], covered: bool):
    assert Indifference(*reason, "Why.").covers(mutant("/parts/0/role", "other: c")) is covered


def test_what_has_no_reason_and_what_no_change_needs_are_told():
    left = [mutant("/a", "absent"), mutant("/b", "null"), mutant("/c/1", "other: x")]
    given = [Indifference("a.b", "/a", ("absent",), "Why."), Indifference("a.b", "/gone", ("*",), "Why.")]
    outcome = weighed(left, given)
    assert [str(each) for each in outcome.unexplained] == ["x.yaml#1/b: null", "x.yaml#1/c/1: other: x"]
    assert outcome.idle == given[1:]
    assert [str(each) for each in told(outcome)] == [
        "a.b: nothing notices x.yaml#1/b: null",
        "a.b: nothing notices x.yaml#1/c/1: other: x",
        "no change needs this reason any more: a.b /gone (*)",
    ]


def test_a_mutant_that_the_schema_refuses_is_not_judged():
    left = [mutant("/a", "absent"), mutant("/b", "null"), mutant("/c", "null")]
    asked: list[Mutant] = []

    def passes(each: Mutant) -> bool:
        asked.append(each)
        return each.pointer == "/c"

    assert list(unnoticed(left, fits=lambda each: each.change == "null", passes=passes)) == left[2:]
    assert asked == left[1:]


def test_reasons_are_written_as_they_are_read():
    given = [
        Indifference("*", "/a b/*", ("other: x", "null"), "A sentence: with signs."),
        Indifference("a.b", "/c", ("*",), "Why."),
    ]
    given.append(Indifference("a.b", "/d", ("*",), "Why."))
    text = written(given)
    assert text.count("- kind:") == 2, "the same of the same changes is one entry"
    assert read_reasons(yaml.safe_load(text)) == given


def test_a_skeleton_has_each_place_once_and_is_refused_until_somebody_writes():
    left = [mutant("/a/0", "absent"), mutant("/a/1", "other: x"), mutant("/a/1", "other: y"), mutant("/b", "null")]
    text = written(skeleton(left))
    assert [each["pointers"] for each in yaml.safe_load(text)] == [["/a/*"], ["/b"]]
    assert [each["changes"] for each in yaml.safe_load(text)] == [["absent", "other"], ["null"]]
    with pytest.raises(ValueError, match="a sentence"):
        read_reasons(yaml.safe_load(text))


@pytest.mark.parametrize("entry", [{"changes": []}, {"pointers": []}, {"reason": "no sentence"}, {"more": 1}], ids=str)
def test_a_reason_that_says_nothing_is_refused(entry: dict[str, Any]):
    whole = {"kind": "a.b", "pointers": ["/a"], "changes": ["*"], "reason": "Why."}
    assert len(read_reasons([whole])) == 1
    with pytest.raises(ValueError, match="a sentence"):
        read_reasons([{**whole, **entry}])
