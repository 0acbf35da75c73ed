"""Why a rule does not apply to a document: the field and its value, as the text of its ``applies`` shows it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from adjudge.lib.rego.inapplicable import Applicability, Inapplicable, Read
from adjudge.lib.rego.reads import Reads
from adjudge.lib.rego.rule import Module

HELPER = Module(
    file="shop/lib/wares/wares.rego",
    text="package shop.lib.wares\n\nsold contains i if {\n\tsome i, ware in input.document.wares\n\tware.sold\n}\n",
    plugin="shop",
)


def why(applies: str, document: object) -> Inapplicable | None:
    text = f"package shop.order.r\n\nimport data.shop.lib.wares\n\n{applies}\n\ndeny contains {{}} if wares.sold[0]\n"
    module = Module(file="shop/order/r/r.rego", text=text, plugin="shop")
    rule = SimpleNamespace(id="shop.order.r", heads=frozenset({"applies", "deny"}))
    return Applicability(rule, (module, HELPER)).why(document)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("applies", "document", "field"),
    [
        ("applies if input.document.public", {"public": False}, Read("public", (False,))),
        ("applies if input.document.scope.public", {"scope": {}}, Read("scope.public")),
        ("applies if input.document.scope.public", {}, Read("scope")),
        ('applies if input.document["a b"].c == 1', {"a b": {"c": 2}}, Read("a b.c", (2,))),
        ("applies if not input.document.public == false", {"public": False}, Read("public", (False,))),
        ('applies if input.document.genre == "news"', {"genre": "drama"}, Read("genre", ("drama",))),
        ("applies if input.document.n != 1", {"n": 1.0}, Read("n", (1.0,))),
        ('applies if input.document.genre in {"news", "talk"}', {"genre": "drama"}, Read("genre", ("drama",))),
        ("applies if not input.document.private", {"private": True}, Read("private", (True,))),
        ("applies if count(input.document.wares) > 0", {"wares": []}, Read("wares", entries=0)),
        ("applies if input.document.wares != []", {"wares": []}, Read("wares", entries=0)),
        (
            "applies if {\n\tinput.document.public # { of all\n\tcount(wares.sold) > 0\n}",
            {"public": False, "wares": [{"sold": True}]},
            Read("public", (False,)),
        ),
        ("applies if _open\n\n_open if input.document.public", {"public": False}, Read("public", (False,))),
        (
            "applies if { input.document.public; input.document.n == 1 }",
            {"public": True, "n": 2},
            Read("n", (2,)),
        ),
    ],
)
def test_a_line_of_its_own_that_fails_decides(applies: str, document: object, field: Read) -> None:
    assert why(applies, document) == Inapplicable((field,), decides=True)


def test_each_of_several_ways_to_apply_has_its_field() -> None:
    two = 'applies if input.document.holder == "firm"\n\napplies if input.document.code'
    assert why(two, {"holder": "person", "code": False}) == Inapplicable(
        (Read("holder", ("person",)), Read("code", (False,))), decides=True
    )
    assert why(two, {"holder": "person", "code": "x"}).decides is False  # it applies: nothing decides


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ({"wares": []}, (Read("wares", entries=0),)),
        ({"wares": [{"sold": False}, {"sold": False}]}, (Read("wares[].sold", (False,)),)),
        ({"wares": [{"id": 1}]}, (Read("wares[].sold"),)),
        ({}, (Read("wares"),)),
    ],
)
def test_what_no_line_decides_is_told_by_what_is_read(document: object, fields: tuple[Read, ...]) -> None:
    assert why("applies if count(wares.sold) > 0", document) == Inapplicable(fields, decides=False)


def test_a_line_that_holds_is_no_reason_and_values_are_few() -> None:
    applies = "applies if {\n\tinput.document.public\n\tsome ware in input.document.wares\n\tware.kind == 7\n}"
    wares = [{"kind": kind} for kind in (1, 2, 2, 3, 4)]
    assert why(applies, {"public": True, "wares": wares}) == Inapplicable(
        (Read("wares[].kind", (1, 2, 3)),), decides=False
    )


@pytest.mark.parametrize("applies", ["applies if input.facts.hits > 0", "applies if true", "applies := false"])
def test_what_reads_nothing_of_the_document_has_no_reason(applies: str) -> None:
    assert why(applies, {"public": True}) is None


def test_true_is_not_one_and_null_is_there() -> None:
    assert why("applies if input.document.n == 1", {"n": True}).fields == (Read("n", (True,)),)
    assert why("applies if not input.document.n", {"n": None}).fields == (Read("n", (None,)),)


def test_a_text_that_is_too_clever_shows_nothing_and_never_fails() -> None:
    for applies in ("applies if input.document[x] = y", "applies = input.document.a if true else := false", "applies"):
        found = why(applies, {"a": 1})
        assert found is None or not found.decides


def test_what_findings_read_of_related_artifacts_is_told_by_code() -> None:
    text = """package shop.order.r

deny contains {"code": "bytes", "path": []} if {
	some entry in input.related
	entry.sha256 == null
}

deny contains {"code": "judged", "path": []} if {
	some entry in input.related
	_bad(entry)
}

deny contains finding if {
	finding := {"code": "own"}
	input.document.x
}

_bad(entry) if entry.verdict == "deny"

_bad(entry) if not object.get(entry, "document", null)
"""
    reads = Reads([Module(file="shop/order/r/r.rego", text=text, plugin="shop")])
    assert reads.of_related("shop.order.r", "deny", "bytes") == frozenset()
    assert reads.of_related("shop.order.r", "deny", "judged") == {"verdict", "document"}
    assert reads.of_related("shop.order.r", "deny", "own") == frozenset()
    assert reads.of_related("shop.order.r", "warn", "judged") == frozenset()
    assert reads.of_related("shop.order.other", "deny", None) == frozenset()
