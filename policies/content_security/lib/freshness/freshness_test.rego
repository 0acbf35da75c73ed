package content_security.lib.freshness_test

import data.content_security.lib.freshness

test_days_are_whole_days_in_china if {
	every fresh in ["2026-11-16T00:00:00+08:00", "2026-11-15T16:00:00Z", "2026-11-23T23:59:59+08:00"] {
		not freshness.finding(fresh, "2026-11-23T12:00:00Z", 7)
	}
}

test_a_day_more_is_old if {
	freshness.finding("2026-11-15T23:59:59+08:00", "2026-11-23T00:00:00+08:00", 7) == {
		"code": "old",
		"updated": "2026-11-15T23:59:59+08:00",
		"age": 8,
		"days": 7,
	}
}

test_tomorrow_is_in_the_future if {
	freshness.finding("2026-11-24T00:00:00+08:00", "2026-11-23T12:00:00Z", 7) == {
		"code": "future",
		"updated": "2026-11-24T00:00:00+08:00",
	}
}

test_no_time_is_undated if {
	freshness.finding(null, "2026-11-23T12:00:00Z", 7) == {"code": "undated"}
}
