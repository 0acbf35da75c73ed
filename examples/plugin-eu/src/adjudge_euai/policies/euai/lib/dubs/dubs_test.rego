package euai.lib.dubs_test

import data.euai.lib.dubs

test_a_member_state_or_the_world_is_in_the_union if {
	every territory in ["FR", "SE", "*"] {
		dubs.is_released_in_the_union with input as {"document": {"release": {"territories": ["CN", territory]}}}
	}
	not dubs.is_released_in_the_union with input as {"document": {"release": {"territories": ["CN", "CH", "GB"]}}}
}

test_voices_that_nobody_spoke_are_generated if {
	generated := dubs.generated with input as _project
	generated == {0: {"clone"}, 1: {"robot"}, 2: {"made"}}
}

test_a_person_may_be_recognised_unless_it_is_said_that_none_is if {
	resembling := dubs.resembling with input as _project
	resembling == {0: {"clone"}, 2: {"made"}}
}

_project := {"document": {
	"voices": [
		{"id": "clone", "type": "cloned"},
		{"id": "robot", "type": "synthetic", "derived_from_person": false},
		{"id": "made", "type": "synthetic"},
		{"id": "actor", "type": "human"},
	],
	"deliverables": [
		{"voices": ["clone", "actor"]},
		{"voices": ["robot"]},
		{"voices": ["made", "actor"]},
		{"voices": ["actor"]},
	],
}}
