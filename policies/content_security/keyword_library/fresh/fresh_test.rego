package content_security.keyword_library.fresh_test

import data.content_security.keyword_library.fresh

test_update_of_today_passes if {
	count(fresh.warn) == 0 with input as _updated(0)
}

test_last_day_passes if {
	count(fresh.warn) == 0 with input as _updated(_days)
}

test_a_day_more_is_warned if {
	findings := fresh.warn with input as _updated(_days + 1)
	{[finding.code, finding.age, finding.days] | some finding in findings} == {["old", _days + 1, _days]}
	{finding.path | some finding in findings} == {["updated"]}
}

test_parameter_decides_how_old_is_too_old if {
	findings := fresh.warn with input as _updated(_days + 1) with data.content_security.params.keyword_library_max_age_days as _days + 1
	count(findings) == 0
}

test_update_of_tomorrow_is_warned if {
	findings := fresh.warn with input as _updated(-1)
	{finding.code | some finding in findings} == {"future"}
}

test_undated_document_is_warned if {
	findings := fresh.warn with input as {"document": {}, "as_of": "2026-11-23T12:00:00Z"}
	findings == {{"code": "undated", "path": ["updated"]}}
}

_days := data.content_security.params.keyword_library_max_age_days

_updated(age) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"updated": concat("", [
		time.format([
			time.parse_rfc3339_ns("2026-11-23T09:00:00+08:00") - ((age * 86400) * 1000000000),
			"Asia/Shanghai",
			"2006-01-02T15:04:05",
		]),
		"+08:00",
	])},
}
