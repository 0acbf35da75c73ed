"""Working days of years whose arrangement of holidays is not published: what is sure of them, and what users know.

The State Council says each November which weekdays of the next year are free and which weekends are worked for them. The
statutory holidays stand in its regulation and are free whatever it says, and since 2004 each arrangement moved days near
to them only. So the number of working days lies between two bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

_DAY = timedelta(days=1)
_FREE_WEEKDAY = 7
"""Days from a statutory holiday within which an arrangement may free a weekday; at most 5 from 2004 to 2026."""
_WORKED_WEEKEND = 14
"""Days from one within which a weekend may be worked; at most 10 from 2004 to 2026."""
_COMPUTED = 10
"""A year with fewer statutory holidays was not computed whole: there were 10 before 2008, and 13 since 2025."""
_LAST = 2100
"""No holidays are computed for later years: each day of them may be either."""
_SPECIAL_FREE, _SPECIAL_WORKED = 2, 1
"""What a notice of its own may free and have worked elsewhere: 2015-09-03 and -04, and Sunday 2015-09-06."""


class Arranged(NamedTuple):
    """Days that the configuration says are free, and weekend days that it says are worked, and the years it arranges."""

    free: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    @classmethod
    def of(cls, holidays: Iterable[str], workdays: Iterable[str]) -> Arranged:
        """Return them; a year is arranged where a holiday of it is given."""
        free = frozenset(map(date.fromisoformat, holidays))
        worked = frozenset(map(date.fromisoformat, workdays))
        return cls(free, worked, frozenset(day.year for day in free))

    def is_working(self, day: date) -> bool:
        """Return whether a day of an arranged year is worked."""
        return day not in self.free and (day.weekday() < 5 or day in self.worked)


def bounds(begin: date, end: date, arranged: Arranged) -> tuple[int, int]:
    """Return the least and the most working days from ``begin`` to ``end``, both included.

    A year that the configuration arranges has one number, but never one that statutory holidays rule out. Whatever the
    dates, no more than the years to :data:`_LAST` are looked at, and whole ones once.
    """
    least = most = 0
    for year in range(begin.year, min(end.year, _LAST) + 1):
        low, high = _within(max(begin, date(year, 1, 1)), min(end, date(year, 12, 31)), arranged)
        least, most = least + low, most + high
    return least, most + max((end - max(begin, date(_LAST + 1, 1, 1))).days + 1, 0)


@lru_cache(maxsize=1024)
def _within(begin: date, end: date, arranged: Arranged) -> tuple[int, int]:
    """Return the bounds for days of one year."""
    days = [begin + i * _DAY for i in range((end - begin).days + 1)]
    low, high = _sure(days)
    if begin.year in arranged.years:
        low = high = min(max(sum(map(arranged.is_working, days)), low), high)
    return low, high


def _sure(days: list[date]) -> tuple[int, int]:
    """Return the bounds for days of one year; any day may be either where its statutory holidays are not known."""
    year = _year(days[0].year)
    if year is None:
        return 0, len(days)
    weekdays = [day for day in days if day.weekday() < 5 and day not in year.statutory]
    weekends = [day for day in days if day.weekday() >= 5 and day not in year.statutory]
    least = len(weekdays) - sum(day in year.may_be_free for day in weekdays) - _SPECIAL_FREE
    most = len(weekdays) + sum(day in year.may_be_worked for day in weekends) + _SPECIAL_WORKED
    return max(least, 0), min(most, len(weekdays) + len(weekends))


class _Year(NamedTuple):
    statutory: frozenset[date]
    may_be_free: frozenset[date]
    may_be_worked: frozenset[date]


@cache
def _year(year: int) -> _Year | None:
    years = [statutory_days(year + i) for i in (-1, 0, 1)]  # the days around New Year are near those of another year
    if min(map(len, years)) < _COMPUTED:
        return None
    statutory = frozenset[date]().union(*years)
    return _Year(statutory, _near(statutory, _FREE_WEEKDAY), _near(statutory, _WORKED_WEEKEND))


def _near(days: frozenset[date], reach: int) -> frozenset[date]:
    return frozenset(day + i * _DAY for day in days for i in range(-reach, reach + 1))


@cache
def statutory_days(year: int) -> frozenset[date]:
    """Return the holidays of the regulation in a year, without what a yearly notice moves; fewer where not computed.

    ``holidays`` computes the lunar ones to the year 2099 or 2100. It is imported here: it takes as long as a whole small run.
    """
    from holidays import country_holidays

    days = country_holidays("CN", years=year, observed=False, language="en_US")
    return frozenset(day for day, name in days.items() if day.year == year and not name.startswith("Day off"))
