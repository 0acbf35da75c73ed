package dubbing.project.performer_rights_test

import data.dubbing.project.performer_rights
import future.keywords.not

test_licensed_performances_pass if {
	count(performer_rights.deny) + count(performer_rights.warn) == 0 with input as _project([])
}

test_performance_for_the_employer_passes if {
	employed := [_set("/voices/0/performance", {"rights": [], "employed": true})]
	count(performer_rights.deny) + count(performer_rights.warn) == 0 with input as _project(employed)
}

test_right_of_a_recording_that_stands_alone_is_denied if {
	findings := performer_rights.deny with input as _project([_set("/voices/0/performance/rights", ["recording"])])
	findings == {_finding(0, "copying"), _finding(0, "network_communication")}
}

test_recording_from_which_a_voice_is_made_needs_recording_and_copying if {
	made := [_set("/voices/1/performance/rights", []), _set("/work/genre", "film")]
	findings := performer_rights.deny with input as _project(made)
	findings == {_finding(1, "recording"), _finding(1, "copying")}
	synthetic := [_set("/voices/1/type", "synthetic"), _set("/voices/1/derived_from_person", true)]
	again := performer_rights.deny with input as _project(array.concat(made, synthetic))
	again == findings
}

test_copies_need_their_distribution if {
	findings := performer_rights.deny with input as _project([_set("/release/modes", ["copies"])])
	findings == {_finding(0, "distribution")}
}

test_right_of_a_dub_inside_a_work_with_a_picture_is_warned_of if {
	every change in [_set("/work/genre", "film"), _set("/deliverables/0/media", "video")] {
		project := _project([change, _set("/voices/0/performance/rights", ["recording", "copying"])])
		count(performer_rights.deny) == 0 with input as project
		findings := performer_rights.warn with input as project
		findings == {_finding(0, "network_communication")}
	}
}

test_performance_of_which_nothing_is_said_is_warned_of if {
	project := _project([_remove("/voices/0/performance")])
	count(performer_rights.deny) == 0 with input as project
	findings := performer_rights.warn with input as project
	findings == {{"code": "unstated", "path": ["voices", 0, "performance"], "voice": "h"}}
}

test_performance_without_a_contract_is_warned_of if {
	missing := {{"code": "contract", "path": ["voices", 0, "performance", "contract"], "voice": "h"}}
	gone := [{"op": "replace", "path": "/related/0/sha256", "value": null}]
	findings := performer_rights.warn with input as json.patch(_project([]), gone)
	findings == missing
	unread := performer_rights.warn with input as json.patch(_project([]), [{"op": "remove", "path": "/related/0"}])
	unread == missing
}

test_absent_rights_are_not_licensed if {
	findings := performer_rights.deny with input as _project([_remove("/voices/0/performance/rights")])
	{finding.right | some finding in findings} == {"recording", "copying", "network_communication"}
}

test_voices_of_a_vendor_or_of_nobody_have_no_performer_here if {
	every source in ["vendor_library", "nobody"] {
		project := {"document": {"voices": [
			{"id": "a", "type": "human", "source": source},
			{"id": "b", "type": "cloned", "source": source},
		]}}
		not performer_rights.applies with input as project
	}
}

test_synthetic_voice_that_is_not_derived_is_not_applicable if {
	not performer_rights.applies with input as {"document": {"voices": [{"id": "a", "type": "synthetic"}]}}
	not performer_rights.applies with input as {"document": {}}
}

test_performed_voices_make_it_applicable if performer_rights.applies with input as _project([])

_finding(i, right) := {
	"code": "unlicensed",
	"path": ["voices", i, "performance", "rights"],
	"voice": ["h", "c"][i],
	"right": right,
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{
		"related": [
			{"pointer": "/voices/0/performance/contract/file", "sha256": "1"},
			{"pointer": "/voices/1/performance/contract/file", "sha256": "1"},
		],
		"document": {
			"scope": {"domestic_public": true},
			"work": {"genre": "audiobook"},
			"release": {"modes": ["on_demand"]},
			"voices": [
				{"id": "h", "type": "human", "performance": {"rights": ["recording", "copying", "network_communication"]}},
				{"id": "c", "type": "cloned", "performance": {"rights": ["recording", "copying"]}},
			],
			"deliverables": [{"media": "audio", "voices": ["h", "c"]}],
		},
	},
	changes,
)
