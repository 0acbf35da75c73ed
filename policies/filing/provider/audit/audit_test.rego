package filing.provider.audit_test

import data.filing.provider.audit
import future.keywords.not

test_any_audit_passes_where_no_interval_is_fixed if {
	every day in ["2001-01-01", "2026-11-23"] {
		count(audit.deny) == 0 with input as _provider({"persons": 120000, "minors": false}, [_audit(day)])
		count(audit.warn) == 0 with input as _provider({"persons": 120000, "minors": false}, [_audit(day)])
	}
	count(audit.warn) == 0 with input as _without("personal_information", _provider({}, [_audit("2026-01-01")]))
}

test_no_audit_at_all_is_warned if {
	findings := audit.warn with input as _provider({"persons": 120000, "minors": false}, [])
	findings == {{"code": "missing", "path": ["audits"]}}
	same := audit.warn with input as {"as_of": "2026-11-23T12:00:00Z", "document": {}}
	same == findings
	count(audit.deny) == 0 with input as {"as_of": "2026-11-23T12:00:00Z", "document": {}}
}

test_information_of_minors_is_audited_every_year if {
	minors := {"persons": 200000, "minors": true}
	reported := object.union(_audit("2025-11-23"), {"covers_minors": true, "reported_on": "2025-12-01"})
	count(audit.deny) == 0 with input as _provider(minors, [reported])
	count(audit.warn) == 0 with input as _provider(minors, [reported])
	every audits in [
		[],
		[object.union(reported, {"completed_on": "2025-11-22"})],
		[object.union(reported, {"covers_minors": false})],
	] {
		findings := audit.deny with input as _provider(minors, audits)
		findings == {{
			"code": "minors",
			"path": ["personal_information", "minors"],
			"since": "2025-11-23",
			"related": [{"path": ["audits"]}],
		}}
		count(audit.warn) == 0 with input as _provider(minors, audits)
	}
}

test_record_without_a_word_of_minors_counts_as_one_that_has_them if {
	findings := audit.deny with input as _provider({"persons": 1}, [_audit("2026-01-01")])
	{finding.code | some finding in findings} == {"minors"}
}

test_first_year_of_the_regulation_only_warns if {
	early := object.union(_provider({"persons": 1, "minors": true}, []), {"as_of": "2024-12-31T12:00:00Z"})
	count(audit.deny) == 0 with input as early
	findings := audit.warn with input as early
	{finding.code | some finding in findings} == {"missing"}
}

test_audit_of_minors_without_a_report_is_warned if {
	minors := {"persons": 200000, "minors": true}
	audits := [
		object.union(_audit("2026-01-01"), {"covers_minors": true}),
		object.union(_audit("2025-01-01"), {"covers_minors": true}),
	]
	findings := audit.warn with input as _provider(minors, audits)
	findings == {{"code": "unreported", "path": ["audits", 0], "completed_on": "2026-01-01"}}
}

test_more_than_ten_million_persons_are_audited_every_two_years if {
	many := {"persons": 10000001, "minors": false}
	count(audit.deny) == 0 with input as _provider(many, [_audit("2024-11-23")])
	findings := audit.deny with input as _provider(many, [_audit("2024-11-22")])
	findings == {{
		"code": "many",
		"path": ["personal_information", "persons"],
		"persons": 10000001,
		"since": "2024-11-23",
		"related": [{"path": ["audits"]}],
	}}
	count(audit.deny) == 0 with input as _provider({"persons": 10000000, "minors": false}, [_audit("2024-11-22")])
}

test_who_never_made_one_has_two_years_from_the_measures_on if {
	many := _provider({"persons": 10000001, "minors": false}, [])
	before := object.union(many, {"as_of": "2027-04-30T12:00:00Z"})
	count(audit.deny) == 0 with input as before
	warned := audit.warn with input as before
	{finding.code | some finding in warned} == {"missing"}
	denied := audit.deny with input as object.union(many, {"as_of": "2027-05-01T12:00:00Z"})
	{finding.code | some finding in denied} == {"many"}
}

test_small_handler_is_warned_after_five_years if {
	small := {"persons": 99999, "minors": false}
	count(audit.warn) == 0 with input as _provider(small, [_audit("2021-11-23")])
	findings := audit.warn with input as _provider(small, [_audit("2021-11-22"), _audit("2020-01-01")])
	findings == {{"code": "small", "path": ["audits"], "completed_on": "2021-11-22"}}
	count(audit.warn) == 0 with input as _provider({"persons": 100000, "minors": false}, [_audit("2021-11-22")])
}

test_audit_in_the_future_is_denied_and_does_not_count if {
	provider := _provider({"persons": 120000, "minors": false}, [_audit("2026-11-24")])
	findings := audit.deny with input as provider
	findings == {{"code": "future", "path": ["audits", 0, "completed_on"], "completed_on": "2026-11-24"}}
	warned := audit.warn with input as provider
	{finding.code | some finding in warned} == {"missing"}
}

_audit(day) := {"covers_minors": false, "by": "self", "completed_on": day}

_without(key, provider) := object.union(
	object.remove(provider, ["document"]),
	{"document": object.remove(provider.document, [key])},
)

_provider(information, audits) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"personal_information": information, "audits": audits},
}
