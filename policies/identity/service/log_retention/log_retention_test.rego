package identity.service.log_retention_test

import data.identity.service.log_retention

test_six_months_pass if {
	every enough in [{"value": 6, "unit": "months"}, {"value": 184, "unit": "days"}, {"value": 1, "unit": "years"}] {
		findings := log_retention.deny with input as _service([{"category": "login", "retention": enough}])
		count(findings) == 0
	}
}

test_180_days_are_denied if {
	logs := [{"category": "login", "retention": {"value": 180, "unit": "days"}}]
	findings := log_retention.deny with input as _service(logs)
	findings == {{
		"code": "days",
		"path": ["logs", 0, "retention"],
		"category": "login",
		"value": 180,
		"months": 6,
		"needed": 184,
	}}
}

test_every_category_is_judged if {
	logs := [
		{"category": "login", "retention": {"value": 12, "unit": "months"}},
		{"category": "generation", "retention": {"value": 5, "unit": "months"}},
	]
	findings := log_retention.deny with input as _service(logs)
	{[finding.code, finding.path] | some finding in findings} == {["short", ["logs", 1, "retention"]]}
}

test_parameter_can_ask_for_more if {
	logs := [{"category": "login", "retention": {"value": 6, "unit": "months"}}]
	findings := log_retention.deny with input as _service(logs) with data.identity.params.log_retention_months as 12
	{finding.months | some finding in findings} == {12}
}

test_absent_retention_is_denied if {
	every log in [
		{"category": "login"},
		{"category": "login", "retention": {"unit": "months"}},
		{"category": "login", "retention": {"value": 6}},
	] {
		findings := log_retention.deny with input as _service([log])
		findings == {{"code": "unstated", "path": ["logs", 0], "category": "login"}}
	}
}

test_no_logs_are_denied if {
	findings := log_retention.deny with input as _service([])
	findings == {{"code": "missing", "path": ["logs"]}}
}

test_empty_document_is_denied if {
	findings := log_retention.deny with input as {"document": {}}
	findings == {{"code": "missing", "path": ["logs"]}}
}

_service(logs) := {"document": {"logs": logs}}
