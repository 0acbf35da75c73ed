package filing.provider.dates_in_order_test

import data.filing.provider.dates_in_order

test_dates_that_follow_each_other_pass if {
	count(dates_in_order.deny) == 0 with input as _record
	count(dates_in_order.warn) == 0 with input as _record
}

test_dates_of_one_day_pass if {
	same := [{"op": "replace", "path": path, "value": "2026-03-02"} |
		some path in [
			"/document/algorithms/0/filing/filed_on", "/document/algorithms/0/changes/0/changed_on",
			"/document/algorithms/0/changes/0/filed_on", "/document/algorithms/0/ended_on",
			"/document/algorithms/0/cancelled_on", "/document/service_filing/obtained_on", "/document/audits/0/reported_on",
			"/document/incidents/0/closed_on", "/document/incidents/0/summary_on",
		]
	]
	count(dates_in_order.deny) == 0 with input as json.patch(_record, same)
	count(dates_in_order.warn) == 0 with input as json.patch(_record, same)
}

test_filing_before_the_first_day_is_warned if {
	filed := [{"op": "replace", "path": "/document/algorithms/0/filing/filed_on", "value": "2026-03-01"}]
	count(dates_in_order.deny) == 0 with input as json.patch(_record, filed)
	findings := dates_in_order.warn with input as json.patch(_record, filed)
	findings == {{
		"code": "filed_before_provided",
		"path": ["algorithms", 0, "filing", "filed_on"],
		"related": [{"path": ["algorithms", 0, "provided_from"]}],
		"name": "speech synthesis",
		"first": "2026-03-02",
		"second": "2026-03-01",
	}}
}

test_filing_of_a_change_before_it_is_warned if {
	change := [
		{"op": "replace", "path": "/document/algorithms/0/changes/0/changed_on", "value": "2026-06-20"},
		{"op": "replace", "path": "/document/algorithms/0/changes/0/filed_on", "value": "2026-06-19"},
	]
	findings := dates_in_order.warn with input as json.patch(_record, change)
	{[finding.code, finding.path] | some finding in findings} == {[
		"change_filed_before_change",
		["algorithms", 0, "changes", 0, "filed_on"],
	]}
	count(dates_in_order.deny) == 0 with input as json.patch(_record, change)
}

test_each_reversed_pair_is_denied_where_the_later_fact_stands if {
	every case in [
		["changed_before_provided", "algorithms/0/changes/0/changed_on", "2026-03-01"],
		["ended_before_provided", "algorithms/0/ended_on", "2026-03-01"],
		["cancelled_before_ended", "algorithms/0/cancelled_on", "2026-08-31"],
		["obtained_before_filed", "service_filing/obtained_on", "2026-01-31"],
		["audit_reported_before_completed", "audits/0/reported_on", "2026-01-31"],
		["incident_reported_before_discovered", "incidents/0/reported_at", "2026-03-02T13:29:59+08:00"],
		["incident_closed_before_discovered", "incidents/0/closed_on", "2026-03-01"],
		["incident_summed_up_before_closed", "incidents/0/summary_on", "2026-03-04"],
		["counted_in_the_future", "personal_information/counted_on", "2026-11-24"],
	] {
		changed := [{"op": "replace", "path": concat("/", ["/document", case[1]]), "value": case[2]}]
		findings := dates_in_order.deny with input as json.patch(_record, changed)
		told := {[finding.code, concat("/", [sprintf("%v", [step]) | some step in finding.path]), finding.second] |
			some finding in findings
		}
		[case[0], case[1], case[2]] in told
	}
}

test_change_of_what_was_not_filed_yet_is_denied if {
	late := [{"op": "replace", "path": "/document/algorithms/0/filing/filed_on", "value": "2026-06-13"}]
	findings := dates_in_order.deny with input as json.patch(_record, late)
	{finding.code | some finding in findings} == {"change_filed_before_filing"}
}

test_cancellation_of_what_was_not_filed_yet_is_denied if {
	late := [
		{"op": "replace", "path": "/document/algorithms/0/filing/filed_on", "value": "2026-09-16"},
		{"op": "replace", "path": "/document/algorithms/0/changes", "value": []},
	]
	findings := dates_in_order.deny with input as json.patch(_record, late)
	{finding.code | some finding in findings} == {"cancelled_before_filed"}
}

test_cancellation_without_an_end_is_denied if {
	open := [{"op": "replace", "path": "/document/algorithms/0/ended_on", "value": null}]
	findings := dates_in_order.deny with input as json.patch(_record, open)
	findings == {{
		"code": "cancelled_without_end",
		"path": ["algorithms", 0, "cancelled_on"],
		"related": [{"path": ["algorithms", 0, "ended_on"]}],
		"name": "speech synthesis",
		"second": "2026-09-15",
	}}
}

test_closing_report_of_an_open_incident_is_denied if {
	open := [{"op": "replace", "path": "/document/incidents/0/closed_on", "value": null}]
	findings := dates_in_order.deny with input as json.patch(_record, open)
	{finding.code | some finding in findings} == {"incident_summed_up_while_open"}
}

test_what_is_not_dated_is_not_compared if {
	every document in [{}, {
		"algorithms": [{"name": "a", "provided_from": "2026-03-02", "filing": null, "changes": [], "ended_on": null}],
		"service_filing": {"obtained_on": "2026-01-01"},
		"audits": [{"completed_on": "2026-02-01"}],
		"incidents": [{"id": "a", "discovered_at": "2026-03-02T05:30:00Z", "reported_at": null, "closed_on": null}],
	}] {
		count(dates_in_order.deny) == 0 with input as {"as_of": "2026-11-23T12:00:00Z", "document": document}
		count(dates_in_order.warn) == 0 with input as {"as_of": "2026-11-23T12:00:00Z", "document": document}
	}
}

_record := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"algorithms": [{
			"name": "speech synthesis",
			"provided_from": "2026-03-02",
			"filing": {"filed_on": "2026-03-10"},
			"changes": [{"changed_on": "2026-06-01", "filed_on": "2026-06-12"}],
			"ended_on": "2026-09-01",
			"cancelled_on": "2026-09-15",
		}],
		"service_filing": {"filed_on": "2026-02-01", "obtained_on": "2026-02-27"},
		"personal_information": {"counted_on": "2026-11-23"},
		"audits": [{"completed_on": "2026-02-01", "reported_on": "2026-02-10"}],
		"incidents": [{
			"id": "incident-01",
			"discovered_at": "2026-03-02T05:30:00Z",
			"reported_at": "2026-03-02T13:30:00+08:00",
			"closed_on": "2026-03-05",
			"summary_on": "2026-03-20",
		}],
	},
}
