package dubbing.project.platform_check_agrees_test

import data.dubbing.project.platform_check_agrees

_ours := "001191110000MA0000007720000"

_others := "001191000000MA0000007C20000"

test_check_that_agrees_with_the_bytes_passes if {
	every case in [
		[_check(true, true), [_label("1", _ours, "77")]],
		[_check(false, true), [_label("2", _ours, "77")]],
		[_check(true, false), [_label("1", "p", "n")]],
		[_check(false, false), []],
		[_check(true, true), [_label("1", "platform", "77")]],
	] {
		count(platform_check_agrees.deny) == 0 with input as _project(case[0], case[1])
		count(platform_check_agrees.warn) == 0 with input as _project(case[0], case[1])
	}
}

test_label_that_was_found_and_is_not_there_is_denied if {
	findings := platform_check_agrees.deny with input as _project(_check(true, false), [])
	findings == {_finding("gone", "label_found", ["labels"])}
}

test_label_that_was_not_found_and_is_there_is_denied if {
	findings := platform_check_agrees.deny with input as _project(_check(false, false), [_label("1", "p", "n")])
	findings == {_finding("overlooked", "label_found", ["labels", 0, "fields", "Label"])}
}

test_elements_that_were_added_and_are_not_there_are_denied if {
	every labels in [[_label("1", "p", "n")], [_label("1", "", "77")], [_label("1", _ours, "")], [{"form": "broken"}]] {
		findings := platform_check_agrees.deny with input as _project(_check(true, true), labels)
		findings == {_finding("propagation", "propagation_added", ["labels"])}
	}
}

test_platform_that_made_the_file_adds_nothing if {
	every producer in [_ours, "Example Platform"] {
		fields := {
			"Label": "1",
			"ContentProducer": producer,
			"ProduceID": "n",
			"ContentPropagator": producer,
			"PropagateID": "n",
		}
		count(platform_check_agrees.deny) == 0 with input as _project(_check(true, true), [{"fields": fields}])
	}
}

test_propagator_with_anothers_code_is_told if {
	findings := platform_check_agrees.warn with input as _project(_check(true, true), [_label("1", _others, "77")])
	place := ["labels", 0, "fields", "ContentPropagator"]
	findings == {object.union(_finding("other", "propagation_added", place), {"propagator": _others})}
}

test_check_of_a_platform_makes_it_applicable if {
	project := _project(_check(true, true), [])
	platform_check_agrees.applies with input as project
	not platform_check_agrees.applies with input as json.patch(project, [{"op": "remove", "path": "/document/role"}])
	unchecked := [{"op": "remove", "path": "/document/deliverables/0/platform_check"}]
	not platform_check_agrees.applies with input as json.patch(project, unchecked)
}

_finding(code, field, place) := {
	"code": code,
	"path": ["deliverables", 0, "platform_check", field],
	"related": [{"artifact": "job/out/a.wav", "path": place}],
	"file": "out/a.wav",
}

_check(found, added) := {"label_found": found, "propagation_added": added}

_label(value, propagator, number) := {"fields": {
	"Label": value,
	"ContentProducer": "p",
	"ProduceID": "n",
	"ContentPropagator": propagator,
	"PropagateID": number,
}}

_project(check, labels) := {
	"document": {
		"role": ["distribution_platform"],
		"provider": {"name": "Example Platform", "code": _ours},
		"deliverables": [{"file": "out/a.wav", "platform_check": check}],
	},
	"related": [{
		"pointer": "/deliverables/0/file",
		"path": "job/out/a.wav",
		"kind": "dubbing.media",
		"sha256": "1",
		"document": {"container": "wav", "labels": labels},
	}],
}
