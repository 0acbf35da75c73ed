package filing.provider.incident_routes_test

import data.filing.provider.incident_routes

test_limits_of_the_parameters_pass if {
	every step in [0, 1] {
		report := {"hours": _hours - step, "closing_days": _closing - step}
		count(incident_routes.warn) == 0 with input as _provider(false, report)
	}
}

test_an_hour_more_is_warned if {
	findings := incident_routes.warn with input as _provider(false, {"hours": _hours + 1})
	findings == {{"code": "hours", "path": ["incident_plan", "report", "hours"], "most": _hours}}
}

test_critical_infrastructure_is_faster if {
	most := data.filing.params.incident_report_hours_critical
	findings := incident_routes.warn with input as _provider(true, {"hours": most + 1})
	findings == {{"code": "hours", "path": ["incident_plan", "report", "hours"], "most": most}}
	count(incident_routes.warn) == 0 with input as _provider(true, {"hours": most})
}

test_a_day_more_is_warned if {
	findings := incident_routes.warn with input as _provider(false, {"closing_days": _closing + 1})
	findings == {{"code": "closing_days", "path": ["incident_plan", "report", "closing_days"], "most": _closing}}
}

test_what_is_not_said_is_warned if {
	every unsaid in ["recipient", "hours", "closing_days"] {
		findings := incident_routes.warn with input as _provider(false, {unsaid: null})
		{finding.code | some finding in findings} == {unsaid}
	}
	blank := incident_routes.warn with input as _provider(false, {"recipient": " "})
	{finding.code | some finding in blank} == {"recipient"}
}

test_empty_document_is_warned_of_all if {
	findings := incident_routes.warn with input as {"document": {}}
	{finding.code | some finding in findings} == {"recipient", "hours", "closing_days"}
}

_hours := data.filing.params.incident_report_hours

_closing := data.filing.params.incident_closing_days

_provider(critical, changes) := {"document": {
	"critical_infrastructure": critical,
	"incident_plan": {"report": object.union(
		{"recipient": "the provincial cyberspace administration", "hours": _hours - 3, "closing_days": _closing},
		changes,
	)},
}}
