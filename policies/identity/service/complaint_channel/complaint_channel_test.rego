package identity.service.complaint_channel_test

import data.identity.service.complaint_channel

test_complete_channel_passes if {
	findings := complaint_channel.deny with input as _service(_complete)
	count(findings) == 0
}

test_each_missing_part_is_denied if {
	some field in ["entry", "appeal", "process", "feedback_days"]
	findings := complaint_channel.deny with input as _service(object.union(_complete, {field: null}))
	findings == {{"code": field, "path": ["complaints", field]}}
}

test_blank_entry_is_denied if {
	findings := complaint_channel.deny with input as _service(object.union(_complete, {"entry": " "}))
	findings == {{"code": "entry", "path": ["complaints", "entry"]}}
}

test_no_days_are_no_time_limit if {
	every days in [0, "15"] {
		findings := complaint_channel.deny with input as _service(object.union(_complete, {"feedback_days": days}))
		findings == {{"code": "feedback_days", "path": ["complaints", "feedback_days"]}}
	}
	count(complaint_channel.deny) == 0 with input as _service(object.union(_complete, {"feedback_days": 1}))
}

test_absent_parts_are_denied if {
	findings := complaint_channel.deny with input as _service({})
	{finding.code | some finding in findings} == {"entry", "appeal", "process", "feedback_days"}
}

test_empty_document_is_denied if {
	complaint_channel.applies with input as {"document": {}}
	findings := complaint_channel.deny with input as {"document": {}}
	count(findings) == 4
}

test_domestic_public_service_makes_it_applicable if {
	complaint_channel.applies with input as _service({})
}

test_other_service_is_not_applicable if {
	not complaint_channel.applies with input as {"document": {"domestic_public": false}}
}

_service(complaints) := {"document": {"domestic_public": true, "complaints": complaints}}

_complete := {
	"entry": "https://example.org/complaints",
	"appeal": "settings",
	"process": "https://example.org/process",
	"feedback_days": 15,
}
