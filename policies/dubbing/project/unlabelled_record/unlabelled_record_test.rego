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

test_request_after_the_supply_is_denied if {
	findings := unlabelled_record.deny with input as _project([_add("supplied_on", "2026-10-31")])
	findings == {object.union(_finding("late", "requested_on"), {
		"date": "2026-11-01",
		"supplied": "2026-10-31",
		"related": [{"path": ["unlabelled_supply", 0, "supplied_on"]}],
	})}
	count(unlabelled_record.deny) == 0 with input as _project([_add("supplied_on", "2026-11-01")])
}

test_request_after_the_release_is_denied if {
	released := {"op": "replace", "path": "/document/release/date", "value": "2026-10-20"}
	findings := unlabelled_record.deny with input as _project([released])
	findings == {object.union(_finding("late", "requested_on"), {
		"date": "2026-11-01",
		"supplied": "2026-10-20",
		"related": [{"path": ["release", "date"]}],
	})}
}

test_supply_to_nobody_in_particular_is_denied if {
	every recipient in ["社会公众", "Example Studio", "all users"] {
		findings := unlabelled_record.deny with input as _project([_set("recipient", recipient)])
		findings == {object.union(_finding("recipient", "recipient"), {"recipient": recipient})}
	}
}

test_clause_without_the_duty_is_denied if {
	findings := unlabelled_record.deny with input as _project([_add("wording", "用户无需标识")])
	findings == {object.union(_finding("duty", "wording"), {"wording": "用户无需标识"})}
}

test_clause_that_does_not_say_so_plainly_warns if {
	every wording in ["用户自负其责", "是否标识由用户决定"] {
		findings := unlabelled_record.warn with input as _project([_add("wording", wording)])
		findings == {object.union(_finding("unclear", "wording"), {"wording": wording})}
	}
}

test_clause_with_the_duty_passes if {
	count(unlabelled_record.warn) == 0 with input as _project([_add("wording", "用户应当标识")])
	count(unlabelled_record.deny) == 0 with input as _project([_add("wording", "用户应当标识")])
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

_add(key, value) := {"op": "add", "path": concat("/", ["/document/unlabelled_supply/0", key]), "value": value}

_finding(code, key) := {"code": code, "path": ["unlabelled_supply", 0, key], "file": "a.wav"}

_project(changes) := json.patch(
	{
		"as_of": "2026-11-23T12:00:00Z",
		"related": [{"pointer": "/unlabelled_supply/0/agreement/file", "sha256": "1"}],
		"document": {
			"scope": {"domestic_public": true},
			"release": {"date": "2026-12-01", "channels": ["示例频道"]},
			"provider": {"name": "Example Studio"},
			"deliverables": [{"file": "a.wav"}],
			"unlabelled_supply": [{
				"file": "a.wav",
				"recipient": "Example Client",
				"requested_on": "2026-11-01",
				"log_retention_months": _months,
			}],
		},
	},
	changes,
)
