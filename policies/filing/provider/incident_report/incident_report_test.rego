package filing.provider.incident_report_test

import data.filing.provider.incident_report

test_reported_and_summed_up_in_time_passes if {
	incident_report.applies with input as _provider({})
	count(incident_report.deny) == 0 with input as _provider({})
	count(incident_report.warn) == 0 with input as _provider({})
}

test_general_incident_owes_no_report if {
	general := {"grade": "general", "reported_at": null, "summary_on": null}
	count(incident_report.deny) == 0 with input as _provider(general)
	count(incident_report.warn) == 0 with input as _provider(general)
}

test_report_is_due_for_the_hours_of_the_parameter if {
	at := {"reported_at": "2026-03-02T09:30:00Z"}
	count(incident_report.deny) == 0 with input as _provider(at)
	findings := incident_report.deny with input as _provider({"reported_at": "2026-03-02T17:30:01+08:00"})
	findings == {_report({"code": "late", "reported_at": "2026-03-02T17:30:01+08:00"})}
	shorter := incident_report.deny with input as _provider(at) with data.filing.params.incident_report_hours as 3
	{finding.code | some finding in shorter} == {"late"}
}

test_critical_infrastructure_reports_within_its_own_hours if {
	critical := [{"op": "add", "path": "/document/critical_infrastructure", "value": true}]
	findings := incident_report.deny with input as json.patch(_provider({}), critical)
	{finding.limit | some finding in findings} == {data.filing.params.incident_report_hours_critical}
}

test_missing_report_is_warned_until_the_limit_and_denied_after if {
	running := object.union(_provider({"reported_at": null}), {"as_of": "2026-03-02T09:30:00Z"})
	warned := incident_report.warn with input as running
	_report({"code": "due"}) in warned
	over := object.union(running, {"as_of": "2026-03-02T09:30:01Z"})
	denied := incident_report.deny with input as over
	_report({"code": "unreported"}) in denied
}

test_closing_report_follows_within_the_days_of_the_parameter if {
	count(incident_report.deny) == 0 with input as _provider({"summary_on": "2026-04-04"})
	findings := incident_report.deny with input as _provider({"summary_on": "2026-04-05"})
	findings == {_summary({"code": "summary_late", "summary_on": "2026-04-05"})}
}

test_missing_closing_report_is_warned_until_the_limit_and_denied_after if {
	running := object.union(_provider({"summary_on": null}), {"as_of": "2026-04-04T12:00:00Z"})
	warned := incident_report.warn with input as running
	warned == {_summary({"code": "summary_due"})}
	denied := incident_report.deny with input as object.union(running, {"as_of": "2026-04-05T12:00:00Z"})
	denied == {_summary({"code": "no_summary"})}
}

test_open_incident_owes_no_closing_report if {
	open := _provider({"closed_on": null, "summary_on": null})
	count(incident_report.deny) == 0 with input as open
	count(incident_report.warn) == 0 with input as open
}

test_incident_without_a_grade_is_warned if {
	findings := incident_report.warn with input as _provider({"grade": null, "reported_at": null, "summary_on": null})
	findings == {{"code": "ungraded", "path": ["incidents", 0, "grade"], "id": "incident-01"}}
}

test_grade_below_that_of_the_annex_is_denied if {
	every case in [
		["general", 1000000], ["general", 10000000], ["relatively_major", 10000000], ["major", 100000000],
	] {
		findings := incident_report.deny with input as _provider({"grade": case[0], "persons": case[1]})
		findings == {{
			"code": "undergraded",
			"path": ["incidents", 0, "grade"],
			"id": "incident-01",
			"persons": case[1],
			"grade": case[0],
			"related": [{"path": ["incidents", 0, "persons"]}],
		}}
	}
	every case in [["general", 999999], ["major", 10000000], ["particularly_major", 1]] {
		count(incident_report.deny) == 0 with input as _provider({"grade": case[0], "persons": case[1]})
	}
}

test_a_million_persons_make_it_serious_whatever_its_grade if {
	findings := incident_report.deny with input as _provider({"grade": null, "persons": 1000000, "reported_at": null})
	findings == {_report({"code": "unreported"})}
}

test_dates_in_the_future_are_denied if {
	every member, day in {
		"closed_on": "2026-11-24",
		"summary_on": "2026-11-24",
		"discovered_at": "2026-11-23T12:00:01Z",
		"reported_at": "2026-11-23T12:00:01Z",
	} {
		findings := incident_report.deny with input as _provider({member: day})
		{"code": "future", "path": ["incidents", 0, member], "id": "incident-01", "day": day} in findings
	}
}

test_incident_before_the_measures_is_not_judged if {
	not incident_report.applies with input as _provider({"discovered_at": "2025-10-31T15:59:59Z"})
	incident_report.applies with input as _provider({"discovered_at": "2025-10-31T16:00:00Z"})
}

test_no_incident_is_not_applicable if {
	not incident_report.applies with input as {"document": {"incidents": []}}
	not incident_report.applies with input as {"document": {}}
}

_report(changes) := object.union(
	{
		"path": ["incidents", 0, "reported_at"],
		"id": "incident-01",
		"discovered_at": "2026-03-02T05:30:00Z",
		"limit": data.filing.params.incident_report_hours,
		"related": [{"path": ["incidents", 0, "discovered_at"]}],
	},
	changes,
)

_summary(changes) := object.union(
	{
		"path": ["incidents", 0, "summary_on"],
		"id": "incident-01",
		"closed_on": "2026-03-05",
		"limit": data.filing.params.incident_closing_days,
		"related": [{"path": ["incidents", 0, "closed_on"]}],
	},
	changes,
)

_provider(changes) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"critical_infrastructure": false,
		"incidents": [object.union(
			{
				"id": "incident-01",
				"grade": "relatively_major",
				"discovered_at": "2026-03-02T05:30:00Z",
				"reported_at": "2026-03-02T08:00:00Z",
				"closed_on": "2026-03-05",
				"summary_on": "2026-03-20",
			},
			changes,
		)],
	},
}
