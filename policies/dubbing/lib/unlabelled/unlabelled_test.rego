package dubbing.lib.unlabelled_test

import data.dubbing.lib.unlabelled

_months := data.dubbing.params.unlabelled_log_months

test_whole_record_counts if unlabelled.recorded == {"a.wav"} with input as _project({})

test_request_of_today_counts if unlabelled.recorded == {"a.wav"} with input as _project({"requested_on": "2026-11-23"})

test_longer_logs_count if {
	unlabelled.recorded == {"a.wav"} with input as _project({"log_retention_months": _months + 1})
}

test_record_with_a_defect_does_not_count if {
	every change in [
		{"requested_on": "2026-11-24"},
		{"log_retention_months": _months - 1},
	] {
		count(unlabelled.recorded) == 0 with input as _project(change)
	}
}

test_record_that_lacks_something_does_not_count if {
	every key in ["requested_on", "log_retention_months"] {
		lacking := [{"op": "remove", "path": sprintf("/document/unlabelled_supply/0/%s", [key])}]
		count(unlabelled.recorded) == 0 with input as json.patch(_project({}), lacking)
	}
}

test_agreement_that_is_not_there_does_not_count if {
	gone := [{"op": "replace", "path": "/related/0/sha256", "value": null}]
	count(unlabelled.recorded) == 0 with input as json.patch(_project({}), gone)
	unread := [{"op": "replace", "path": "/related", "value": []}]
	count(unlabelled.recorded) == 0 with input as json.patch(_project({}), unread)
}

test_nothing_is_recorded_in_an_empty_document if count(unlabelled.recorded) == 0 with input as {"document": {}}

_project(change) := {
	"as_of": "2026-11-23T12:00:00Z",
	"related": [{"pointer": "/unlabelled_supply/0/agreement/file", "sha256": "1"}],
	"document": {"unlabelled_supply": [object.union(
		{"file": "a.wav", "requested_on": "2026-11-01", "log_retention_months": _months},
		change,
	)]},
}
