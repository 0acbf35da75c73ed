"""A time is shown on the clocks of a zone."""

from __future__ import annotations

import pytest

from adjudge.lib.clock import local


@pytest.mark.parametrize(
    ("text", "zone", "shown"),
    [
        ("2026-09-01T00:00:00Z", "Asia/Shanghai", "2026-09-01T08:00:00+08:00"),
        ("2026-09-01T00:00:00+08:00", "Asia/Shanghai", "2026-09-01T00:00:00+08:00"),
        ("2026-09-01T12:00:00Z", "UTC", "2026-09-01T12:00:00Z"),
        ("2026-09-01", "Asia/Shanghai", "2026-09-01"),
        ("2026-09-01T12:00:00Z", "Nowhere/At_All", "2026-09-01T12:00:00Z"),
        ("9999-12-31T23:59:59Z", "Asia/Shanghai", "9999-12-31T23:59:59Z"),
    ],
)
def test_a_time_has_the_offset_of_the_zone_and_a_day_stays_as_it_is(text: str, zone: str, shown: str) -> None:
    assert local(text, zone) == shown
