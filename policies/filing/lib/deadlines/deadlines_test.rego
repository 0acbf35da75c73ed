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

test_what_was_not_counted_is_uncertain if {
	deadlines.uncertain(["b"], 10) with input as _spans(0, 0)
	deadlines.uncertain(["a"], 10) with input as {}
	deadlines.uncertain(["a"], 10) with input as {"facts": {"spans": [{"pointer": "/a"}]}}
}

_spans(least, most) := {"facts": {"spans": [{"pointer": "/a", "least": least, "most": most}]}}
