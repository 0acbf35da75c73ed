"""The formats that schemas may use, and how each is asserted.

A format is here when jsonschema_rs and the reference implementation assert it and neither accepts what the other refuses,
but for what is said below. Left out on purpose: ``regex`` (two dialects), ``iri`` and ``idn-*`` (the libraries differ),
``time`` (nothing in Rego reads one), ``uri-reference`` (any word is one).

``date`` and ``date-time`` are asserted here. jsonschema_rs 0.60 takes ``202.-01-31`` for a date: its digit test lets
six punctuation marks pass. And a date-time that RFC 3339 allows but ``time.parse_rfc3339_ns`` doesn't read (a leap
second, a lower-case ``t`` or ``z``) is refused, so that policies may rely on the schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

EXAMPLES: Mapping[str, str] = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T10:20:30+08:00",
    "duration": "P6M",
    "email": "name@example.org",
    "hostname": "api.example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "json-pointer": "/release/territories",
    "uri": "https://example.org/path",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
}
"""Each format of the allow-list with a value that satisfies it."""


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    clock = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    return (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})T{clock}:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-]{clock})"),
    )


def _on_calendar(day: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def is_date(text: str) -> bool:
    """Return whether ``text`` is a full-date of RFC 3339 that the calendar has, from year 1 on."""
    return _forms()[0].fullmatch(text) is not None and _on_calendar(text)


def is_date_time(text: str) -> bool:
    """Return whether ``text`` is a date-time of RFC 3339 with capital ``T`` and ``Z``, without leap second."""
    match = _forms()[1].fullmatch(text)
    return match is not None and _on_calendar(match[1])


def options() -> dict[str, Any]:
    """Return the settings under which jsonschema_rs decides; it is imported already where this is called.

    Patterns run on the linear-time engine, so no document can stall it; nothing is fetched.
    """
    import jsonschema_rs

    return {
        "validate_formats": True,
        "ignore_unknown_formats": False,
        "formats": {"date": is_date, "date-time": is_date_time},
        "email_options": jsonschema_rs.EmailOptions(allow_display_text=False),
        "pattern_options": jsonschema_rs.RegexOptions(),
        "offline": True,
    }


@cache
def asserts(name: str) -> Callable[[str], bool]:
    """Return the decider's test of the format ``name`` for a string."""
    import jsonschema_rs

    decide: Callable[[str], bool] = jsonschema_rs.Draft202012Validator({"format": name}, **options()).is_valid
    return decide


@cache
def matches(pattern: str) -> Callable[[str], bool]:
    """Return the decider's test of ``pattern`` (searched, as the keyword says) for a string."""
    import jsonschema_rs

    decide: Callable[[str], bool] = jsonschema_rs.Draft202012Validator({"pattern": pattern}, **options()).is_valid
    return decide
