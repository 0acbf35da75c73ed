"""What a label's text is, however it was spoilt: the mistakes that services really make among them."""

from __future__ import annotations

import base64
import json

import pytest
from media_bytes import FIELDS, LABEL

from adjudge.plugins.media.reading.label import parse

QUOTED = json.dumps(LABEL)
WRAPPED = json.dumps({"AIGC": FIELDS})


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (LABEL, "object"),
        (f"  {LABEL}\n", "object"),
        (f"{LABEL}\0", "object"),
        (json.dumps(FIELDS, indent=2), "object"),
        (WRAPPED, "wrapped"),
        (QUOTED, "quoted"),
        (json.dumps(QUOTED), "quoted"),
        (json.dumps(WRAPPED), "quoted"),
        (json.dumps({"AIGC": LABEL}), "quoted"),
        (QUOTED[1:-1], "quoted"),
        (base64.b64encode(LABEL.encode()).decode(), "base64"),
        (base64.urlsafe_b64encode(LABEL.encode()).decode().rstrip("="), "base64"),
        (json.dumps(base64.b64encode(LABEL.encode()).decode()), "base64"),
    ],
)
def test_the_fields_are_read_in_any_of_these_forms(text, form):
    assert parse(text) == (form, FIELDS, ())


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (None, "broken"),
        ("", "empty"),
        (" \0", "empty"),
        ("[]", "other"),
        ("1", "other"),
        ('"AIGC"', "other"),
        ("null", "other"),
        (LABEL[:-1], "broken"),
        (LABEL + LABEL, "broken"),
        (LABEL.replace('"', "'"), "broken"),
        ('{"Label": NaN}', "broken"),
        ("%!s(MISSING)", "broken"),
        ("Label=1", "broken"),
        ("AAAAAAAAAAAA", "broken"),
        ("[" * 100_000, "broken"),
        ('{"a":' * 100_000, "broken"),
    ],
)
def test_what_has_no_fields_says_what_it_is(text, form):
    assert parse(text) == (form, None, ())


def test_a_key_that_is_there_twice_is_told_and_the_first_counts():
    assert parse('{"Label": "1", "Label": "2", "a": 1}') == ("object", {"Label": "1", "a": 1}, ("Label",))
    assert parse('{"AIGC": {"Label": "1", "Label": "2"}}').repeated == ("Label",)


@pytest.mark.parametrize("said", ["%!s(MISSING)", "AIGC_LABEL_TYPE_GENERATED", 1, None, ["1"], {"a": "1"}, 1.5, True])
def test_values_stay_what_they_are(said):
    assert parse(json.dumps({"Label": said})).fields == {"Label": said}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("9223372036854775808", "9223372036854775808"),
        ("1e999", "inf"),
        (r'"\ud800"', "?"),
        ('{"a":' * 17 + "{}" + "}" * 17, None),
    ],
)
def test_what_no_document_may_hold_becomes_text(written, read):
    from adjudge.lib.formats import plain

    fields = parse(f'{{"Label": {written}}}').fields
    assert plain(fields) == fields
    assert read is None or fields == {"Label": read}
