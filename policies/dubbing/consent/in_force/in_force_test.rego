package dubbing.consent.in_force_test

import data.dubbing.consent.in_force

test_consent_within_its_term_passes if {
	count(in_force.deny) == 0 with input as _consent({})
}

test_consent_without_an_end_passes if {
	count(in_force.deny) == 0 with input as _consent({"term": {"to": null}})
}

test_first_and_last_day_are_in_force if {
	count(in_force.deny) == 0 with input as _consent({"term": {"from": "2026-11-23", "to": "2026-11-23"}})
}

test_consent_from_the_future_is_denied if {
	findings := in_force.deny with input as _consent({"given_at": "2026-11-23T12:00:01Z"})
	findings == {{"code": "not_given", "path": ["given_at"], "date": "2026-11-23T12:00:01Z"}}
}

test_consent_before_its_term_is_denied if {
	findings := in_force.deny with input as _consent({"term": {"from": "2026-11-24"}})
	findings == {{"code": "not_begun", "path": ["term", "from"], "date": "2026-11-24"}}
}

test_consent_after_its_term_is_denied if {
	findings := in_force.deny with input as _consent({"term": {"to": "2026-11-22"}})
	findings == {{"code": "expired", "path": ["term", "to"], "date": "2026-11-22"}}
}

test_day_is_that_of_china if {
	late := {"as_of": "2026-11-22T16:00:00Z", "document": {"term": {"to": "2026-11-22"}}}
	findings := in_force.deny with input as object.union(_consent({}), late)
	{finding.code | some finding in findings} == {"expired"}
}

test_withdrawn_consent_is_denied if {
	every instant in ["2026-11-23T12:00:00Z", "2026-11-23T19:59:59+08:00"] {
		findings := in_force.deny with input as _consent({"withdrawn_at": instant})
		findings == {{"code": "withdrawn", "path": ["withdrawn_at"], "date": instant}}
	}
}

test_withdrawal_to_come_leaves_it_in_force if {
	count(in_force.deny) == 0 with input as _consent({"withdrawn_at": "2026-11-23T12:00:01Z"})
}

test_absent_fields_are_denied if {
	findings := in_force.deny with input as {"as_of": "2026-11-23T12:00:00Z", "document": {}}
	findings == {
		{"code": "not_given", "path": ["given_at"], "date": null},
		{"code": "not_begun", "path": ["term", "from"], "date": null},
		{"code": "expired", "path": ["term", "to"], "date": null},
		{"code": "withdrawn", "path": ["withdrawn_at"], "date": null},
	}
}

_consent(changes) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": object.union(
		{
			"given_at": "2026-02-20T10:30:00+08:00",
			"term": {"from": "2026-03-01", "to": "2028-02-29"},
			"withdrawn_at": null,
		},
		changes,
	),
}
