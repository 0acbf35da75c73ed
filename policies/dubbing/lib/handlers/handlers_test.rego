package dubbing.lib.handlers_test

import data.dubbing.lib.handlers
import future.keywords.not

test_count_below_the_threshold_with_its_day_is_small if {
	handlers.is_small with input as _claim({"persons": 99999, "counted_on": "2026-11-23"})
	handlers.is_small with input as _claim({"persons": 0, "counted_on": "2026-01-01"})
}

test_count_at_the_threshold_is_not_small if {
	not handlers.is_small with input as _claim({"persons": 100000, "counted_on": "2026-09-01"})
}

test_claim_without_count_or_day_is_not_small if {
	every claim in [{}, {"persons": 10}, {"counted_on": "2026-09-01"}] {
		not handlers.is_small with input as _claim(claim)
	}
	not handlers.is_small with input as {"as_of": _now, "document": {}}
}

test_count_of_the_future_is_not_small if {
	not handlers.is_small with input as _claim({"persons": 10, "counted_on": "2026-11-24"})
}

test_nobody_is_small_before_the_provisions_are_in_force if {
	early := {"as_of": "2026-08-31T12:00:00Z"}
	not handlers.is_small with input as object.union(_claim({"persons": 10, "counted_on": "2026-01-01"}), early)
	first := {"as_of": "2026-08-31T16:00:00Z"}
	handlers.is_small with input as object.union(_claim({"persons": 10, "counted_on": "2026-01-01"}), first)
}

_now := "2026-11-23T12:00:00Z"

_claim(claim) := {"as_of": _now, "document": {"handler": {"small_handler": claim}}}
