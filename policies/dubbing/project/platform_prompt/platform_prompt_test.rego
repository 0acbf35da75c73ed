package dubbing.project.platform_prompt_test

import data.dubbing.project.platform_prompt
import future.keywords.not

test_prompt_that_follows_from_the_check_passes if {
	every case in [
		[true, true, "generated"],
		[true, false, "generated"],
		[false, true, "possible"],
		[false, true, "generated"],
		[false, false, "suspected"],
		[false, false, "generated"],
	] {
		count(platform_prompt.deny) == 0 with input as _project(_checked(case))
	}
}

test_another_prompt_is_denied if {
	every case, expected in {
		[true, true, "possible"]: "generated",
		[true, false, "suspected"]: "generated",
		[true, false, "nothing"]: "generated",
		[false, true, "suspected"]: "possible",
		[false, true, "nothing"]: "possible",
		[false, false, "possible"]: "suspected",
		[false, false, "nothing"]: "suspected",
	} {
		findings := platform_prompt.deny with input as _project(_checked(case))
		findings == {{
			"code": "prompt",
			"path": ["deliverables", 0, "platform_check", "shown_as"],
			"file": "a.wav",
			"expected": expected,
			"shown": case[2],
		}}
	}
}

test_unchecked_deliverable_is_denied if {
	findings := platform_prompt.deny with input as _project([_remove("/deliverables/0/platform_check")])
	findings == {{"code": "unchecked", "path": ["deliverables", 0], "file": "a.wav"}}
}

test_absent_propagation_elements_are_denied if {
	every change in [
		_set("/deliverables/0/platform_check/propagation_added", false),
		_remove("/deliverables/0/platform_check/propagation_added"),
	] {
		findings := platform_prompt.deny with input as _project([change])
		findings == {{
			"code": "propagation",
			"path": ["deliverables", 0, "platform_check", "propagation_added"],
			"file": "a.wav",
		}}
	}
}

test_platform_makes_it_applicable if platform_prompt.applies with input as _project([])

test_everything_else_is_not_applicable if {
	every changes in [
		[_set("/role", ["user"])],
		[_remove("/role")],
		[_set("/scope/domestic_public", false)],
		[_set("/deliverables/0/synthetic", false), _set("/voices/0/type", "human")],
	] {
		not platform_prompt.applies with input as _project(changes)
	}
	not platform_prompt.applies with input as {"document": {}}
}

_checked(case) := [
	_set("/deliverables/0/platform_check/label_found", case[0]),
	_set("/deliverables/0/platform_check/user_declared", case[1]),
	_set("/deliverables/0/platform_check/shown_as", case[2]),
]

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"role": ["distribution_platform"],
		"voices": [{"id": "v", "type": "synthetic"}],
		"deliverables": [{
			"file": "a.wav",
			"synthetic": true,
			"voices": ["v"],
			"platform_check": {
				"label_found": true,
				"user_declared": false,
				"traces_found": false,
				"shown_as": "generated",
				"propagation_added": true,
			},
		}],
	}},
	changes,
)
