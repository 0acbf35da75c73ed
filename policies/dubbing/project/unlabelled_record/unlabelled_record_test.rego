package dubbing.project.unlabelled_record_test

import data.dubbing.project.unlabelled_record

_months := data.dubbing.params.unlabelled_log_months

test_whole_record_passes if count(unlabelled_record.deny) == 0 with input as _project([])

test_logs_kept_longer_pass if {
	count(unlabelled_record.deny) == 0 with input as _project([_set("log_retention_months", _months + 1)])
}

test_logs_kept_shorter_are_denied if {
	findings := unlabelled_record.deny with input as _project([_set("log_retention_months", _months - 1)])
	findings == {object.union(_finding("short", "log_retention_months"), {"months": _months})}
}

test_parameter_can_ask_for_more if {
	findings := unlabelled_record.deny with input as _project([])
		with data.dubbing.params.unlabelled_log_months as _months + 1
	{[finding.code, finding.months] | some finding in findings} == {["short", _months + 1]}
}

test_request_of_today_passes if {
	count(unlabelled_record.deny) == 0 with input as _project([_set("requested_on", "2026-11-23")])
}

test_request_in_the_future_is_denied if {
	findings := unlabelled_record.deny with input as _project([_set("requested_on", "2026-11-24")])
	findings == {object.union(_finding("future", "requested_on"), {"date": "2026-11-24"})}
}

test_agreement_that_does_not_exist_is_denied if {
	every gone in [{"op": "replace", "path": "/related/0/sha256", "value": null}, {"op": "remove", "path": "/related"}] {
		findings := unlabelled_record.deny with input as _project([gone])
		findings == {_finding("agreement", "agreement")}
	}
}

test_record_of_what_is_no_deliverable_is_denied if {
	findings := unlabelled_record.deny with input as _project([_set("file", "b.wav")])
	findings == {object.union(_finding("unknown", "file"), {"file": "b.wav"})}
}

test_each_absent_field_is_denied if {
	every key, code in {"log_retention_months": "short", "requested_on": "future"} {
		lacking := {"op": "remove", "path": concat("/", ["/document/unlabelled_supply/0", key])}
		findings := unlabelled_record.deny with input as _project([lacking])
		{finding.code | some finding in findings} == {code}
	}
	clockless := {"op": "remove", "path": "/as_of"}
	findings := unlabelled_record.deny with input as _project([clockless])
	{finding.code | some finding in findings} == {"future"}
}

test_record_for_the_domestic_public_makes_it_applicable if unlabelled_record.applies with input as _project([])

test_other_publics_are_not_applicable if {
	abroad := {"op": "replace", "path": "/document/scope/domestic_public", "value": false}
	not unlabelled_record.applies with input as _project([abroad])
}

test_nothing_supplied_is_not_applicable if {
	every supply in [{"op": "remove", "path": "/document/unlabelled_supply/0"}, {"op": "remove", "path": "/document/unlabelled_supply"}] {
		not unlabelled_record.applies with input as _project([supply])
	}
}

test_empty_document_is_not_applicable if not unlabelled_record.applies with input as {"document": {}}

_set(key, value) := {"op": "replace", "path": concat("/", ["/document/unlabelled_supply/0", key]), "value": value}

_finding(code, key) := {"code": code, "path": ["unlabelled_supply", 0, key], "file": "a.wav"}

_project(changes) := json.patch(
	{
		"as_of": "2026-11-23T12:00:00Z",
		"related": [{"pointer": "/unlabelled_supply/0/agreement/file", "sha256": "1"}],
		"document": {
			"scope": {"domestic_public": true},
			"deliverables": [{"file": "a.wav"}],
			"unlabelled_supply": [{
				"file": "a.wav",
				"requested_on": "2026-11-01",
				"log_retention_months": _months,
			}],
		},
	},
	changes,
)
