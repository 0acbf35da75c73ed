"""A finding keeps its fingerprint when things move, and gets another when what was judged is another."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.lib.documents import Place
from adjudge.lib.fingerprint import Fingerprint, Fingerprints, of_error, of_problem
from adjudge.model import Finding, Outcome, Problem, Verdict

SCHEMA = {
    "type": "object",
    "properties": {
        "dishes": {
            "type": "array",
            "x-adjudge-key": "name",
            "items": {"$ref": "#/$defs/dish"},
        },
        "tables": {"type": "array", "items": {"type": "object"}},
        "words": {"type": "array", "items": {"type": "string"}},
    },
    "allOf": [{"properties": {"guests": {"items": {"properties": {"id": {}}}, "x-adjudge-key": "id"}}}],
    "additionalProperties": {"type": "array", "x-adjudge-key": "sku"},
    "$defs": {
        "dish": {
            "type": "object",
            "properties": {"name": {}, "parts": {"type": "array", "x-adjudge-key": "id", "items": {"type": "object"}}},
        }
    },
}
DOCUMENT = {
    "dishes": [
        {"name": "soup", "parts": [{"id": 1, "grams": 20}, {"id": 2, "grams": 5}]},
        {"name": 'a ]"b', "parts": []},
    ],
    "tables": [{"seats": 4}, {"seats": 2}],
    "words": ["salt", "salt", "x" * 99],
    "guests": [{"id": "g1"}],
    "extras": [{"sku": "42"}, {"sku": 42}],
    "odd name": {"a.b": 1},
}


def finding(*path: str | int, rule: str = "catering.menu.salt", line: int = 1, **more: Any) -> Finding:
    message = {"en": "too salty"}
    return Finding(
        rule=rule, **{"severity": "high", "place": Place(line=line, column=1), "message": message, "path": path, **more}
    )


def verdict(document: Any, *findings: Finding, path: str = "a.menu.yaml", **more: Any) -> Verdict:
    outcomes = (Outcome(rule="catering.menu.salt", outcome="denied", findings=findings),)
    file = path.partition("#")[0]
    given = {"kind": "catering.menu", "sha256": "ab" * 32, "size": 1, "schema": SCHEMA, **more}
    return Verdict(path=path, file=file, verdict="deny", outcomes=outcomes, document=document, **given)


def one(document: Any, *path: str | int, **more: Any) -> Fingerprint:
    return Fingerprints().of(verdict(document, finding(*path, **more)))[0][0]


def changed(change: Any) -> Any:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return document


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ((), ""),
        (("dishes",), "dishes"),
        (("dishes", 0, "name"), "dishes[name=soup].name"),
        (("dishes", 0, "parts", 1, "grams"), "dishes[name=soup].parts[id=2].grams"),
        (("dishes", 1), 'dishes[name="a ]\\"b"]'),
        (("words", 0), 'words["salt"]'),
        (("guests", 0, "id"), "guests[id=g1].id"),
        (("extras", 0), 'extras[sku="42"]'),
        (("extras", 1), "extras[sku=42]"),
        (("odd name", "a.b"), '["odd name"]["a.b"]'),
        (("dishes", 7, "name"), "dishes[].name"),
        (("dishes", "soup", 0), "dishes.soup[]"),
    ],
)
def test_the_way_names_items_by_their_key(path, way):
    assert Fingerprints().way(verdict(DOCUMENT), finding(*path)) == way


@pytest.mark.parametrize("path", [("tables", 1), ("words", 2)])
def test_an_item_without_a_key_is_named_by_its_content(path):
    way = Fingerprints().way(verdict(DOCUMENT), finding(*path))
    assert way.startswith(f"{path[0]}[sha256=")
    assert str(path[1]) not in way.partition("[")[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("dishes", 0, "parts", 0), ("dishes", 1, "parts", 1)),
        (("tables", 0), ("tables", 1)),
        (("guests", 0), ("guests", 1)),
    ],
)
def test_what_comes_before_it_changes_nothing(before, after):
    def insert(document: Any) -> None:
        document["dishes"][0]["parts"].insert(0, {"id": 3})
        for name in ("dishes", "tables", "guests"):
            document[name].insert(0, {"name": "bread", "id": "g0", "seats": 9})

    assert one(DOCUMENT, *before, line=3) == one(changed(insert), *after, line=30)


def test_texts_lines_severities_and_levels_play_no_part():
    same = {"severity": "low", "place": Place(line=9, column=9, file="b"), "message": {"en": "!"}, "level": "warn"}
    assert one(DOCUMENT, "dishes", 0) == one(DOCUMENT, "dishes", 0, **same)


def test_content_that_changes_changes_the_content_alone():
    def salt(document: Any) -> None:
        document["dishes"][0]["parts"][0]["grams"] = 21

    before, after = one(DOCUMENT, "dishes", 0, "parts", 0), one(changed(salt), "dishes", 0, "parts", 0)
    assert (before.place, before.content != after.content) == (after.place, True)
    untouched = ("dishes", 0, "parts", 1)
    assert one(DOCUMENT, *untouched) == one(changed(salt), *untouched)


def test_details_are_content_whatever_the_order_of_their_keys():
    plain = one(DOCUMENT, "dishes", 0)
    one_way, other = ({"word": "salt", "at": [1]}, {"at": [1], "word": "salt"})
    assert one(DOCUMENT, "dishes", 0, details=one_way) == one(DOCUMENT, "dishes", 0, details=other)
    assert one(DOCUMENT, "dishes", 0, details=one_way).place == plain.place
    assert one(DOCUMENT, "dishes", 0, details=one_way).content != plain.content


def test_another_artifact_rule_code_or_way_is_another_place():
    def place(path: str = "a.menu.yaml", **more: Any) -> str:
        steps = more.pop("steps", ("dishes", 0))
        return Fingerprints().of(verdict(DOCUMENT, finding(*steps, **more), path=path))[0][0].place

    places = [place(), place("b.menu.yaml"), place(rule="catering.menu.sugar"), place(code="late"), place(steps=())]
    assert len(set(places)) == len(places)


def test_what_is_missing_has_the_content_of_its_nearest_ancestor():
    missing, parent = one(DOCUMENT, "dishes", 0, "label", "at"), one(DOCUMENT, "dishes", 0)
    assert (missing.content, missing.place != parent.place) == (parent.content, True)


def test_equal_findings_are_told_apart_and_a_new_one_is_new():
    twice = [finding("words", 0), finding("words", 1)]
    first, second = Fingerprints().of(verdict(DOCUMENT, *twice))[0]
    assert (first.place == second.place, first.content != second.content) == (True, True)
    assert Fingerprints().of(verdict(DOCUMENT, *twice))[0] == (first, second)
    assert one(DOCUMENT, "words", 0) == first


RECORD = {**SCHEMA, "x-adjudge-key": "id"}


def records(*documents: Any, schema: Any = RECORD, digests: str = "abcdef") -> list[Fingerprint]:
    fingerprints = Fingerprints()
    return [
        fingerprints.of(
            verdict(document, finding("name"), path=f"a.jsonl#{number}", schema=schema, sha256=digest * 64)
        )[0][0]
        for number, (document, digest) in enumerate(zip(documents, digests, strict=False), 1)
    ]


def test_a_record_is_named_by_its_key_or_its_content_never_by_its_number():
    soup, bread = {"id": 1, "name": "soup"}, {"id": 2, "name": "bread"}
    assert records(soup)[0] == records(bread, soup)[1]
    assert records(soup)[0].place == records({**soup, "name": "stew"}, digests="b")[0].place
    assert records(soup, schema=SCHEMA, digests="a")[0] == records(bread, soup, schema=SCHEMA, digests="ba")[1]
    assert records(soup, schema=SCHEMA, digests="a")[0].place != records(soup, schema=SCHEMA, digests="b")[0].place


def test_equal_records_are_told_apart_and_asking_again_changes_nothing():
    soup = {"id": 1, "name": "soup"}
    assert len(set(records(soup, soup, soup))) == 3
    fingerprints, known = Fingerprints(), verdict(soup, finding("name"), path="a.jsonl#4", schema=RECORD)
    assert fingerprints.of(known) == fingerprints.of(known)
    assert fingerprints.subject(known) == "a.jsonl[id=1]"


def test_a_record_that_cannot_be_read_has_nothing_but_its_number():
    assert Fingerprints().subject(verdict(None, path="a.jsonl#4", sha256=None, schema={})) == "a.jsonl#4"


def test_without_a_document_the_way_is_what_it_says():
    legal = verdict(None, finding("params", "identity", "months"), schema={}, path="adjudge.toml")
    assert Fingerprints().way(legal, legal.outcomes[0].findings[0]) == "params.identity.months"
    assert Fingerprints().of(legal)[0][0].place


def test_errors_and_problems_have_one_identity_each_whatever_they_say():
    broken = verdict(DOCUMENT)
    quiet, loud = (Outcome(rule="catering.menu.salt", outcome="error", note=note) for note in ("a", "b"))
    assert of_error(broken, quiet) == of_error(broken, loud)
    assert of_problem(Problem(message="a"), broken) == of_problem(Problem(message="b"), broken)
    assert of_problem(Problem(message="a")) != of_problem(Problem(message="b"))
    assert len({of_error(broken, quiet), of_problem(Problem(message="a"), broken)}) == 2


def test_a_schema_that_refers_to_itself_ends():
    tree = {
        "properties": {"below": {"x-adjudge-key": "id", "items": {"$ref": "#"}}},
        "anyOf": [{"$ref": "#/$defs/a~1b"}],
    }
    tree["$defs"] = {"a/b": {"required": ["id"]}}
    document = {"id": 1, "below": [{"id": 2, "below": [{"id": 3}]}]}
    known = verdict(document, schema=tree)
    assert Fingerprints().way(known, finding("below", 0, "below", 0)) == "below[id=2].below[id=3]"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
steps = st.lists(st.text() | st.integers(min_value=-3, max_value=9) | st.sampled_from(sorted(DOCUMENT)), max_size=4)


@given(values | st.just(DOCUMENT), steps, st.dictionaries(st.text(), values))
def test_any_document_path_and_details_have_one(document, path, details):
    found = one(document, *path, details=details)
    assert [len(part) for part in found[:2]] == [40, 40]
    assert found == one(copy.deepcopy(document), *path, details=details)
