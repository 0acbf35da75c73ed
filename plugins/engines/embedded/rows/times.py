"""Times: within the years for which both engines know the zones, in the forms that both read alike."""

from __future__ import annotations

import re

from .outside import OutsideError

_BEYOND = 2_145_916_800 * 10**9  # the year 2038
_ERA = 2**62
_PLAIN = frozenset({"", "UTC"})
_ZONES = frozenset(
    """
    Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Tokyo Asia/Seoul Asia/Singapore Asia/Kolkata Asia/Kathmandu
    Asia/Dubai Europe/London Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Zurich Europe/Vienna
    America/New_York America/Chicago America/Denver America/Los_Angeles Australia/Sydney Australia/Lord_Howe
    """.split()
)
_LAYOUTS = frozenset(
    {"2006-01-02", "20060102", "2006/01/02", "02.01.2006", "2006-01-02 15:04:05", "2006-01-02T15:04:05"}
)
_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
_PERHAPS = re.compile(r"\s*[-+]?[0-9]{4}")
_DURATION = re.compile(r"[-+]?(?:[0-9]{1,9}(?:\.[0-9]{1,9})?(?:ns|us|ms|s|m|h))+")


def rfc3339(value: object) -> object:
    """Let through a time in the strict form, and what is none for anyone."""
    if isinstance(value, str) and not _RFC3339.fullmatch(value) and _PERHAPS.match(value):
        raise OutsideError
    return value


def duration(value: object) -> object:
    """Let through a duration, and what is none for anyone."""
    if isinstance(value, str) and not _DURATION.fullmatch(value) and any(each.isdigit() for each in value):
        raise OutsideError
    return value


def instant(value: object) -> object:
    """Let through whole nanoseconds of this era."""
    if isinstance(value, list) or type(value) is float or (type(value) is int and not -_ERA < value < _ERA):
        raise OutsideError
    return value


def moment(value: object) -> object:
    """Let through nanoseconds, with or without a zone."""
    if not isinstance(value, list):
        return instant(value)
    if len(value) != 2 or type(value[0]) is not int or not isinstance(value[1], str):
        raise OutsideError
    instant(value[0])
    if value[1] not in _PLAIN and not (value[1] in _ZONES and 0 <= value[0] < _BEYOND):
        raise OutsideError
    return value


def formatted(value: object) -> object:
    """Let through nanoseconds with a zone and a layout of digits."""
    if not isinstance(value, list) or len(value) != 3 or value[2] not in _LAYOUTS:
        raise OutsideError
    moment(value[:2])
    return value
