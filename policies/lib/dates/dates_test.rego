package lib.dates_test

import data.lib.dates
import future.keywords.not

test_day_begins_at_midnight_in_china if {
	dates.day("2026-11-22T15:59:59Z") == "2026-11-22"
	dates.day("2026-11-22T16:00:00Z") == "2026-11-23"
	dates.day("2026-11-23T00:00:00+08:00") == "2026-11-23"
	dates.day("2025-12-31T23:30:00.5-05:00") == "2026-01-01"
}

test_both_ends_are_included if {
	dates.within("2026-01-01", "2026-01-01", "2026-12-31")
	dates.within("2026-12-31", "2026-01-01", "2026-12-31")
	not dates.within("2025-12-31", "2026-01-01", "2026-12-31")
	not dates.within("2027-01-01", "2026-01-01", "2026-12-31")
}

test_null_is_no_end if {
	dates.within("9999-12-31", "2026-01-01", null)
	dates.within("2026-01-01", "2026-01-01", null)
	not dates.within("2025-12-31", "2026-01-01", null)
}

test_what_is_unknown_is_not_within if {
	_within({"from": "2026-01-01", "to": "2026-12-31"})
	not _within({"to": "2026-12-31"})
	not _within({"from": "2026-01-01"})
}

test_days_are_counted_over_months_and_years if {
	dates.days_between("2024-02-28", "2024-03-01") == 2
	dates.days_between("2025-12-31", "2026-01-01") == 1
	dates.days_between("2026-01-01", "2026-01-01") == 0
	dates.days_between("2026-01-02", "2026-01-01") == -1
}

_within(term) if dates.within("2026-01-01", term.from, term.to)
