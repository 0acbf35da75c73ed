"""Formats are asserted, by both validators, and adjudge never accepts what one of them refuses."""

from __future__ import annotations

from collections.abc import Iterator

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from adjudge.lib.errors import PolicyError
from adjudge.lib.schema import Validator, check_schema
from adjudge.lib.schema.formats import EXAMPLES

GOOD = {
    "date": ["2026-01-31", "2024-02-29", "0001-01-01", "9999-12-31"],
    "date-time": ["2026-01-31T10:20:30Z", "2026-01-31T00:00:00.123456789+08:00", "2024-02-29T23:59:59-00:00"],
    "duration": ["P6M", "P1Y2M3DT4H5M6S", "PT0S", "P4W"],
    "email": ["a@example.org", "first.last+tag@sub.example.org", "x@localhost"],
    "hostname": ["example.org", "a-b.c", "localhost"],
    "ipv4": ["192.0.2.1", "0.0.0.0", "255.255.255.255"],
    "ipv6": ["::", "2001:db8::1", "::ffff:192.0.2.1"],
    "json-pointer": ["", "/a/b~0~1", "/0"],
    "uri": ["https://example.org/a?b=c#d", "urn:isbn:123", "https://[2001:db8::1]:8080/%E4%B8%AD"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
}
BAD = {
    "date": [
        "nonsense",
        "",
        "2026-1-31",
        "2026-02-30",
        "2023-02-29",
        "20260131",
        "2026-W05-6",
        "2026-01-31\n",
        "202.-01-31",
        "0000-01-01",
        "２０２６-01-31",
    ],
    "date-time": [
        "nonsense",
        "2026-01-31",
        "2026-01-31T10:20:30",
        "2026-01-31 10:20:30Z",
        "2026-01-31T24:00:00Z",
        "2026-02-30T10:20:30Z",
        "2026-01-31T10:20:60Z",
        "2026-01-31t10:20:30z",
        "2026-01-31T10:20:30+08",
        "2026-01-31T10:20:30+24:00",
        "2026-01-31T1*:20:30Z",
        "2026-01-31T10:20:30Z\n",
    ],
    "duration": ["nonsense", "P", "PT", "6M", "P-6M", "P1D2H", "P1.5D", "P1W2D"],
    "email": [
        "nonsense",
        "@",
        "foo@",
        "@example.org",
        "a@b@example.org",
        "A B <a@example.org>",
        "a..b@example.org",
        "a@example.org\n",
    ],
    "hostname": ["", "-a", "a-", "a_b", "a..b", "a b", f"{'a' * 64}.org"],
    "ipv4": ["nonsense", "256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "0x1.2.3.4", "1.2.3.4/24"],
    "ipv6": ["nonsense", "1::2::3", "12345::", "::g", "fe80::1%eth0", "1:2:3:4:5:6:7"],
    "json-pointer": ["a", "#/a", "/~", "/~2"],
    "uri": [
        "nonsense",
        "//example.org",
        "/path",
        "https://example.org/a b",
        "https://例子.org",
        "https://a/%zz",
        "https://a/\n",
    ],
    "uuid": [
        "nonsense",
        "123e4567e89b12d3a456426614174000",
        "123e4567-e89b-12d3-a456-42661417400",
        "123e4567-e89b-12d3-a456-42661417400g",
        "{123e4567-e89b-12d3-a456-426614174000}",
    ],
}
LAXER = {
    "duration": "jsonschema takes P1Y2D",
    "email": "jsonschema takes whatever has an @",
    "hostname": "jsonschema takes a final dot and broken punycode",
    "uuid": "jsonschema takes digits of other scripts",
    "date-time": "jsonschema takes a final line break",
    "uri": "jsonschema takes a final line break",
}
"""Formats in which jsonschema accepts more than adjudge; harmless, since the explanation asks adjudge's test."""


@pytest.fixture
def reference() -> FormatChecker:
    """Return jsonschema's own tests of formats; without its helpers it accepts `date-time: nonsense`."""
    checker = Draft202012Validator.FORMAT_CHECKER
    missing = EXAMPLES.keys() - checker.checkers.keys()
    if missing:
        pytest.skip(f"jsonschema has no test of {', '.join(sorted(missing))}: install its helpers (group test)")
    return checker


def neighbours(text: str) -> Iterator[str]:
    """Yield every string that is one character away, over ASCII and some of what looks like it."""
    signs = [*map(chr, range(128)), "０", "٣", "é", "\u200b", "\u3000", "🎉"]
    for at in range(len(text) + 1):
        yield text[:at] + text[at + 1 :]
        for sign in signs:
            yield text[:at] + sign + text[at:]
            yield text[:at] + sign + text[at + 1 :]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_that_messages_show_is_valid(name: str) -> None:
    assert Validator({"format": name}, "s.json").is_valid(EXAMPLES[name])


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in GOOD.items() for text in texts])
def test_a_good_value_is_accepted_and_needs_no_explanation(name: str, text: str) -> None:
    validator = Validator({"format": name}, "s.json")
    assert validator.is_valid(text)
    assert validator.errors(text) == []


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_a_bad_value_is_refused_and_explained(name: str, text: str) -> None:
    validator = Validator({"format": name}, "s.json")
    assert not validator.is_valid(text)
    assert [error.keyword for error in validator.errors(text)] == ["format"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_both_libraries_assert_the_format(name: str, reference: FormatChecker) -> None:
    library = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)
    assert all(library.is_valid(text) and reference.conforms(text, name) for text in GOOD[name])
    assert not library.is_valid("\x00 nonsense")
    assert not reference.conforms("\x00 nonsense", name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_accepted_is_accepted_by_both_libraries(name: str, reference: FormatChecker) -> None:
    validator = Validator({"format": name}, "s.json")
    library = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)
    laxer = False
    for good in GOOD[name]:
        for text in neighbours(good):
            if validator.is_valid(text):
                assert reference.conforms(text, name), text
                assert library.is_valid(text), text
            else:
                laxer = laxer or reference.conforms(text, name)
    assert not laxer or name in LAXER


@pytest.mark.parametrize("name", ["regex", "time", "iri", "idn-email", "uri-reference", "color", "Date"])
def test_a_format_that_is_not_asserted_alike_is_refused(name: str) -> None:
    with pytest.raises(PolicyError, match="not asserted"):
        check_schema({"type": "string", "format": name}, "s.json")
