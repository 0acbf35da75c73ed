package lib.retention_test

import data.lib.retention
import future.keywords.not

test_six_months_are_enough_however_they_are_written if {
	every enough in [{"value": 6, "unit": "months"}, {"value": 184, "unit": "days"}, {"value": 1, "unit": "years"}] {
		retention.at_least(enough, 6)
	}
}

test_less_is_not_enough if {
	every short in [
		{"value": 5, "unit": "months"},
		{"value": 183, "unit": "days"},
		{"value": 0, "unit": "years"},
		{"value": 6, "unit": "weeks"},
		{"value": 6},
		{"unit": "months"},
		{},
	] {
		not retention.at_least(short, 6)
	}
}

test_days_are_those_of_the_longest_months if {
	retention.days(6) == 184
	retention.days(3) == 92
	retention.days(1) == 31
	retention.days(12) == 368
}
