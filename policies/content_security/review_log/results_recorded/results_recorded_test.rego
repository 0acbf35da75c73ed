package content_security.review_log.results_recorded_test

import data.content_security.review_log.results_recorded

test_job_with_both_results_passes if {
	results_recorded.applies with input as _job
	count(results_recorded.deny) == 0 with input as _job
}

test_rejection_is_a_result_too if {
	rejected := [{"op": "replace", "path": "/document/output/result", "value": "rejected"}]
	count(results_recorded.deny) == 0 with input as json.patch(_job, rejected)
}

test_stage_without_a_result_is_denied if {
	every stage in ["input", "output"] {
		every path in [sprintf("/document/%s", [stage]), sprintf("/document/%s/result", [stage])] {
			findings := results_recorded.deny with input as json.patch(_job, [{"op": "remove", "path": path}])
			findings == {{"code": "missing", "path": [stage], "stage": stage}}
		}
	}
}

test_result_without_a_time_is_denied if {
	findings := results_recorded.deny with input as json.patch(_job, [{"op": "remove", "path": "/document/input/at"}])
	findings == {{"code": "undated", "path": ["input"], "stage": "input"}}
}

test_review_of_the_future_is_denied if {
	late := [{"op": "replace", "path": "/document/output/at", "value": "2026-11-23T20:00:01+08:00"}]
	findings := results_recorded.deny with input as json.patch(_job, late)
	findings == {{"code": "future", "path": ["output", "at"], "stage": "output", "at": "2026-11-23T20:00:01+08:00"}}
}

test_review_of_this_instant_passes if {
	now := [{"op": "replace", "path": "/document/output/at", "value": "2026-11-23T20:00:00+08:00"}]
	count(results_recorded.deny) == 0 with input as json.patch(_job, now)
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/domestic_public", "value": false}]
	not results_recorded.applies with input as json.patch(_job, abroad)
}

test_empty_document_is_not_applicable if {
	not results_recorded.applies with input as {"document": {}}
}

test_job_stopped_at_its_input_has_no_output if {
	count(results_recorded.deny) == 0 with input as json.patch(_job, _stopped)
}

test_job_stopped_at_its_input_still_owes_a_result_of_the_input if {
	undated := array.concat(_stopped, [{"op": "remove", "path": "/document/input/at"}])
	findings := results_recorded.deny with input as json.patch(_job, undated)
	findings == {{"code": "undated", "path": ["input"], "stage": "input"}}
}

test_stopped_job_that_was_released_owes_the_output if {
	every release in [
		{"op": "add", "path": "/document/released", "value": true},
		{"op": "add", "path": "/document/released_at", "value": "2026-11-20T10:05:30+08:00"},
		{"op": "add", "path": "/document/disposal", "value": {"removed_at": "2026-11-20T10:05:30+08:00"}},
	] {
		findings := results_recorded.deny with input as json.patch(_job, array.concat(_stopped, [release]))
		findings == {{"code": "missing", "path": ["output"], "stage": "output"}}
	}
}

test_record_written_before_the_review_is_denied if {
	early := [{"op": "add", "path": "/document/logged_at", "value": "2026-11-20T10:04:59+08:00"}]
	findings := results_recorded.deny with input as json.patch(_job, early)
	findings == {{
		"code": "unwritten",
		"path": ["output", "at"],
		"stage": "output",
		"at": "2026-11-20T10:05:00+08:00",
		"logged_at": "2026-11-20T10:04:59+08:00",
		"related": [{"path": ["logged_at"]}],
	}}
}

test_record_written_with_the_review_passes if {
	at_once := [{"op": "add", "path": "/document/logged_at", "value": "2026-11-20T10:05:00+08:00"}]
	count(results_recorded.deny) == 0 with input as json.patch(_job, at_once)
}

_stopped := [
	{"op": "replace", "path": "/document/input/result", "value": "rejected"},
	{"op": "remove", "path": "/document/output"},
]

_job := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"domestic_public": true,
		"input": {"result": "approved", "at": "2026-11-20T10:00:00+08:00"},
		"output": {"result": "approved", "at": "2026-11-20T10:05:00+08:00"},
	},
}
