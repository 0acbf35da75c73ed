package content_security.review_log.retained_test

import data.content_security.review_log.retained

test_months_of_the_parameter_pass if {
	every enough in [_months, _months + 1] {
		count(retained.deny) == 0 with input as _job({"value": enough, "unit": "months"})
	}
}

test_one_month_less_is_denied if {
	findings := retained.deny with input as _job({"value": _months - 1, "unit": "months"})
	findings == {{
		"code": "short",
		"path": ["retention"],
		"value": _months - 1,
		"unit": "months",
		"months": _months,
	}}
}

test_days_count_as_the_longest_months if {
	count(retained.deny) == 0 with input as _job({"value": 184, "unit": "days"})
	findings := retained.deny with input as _job({"value": 183, "unit": "days"})
	findings == {{"code": "days", "path": ["retention"], "value": 183, "months": 6, "needed": 184}}
}

test_parameter_can_ask_for_more if {
	findings := retained.deny with input as _job({"value": _months, "unit": "months"})
		with data.content_security.params.review_log_retention_months as _months + 1
	{finding.months | some finding in findings} == {_months + 1}
}

test_counting_from_before_the_writing_is_denied if {
	findings := retained.deny with input as _job({
		"value": _months,
		"unit": "months",
		"from": "2026-11-20T09:59:59+08:00",
	})
	findings == {{"code": "early", "path": ["retention", "from"], "from": "2026-11-20T09:59:59+08:00"}}
}

test_record_without_a_time_is_denied if {
	job := json.patch(_job({"value": _months, "unit": "months"}), [{"op": "remove", "path": "/document/logged_at"}])
	findings := retained.deny with input as job
	{finding.code | some finding in findings} == {"early"}
}

test_absent_retention_is_denied if {
	every key in ["value", "unit", "from"] {
		without := [{"op": "remove", "path": sprintf("/document/retention/%s", [key])}]
		findings := retained.deny with input as json.patch(_job({"value": _months, "unit": "months"}), without)
		findings == {{"code": "unstated", "path": ["retention"]}}
	}
}

test_empty_document_is_denied if {
	findings := retained.deny with input as {"document": {}}
	findings == {{"code": "unstated", "path": ["retention"]}}
}

_months := data.content_security.params.review_log_retention_months

_job(kept) := {"document": {
	"logged_at": "2026-11-20T10:00:00+08:00",
	"retention": object.union({"from": "2026-11-20T10:00:00+08:00"}, kept),
}}
