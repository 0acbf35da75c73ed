"""Bounds of working days where no arrangement is known: in years whose arrangement is known they hold the truth."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.plugins.domains.filing.unarranged import Arranged, bounds, statutory_days
from adjudge.plugins.domains.filing.working_days import _working_days

FIRST = min(chinese_calendar.holidays).year
LAST = max(chinese_calendar.holidays).year
UNKNOWN = Arranged.of((), ())
DAYS = st.dates(date(FIRST, 1, 1), date(LAST, 12, 31))


@given(begin=DAYS, length=st.integers(0, 400))
def test_the_bounds_hold_the_truth_of_every_year_that_is_known(begin, length):
    end = min(begin + timedelta(days=length), date(LAST, 12, 31))
    least, most = bounds(begin, end, UNKNOWN)
    assert least <= _working_days(begin, end) <= most


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_each_week_and_each_fortnight_of_a_known_year_lies_between_its_bounds(year):
    for length in (7, 14):
        for start in range(0, 364 - length, 3):
            begin = date(year, 1, 1) + timedelta(days=start)
            end = begin + timedelta(days=length)
            least, most = bounds(begin, end, UNKNOWN)
            assert least <= _working_days(begin, end) <= most, begin


def test_a_holiday_of_a_notice_of_its_own_is_allowed_for(monkeypatch):
    from adjudge.plugins.domains.filing import unarranged

    without = {year: statutory_days(year) - {date(2015, 9, 3)} for year in (2014, 2015, 2016)}
    monkeypatch.setattr(unarranged, "statutory_days", without.__getitem__)
    monkeypatch.setattr(unarranged, "_year", unarranged._year.__wrapped__)
    monkeypatch.setattr(unarranged, "_within", unarranged._within.__wrapped__)
    for begin, end in ((date(2015, 9, 3), date(2015, 9, 4)), (date(2015, 9, 1), date(2015, 9, 30))):
        least, most = bounds(begin, end, UNKNOWN)
        assert least <= _working_days(begin, end) <= most
    assert bounds(date(2015, 8, 24), date(2015, 9, 6), UNKNOWN)[1] >= _working_days(date(2015, 8, 24), date(2015, 9, 6))


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_statutory_days_are_free_in_each_arrangement(year):
    assert [day for day in statutory_days(year) if chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("year", range(2025, 2090))
def test_a_year_has_thirteen_statutory_days_since_2025_but_where_two_fall_on_one(year):
    assert len(statutory_days(year)) in {12, 13}
    assert {date(year, 1, 1), date(year, 5, 1), date(year, 10, 1)} < statutory_days(year)


@given(begin=st.dates(date(LAST + 1, 1, 1), date(2090, 12, 31)), length=st.integers(0, 120))
def test_no_bound_is_beyond_the_days_there_are(begin, length):
    end = begin + timedelta(days=length)
    least, most = bounds(begin, end, UNKNOWN)
    assert 0 <= least <= most <= length + 1


@given(day=st.dates(date(LAST + 1, 1, 1), date(2090, 12, 31)))
def test_an_arrangement_gives_one_number_between_the_bounds(day):
    end = day + timedelta(days=30)
    arranged = Arranged.of([f"{year}-01-01" for year in {day.year, end.year}], ())
    least, most = bounds(day, end, UNKNOWN)
    one, same = bounds(day, end, arranged)
    assert one == same
    assert least <= one <= most


def test_a_day_in_the_far_future_costs_no_more_than_the_years_that_are_computed(monkeypatch):
    from adjudge.plugins.domains.filing import unarranged

    asked: list[int] = []
    monkeypatch.setattr(unarranged, "_within", lambda begin, _, __: (asked.append(begin.year), (0, 1))[1])
    least, most = bounds(date(2099, 12, 31), date(9999, 12, 31), UNKNOWN)
    assert asked == [2099, 2100]
    assert (least, most) == (0, 2 + (date(9999, 12, 31) - date(2100, 12, 31)).days)
    assert bounds(date(9999, 1, 1), date(9999, 1, 31), UNKNOWN) == (0, 31)
