package dubbing.lib.subjects_test

import data.dubbing.lib.subjects
import future.keywords.not

test_capacity_goes_by_the_age if {
	every age, capacity in {0: "none", 7: "none", 8: "limited", 15: "limited", 16: "limited", 17: "limited", 18: "full", 60: "full"} {
		subjects.capacity == capacity with input as _subject({"under_14": age < 14, "age": age})
	}
}

test_capacity_goes_by_the_age_band if {
	every band, capacity in {
		"under_8": "none",
		"8_13": "limited",
		"14_15": "limited",
		"16_17": "limited",
		"adult": "full",
	} {
		subjects.capacity == capacity with input as _subject({
			"under_14": band in {"under_8", "8_13"},
			"age": null,
			"age_band": band,
		})
	}
}

test_no_age_is_an_adult if {
	subjects.capacity == "full" with input as _subject({"under_14": false, "age": null})
	not subjects.age with input as _subject({"under_14": false, "age": null})
	not subjects.is_child with input as _subject({"under_14": false, "age": null})
}

test_under_fourteen_without_an_age_may_be_any_age_below if {
	subjects.capacity == "none" with input as _subject({"under_14": true, "age": null})
	subjects.age == 0 with input as _subject({})
	subjects.is_child with input as {"document": {}}
}

test_younger_of_two_statements_counts if {
	subjects.age == 8 with input as _subject({"under_14": false, "age": 20, "age_band": "8_13"})
	subjects.age == 12 with input as _subject({"under_14": true, "age": 12, "age_band": "adult"})
	subjects.age == 0 with input as _subject({"under_14": true, "age": 20})
	subjects.age == 0 with input as _subject({"under_14": true, "age_band": "adult"})
}

test_own_work_gives_full_capacity_at_sixteen_and_seventeen if {
	every age in [16, 17] {
		subjects.capacity == "full" with input as _subject({"under_14": false, "age": age, "own_income": true})
		subjects.lives_on_own_work with input as _subject({"under_14": false, "age": age, "own_income": true})
		subjects.capacity == "limited" with input as _subject({"under_14": false, "age": age, "own_income": false})
	}
	subjects.capacity == "full" with input as _subject({"under_14": false, "age_band": "16_17", "own_income": true})
}

test_own_work_gives_nothing_below_and_is_no_matter_above if {
	subjects.capacity == "limited" with input as _subject({"under_14": false, "age": 15, "own_income": true})
	not subjects.lives_on_own_work with input as _subject({"under_14": false, "age": 18, "own_income": true})
	not subjects.lives_on_own_work with input as _subject({"under_14": false, "age": null, "own_income": true})
}

test_mind_counts_whatever_the_age if {
	every age in [16, 40, null] {
		every capacity in ["none", "limited"] {
			subjects.capacity == capacity with input as _subject({
				"under_14": false,
				"age": age,
				"own_income": true,
				"capacity": capacity,
			})
		}
	}
	subjects.capacity == "limited" with input as _subject({"under_14": false, "age": 15, "capacity": "full"})
	subjects.capacity == "none" with input as _subject({"under_14": true, "age": 7, "capacity": "limited"})
}

test_child_is_under_fourteen if {
	subjects.is_child with input as _subject({"under_14": true, "age": 13})
	not subjects.is_child with input as _subject({"under_14": false, "age": 14})
	subjects.child_below == 14
}

test_everything_is_over_a_network_unless_said_otherwise if {
	subjects.over_network with input as {"document": {}}
	subjects.over_network with input as {"document": {"child": {"offline": false}}}
	not subjects.over_network with input as _offline({})
}

test_nothing_is_offline_that_is_handed_over if {
	not subjects.over_network with input as _offline({"entrusted": [], "supplies": [], "abroad": [], "publication": null})
	every key in ["entrusted", "supplies", "abroad"] {
		subjects.over_network with input as _offline({key: [{}]})
		subjects.handed_over == {key} with input as _offline({key: [{}]})
	}
	subjects.over_network with input as _offline({"publication": {"from": "2026-03-01"}})
	subjects.handed_over == {"publication"} with input as _offline({"publication": {}})
}

_subject(subject) := {"document": {"subject": subject}}

_offline(changes) := {"document": object.union({"child": {"offline": true}}, changes)}
