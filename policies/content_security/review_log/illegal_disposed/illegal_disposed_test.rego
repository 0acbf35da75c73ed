package content_security.review_log.illegal_disposed_test

import data.content_security.review_log.illegal_disposed

test_job_with_all_four_measures_passes if {
	illegal_disposed.applies with input as _job
	count(illegal_disposed.deny) == 0 with input as _job
}

test_each_measure_that_is_missing_is_denied if {
	every measure in ["stopped_at", "removed_at", "retrained_at", "reported_at"] {
		without := [{"op": "remove", "path": sprintf("/document/disposal/%s", [measure])}]
		findings := illegal_disposed.deny with input as json.patch(_job, without)
		findings == {{"code": "missing", "path": ["disposal", measure], "measure": measure}}
	}
}

test_no_disposal_is_denied_four_times if {
	findings := illegal_disposed.deny with input as json.patch(_job, [{"op": "remove", "path": "/document/disposal"}])
	count(findings) == 4
}

test_measure_of_the_future_is_denied if {
	late := [{"op": "replace", "path": "/document/disposal/reported_at", "value": "2026-11-23T20:00:01+08:00"}]
	findings := illegal_disposed.deny with input as json.patch(_job, late)
	findings == {{
		"code": "future",
		"path": ["disposal", "reported_at"],
		"measure": "reported_at",
		"at": "2026-11-23T20:00:01+08:00",
	}}
}

test_job_without_illegal_content_is_not_applicable if {
	legal := [{"op": "replace", "path": "/document/illegal", "value": false}]
	not illegal_disposed.applies with input as json.patch(_job, legal)
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/domestic_public", "value": false}]
	not illegal_disposed.applies with input as json.patch(_job, abroad)
}

test_empty_document_is_not_applicable if {
	not illegal_disposed.applies with input as {"document": {}}
}

test_job_stopped_at_its_input_is_stopped_and_reported if {
	count(illegal_disposed.deny) == 0 with input as json.patch(_job, _stopped)
	silent := array.concat(_stopped, [{"op": "remove", "path": "/document/disposal/reported_at"}])
	findings := illegal_disposed.deny with input as json.patch(_job, silent)
	findings == {{"code": "missing", "path": ["disposal", "reported_at"], "measure": "reported_at"}}
}

test_stopped_job_that_was_released_owes_all_four if {
	every release in [
		{"op": "add", "path": "/document/released", "value": true},
		{"op": "add", "path": "/document/released_at", "value": "2026-11-20T10:00:00+08:00"},
		{"op": "add", "path": "/document/output", "value": {"result": "rejected"}},
	] {
		findings := illegal_disposed.deny with input as json.patch(_job, array.concat(_stopped, [release]))
		{finding.measure | some finding in findings} == {"removed_at", "retrained_at"}
	}
}

_stopped := [
	{"op": "add", "path": "/document/input", "value": {"result": "rejected"}},
	{"op": "remove", "path": "/document/disposal/removed_at"},
	{"op": "remove", "path": "/document/disposal/retrained_at"},
]

_job := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"domestic_public": true,
		"illegal": true,
		"disposal": {
			"stopped_at": "2026-11-20T10:00:00+08:00",
			"removed_at": "2026-11-20T10:10:00+08:00",
			"retrained_at": "2026-11-22T10:00:00+08:00",
			"reported_at": "2026-11-20T11:00:00+08:00",
		},
	},
}
