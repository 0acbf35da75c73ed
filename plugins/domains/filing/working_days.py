"""The facts of a provider: how many working days each limit has run, by the Chinese public-holiday calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from adjudge import Json

from .unarranged import Arranged, bounds

_CHINA = timezone(timedelta(hours=8))  # one offset, without summer time since 1991
_DAY = timedelta(days=1)


class Span(NamedTuple):
    """The days that a limit bounds: ``since`` does not count, ``until`` does. ``pointer`` is whose limit it is."""

    pointer: str
    since: date
    until: date


def provider_facts(algorithms: Json, as_of: datetime, params: Mapping[str, Json]) -> dict[str, Json]:
    """Return ``calendar`` and ``spans`` as ``provider_facts.json`` describes them.

    What is not filed runs to the day of ``as_of`` in China. The calendar is imported only where there is a span.
    """
    spans = list(_spans(algorithms, as_of.astimezone(_CHINA).date()))
    if not spans:
        return {"calendar": None, "spans": []}
    import chinese_calendar

    first, last = min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year
    arranged = Arranged.of(params.get("holidays", ()), params.get("workdays", ()))
    return {
        "calendar": {
            "name": "chinesecalendar",
            "version": chinese_calendar.__version__,
            "first_year": first,
            "last_year": last,
        },
        "spans": [_counted(span, date(first, 1, 1), date(last, 12, 31), arranged) for span in spans],
    }


def _spans(algorithms: Json, today: date) -> Iterator[Span]:
    def span(pointer: str, since: str, until: str | None) -> Span:
        return Span(pointer, date.fromisoformat(since), today if until is None else date.fromisoformat(until))

    for i, algorithm in enumerate(algorithms):
        at, filing = f"/algorithms/{i}", algorithm["filing"]
        yield span(f"{at}/filing", algorithm["provided_from"], filing and filing["filed_on"])
        for j, change in enumerate(algorithm["changes"]):
            yield span(f"{at}/changes/{j}/filed_on", change["changed_on"], change["filed_on"])
        if algorithm["ended_on"] is not None:
            yield span(f"{at}/cancelled_on", algorithm["ended_on"], algorithm["cancelled_on"])


def _counted(span: Span, first: date, last: date, arranged: Arranged) -> dict[str, Json]:
    """Count between two bounds: exactly from ``first`` to ``last``, as far as is sure after, not at all before."""
    begin, end = span.since + _DAY, span.until
    before = max((min(end, first - _DAY) - begin).days + 1, 0)
    known = _working_days(max(begin, first), min(end, last)) if begin <= last and end >= first else 0
    least, most = bounds(max(begin, last + _DAY), end, arranged) if end > last else (0, 0)
    return {
        "pointer": span.pointer,
        "since": span.since.isoformat(),
        "until": span.until.isoformat(),
        "least": known + least,
        "most": before + known + most,
    }


def _working_days(begin: date, end: date) -> int:
    """Count without asking for each day: Mondays to Fridays, less holidays on them, and adjusted working weekends."""
    from chinese_calendar import holidays, workdays

    weeks, rest = divmod(max((end - begin).days + 1, 0), 7)
    ordinary = 5 * weeks + sum((begin + i * _DAY).weekday() < 5 for i in range(rest))
    free = sum(begin <= day <= end and day.weekday() < 5 for day in holidays)
    adjusted = sum(begin <= day <= end and day.weekday() >= 5 for day in workdays)
    return int(ordinary - free + adjusted)
