package content_security.review_log.rejected_not_released_test

import data.content_security.review_log.rejected_not_released

test_approved_job_may_be_released if {
	rejected_not_released.applies with input as _job
	count(rejected_not_released.deny) == 0 with input as _job
}

test_rejected_job_that_was_released_is_denied if {
	every stage in ["input", "output"] {
		rejected := [{"op": "replace", "path": sprintf("/document/%s/result", [stage]), "value": "rejected"}]
		findings := rejected_not_released.deny with input as json.patch(_job, rejected)
		findings == {{"code": "rejected", "path": [stage], "stage": stage}}
	}
}

test_job_without_a_result_that_was_released_is_denied if {
	every path in ["/document/output", "/document/output/result"] {
		findings := rejected_not_released.deny with input as json.patch(_job, [{"op": "remove", "path": path}])
		findings == {{"code": "rejected", "path": ["output"], "stage": "output"}}
	}
}

test_release_without_a_time_is_denied if {
	without := [{"op": "remove", "path": "/document/released_at"}]
	findings := rejected_not_released.deny with input as json.patch(_job, without)
	findings == {{"code": "undated", "path": ["released"]}}
}

test_review_after_the_release_is_denied if {
	late := [{"op": "replace", "path": "/document/released_at", "value": "2026-11-20T10:04:59+08:00"}]
	findings := rejected_not_released.deny with input as json.patch(_job, late)
	findings == {{"code": "late", "path": ["output", "at"], "stage": "output", "at": "2026-11-20T10:05:00+08:00"}}
}

test_job_that_was_not_released_is_not_applicable if {
	withheld := [
		{"op": "replace", "path": "/document/released", "value": false},
		{"op": "remove", "path": "/document/released_at"},
	]
	not rejected_not_released.applies with input as json.patch(_job, withheld)
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/domestic_public", "value": false}]
	not rejected_not_released.applies with input as json.patch(_job, abroad)
}

test_empty_document_is_not_applicable if {
	not rejected_not_released.applies with input as {"document": {}}
}

test_time_of_a_release_makes_a_released_job if {
	denied := [{"op": "replace", "path": "/document/released", "value": false}]
	rejected_not_released.applies with input as json.patch(_job, denied)
	findings := rejected_not_released.deny with input as json.patch(_job, denied)
	findings == {{
		"code": "contradiction",
		"path": ["released_at"],
		"at": "2026-11-20T10:05:00+08:00",
		"related": [{"path": ["released"]}],
	}}
}

test_job_stopped_at_its_input_that_was_released_is_denied if {
	stopped := [
		{"op": "replace", "path": "/document/input/result", "value": "rejected"},
		{"op": "remove", "path": "/document/output"},
	]
	findings := rejected_not_released.deny with input as json.patch(_job, stopped)
	{finding.stage | some finding in findings} == {"input", "output"}
}

_job := {"document": {
	"domestic_public": true,
	"released": true,
	"released_at": "2026-11-20T10:05:00+08:00",
	"input": {"result": "approved", "at": "2026-11-20T10:00:00+08:00"},
	"output": {"result": "approved", "at": "2026-11-20T10:05:00+08:00"},
}}
