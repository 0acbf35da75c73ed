package filing.lib.deadlines_test

import data.filing.lib.deadlines
import future.keywords.not

test_limit_counts_the_last_day if {
	deadlines.kept(["a"], 10) with input as _spans(10, 10)
	not deadlines.over(["a"], 10) with input as _spans(10, 10)
	deadlines.over(["a"], 10) with input as _spans(11, 11)
	not deadlines.kept(["a"], 10) with input as _spans(11, 11)
}

test_bounds_on_both_sides_of_the_limit_are_uncertain if {
	deadlines.uncertain(["a"], 10) with input as _spans(10, 11)
	not deadlines.uncertain(["a"], 10) with input as _spans(9, 10)
	not deadlines.uncertain(["a"], 10) with input as _spans(11, 12)
}

test_what_was_not_counted_is_neither_kept_nor_uncertain if {
	deadlines.uncounted(["b"], 10) with input as _spans(0, 0)
	deadlines.uncounted(["a"], 10) with input as {}
	deadlines.uncounted(["a"], 10) with input as {"facts": {"spans": [{"pointer": "/a"}]}}
	not deadlines.uncertain(["b"], 10) with input as _spans(0, 0)
	not deadlines.kept(["a"], 10) with input as {}
}

test_what_was_counted_is_not_uncounted if {
	every bounds in [[0, 10], [10, 11], [11, 11]] {
		not deadlines.uncounted(["a"], 10) with input as _spans(bounds[0], bounds[1])
	}
}

_spans(least, most) := {"facts": {"spans": [{"pointer": "/a", "least": least, "most": most}]}}
