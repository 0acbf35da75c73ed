"""A capsule keeps where findings stand, in texts and in what is none."""

from __future__ import annotations

import json

import pytest

from adjudge import Finding, Outcome, Place, Verdict
from adjudge.lib.installed import package_root
from adjudge.lib.schema import Validator
from adjudge.plugins.attestation import capsule

PLACES = [Place(3, 7), Place(offset=0), Place(offset=1 << 40, box="moov/udta/meta/ilst")]


@pytest.mark.parametrize("place", PLACES)
def test_a_place_comes_back_as_it_was(place):
    kept = json.loads(json.dumps(capsule._spot(place)))
    assert capsule._place(None, *kept) == place
    assert capsule._place("a.wav", *kept) == place._replace(file="a.wav")


@pytest.mark.parametrize("place", PLACES)
def test_the_verdict_of_a_check_comes_back_as_it_was(place):
    finding = Finding(rule="release.whole", severity="high", place=place, message={"en": "odd"}, details={})
    outcome = Outcome(rule="release.whole", outcome="denied", findings=(finding,))
    kept = {"path": "a", "file": "a", "kind": None, "sha256": None, "size": None, "line": 1, "verdict": "deny"}
    again = capsule._closing({**kept, "outcomes": [json.loads(json.dumps(capsule._outcome(outcome)))]})
    assert isinstance(again, Verdict)
    assert again.outcomes[0].findings[0].place == place


@pytest.mark.parametrize("place", PLACES)
def test_the_schema_of_capsules_knows_such_places(place):
    schema = json.loads((package_root("adjudge.schemas") / "adjudge" / "capsule.json").read_text("utf-8"))
    artifact = next(part for part in _parts(schema) if "places" in part.get("properties", {}))["properties"]
    for name, value in (
        ("places", [[["labels", 0], *capsule._spot(place)]]),
        ("second_places", [["a.wav", ["labels", 0], None, *capsule._spot(place)]]),
    ):
        assert Validator(artifact[name], name).errors(value) == []


def _parts(value):
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from _parts(member)
    elif isinstance(value, list):
        for member in value:
            yield from _parts(member)
