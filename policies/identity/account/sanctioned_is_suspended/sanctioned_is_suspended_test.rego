package identity.account.sanctioned_is_suspended_test

import data.identity.account.sanctioned_is_suspended

test_account_without_violations_passes if {
	findings := sanctioned_is_suspended.deny with input as _account([], {})
	count(findings) == 0
}

test_warned_account_below_the_ladder_passes if {
	findings := sanctioned_is_suspended.deny with input as _account(_in_a_row(_row - 1), {})
	count(findings) == 0
	day := sanctioned_is_suspended.deny with input as _account(_on_a_day(_day - 1), {})
	count(day) == 0
}

test_violations_in_a_row_suspend if {
	every number in [_row, _row + 1] {
		findings := sanctioned_is_suspended.deny with input as _account(_in_a_row(number), {})
		findings == {{"code": "consecutive", "path": ["status"], "count": number}}
	}
}

test_violations_on_one_day_suspend if {
	every number in [_day, _day + 1] {
		findings := sanctioned_is_suspended.deny with input as _account(_on_a_day(number), {})
		findings == {{"code": "daily", "path": ["status"], "count": number, "day": "2026-03-02"}}
	}
}

test_day_is_the_day_in_china if {
	before := [object.union(violation, {"at": "2026-03-01T15:59:59Z"}) | some violation in _on_a_day(1)]
	findings := sanctioned_is_suspended.deny with input as _account(array.concat(before, _on_a_day(_day - 1)), {})
	count(findings) == 0
}

test_suspended_account_passes if {
	every status in ["suspended", "closed"] {
		account := {"status": status, "can_publish": false}
		findings := sanctioned_is_suspended.deny with input as _account(_in_a_row(_row), account)
		count(findings) == 0
	}
}

test_restricted_account_is_not_suspended if {
	findings := sanctioned_is_suspended.deny with input as _account(_in_a_row(_row), {"status": "restricted"})
	{finding.code | some finding in findings} == {"consecutive"}
}

test_suspended_account_that_can_publish_is_denied if {
	findings := sanctioned_is_suspended.deny with input as _account([], {"status": "suspended"})
	findings == {{"code": "can_publish", "path": ["can_publish"], "status": "suspended"}}
}

test_violation_without_a_measure_is_denied if {
	every measure in [{"measure": "none"}, {}] {
		violation := object.union({"at": "2026-03-02T01:00:00Z", "in_a_row": 1}, measure)
		findings := sanctioned_is_suspended.deny with input as _account([violation], {})
		findings == {{"code": "unanswered", "path": ["violations", 0, "measure"], "at": "2026-03-02T01:00:00Z"}}
	}
}

test_violations_before_a_recorded_reinstatement_do_not_count if {
	reinstatement := {"at": "2026-03-02T04:00:00Z", "record": "decision-000001"}
	findings := sanctioned_is_suspended.deny with input as _account(_in_a_row(_row), {"reinstatement": reinstatement})
	count(findings) == 0
	earlier := object.union(reinstatement, {"at": "2026-03-02T03:59:59Z"})
	after := sanctioned_is_suspended.deny with input as _account(_in_a_row(_row), {"reinstatement": earlier})
	{finding.code | some finding in after} == {"consecutive"}
}

test_reinstatement_without_a_record_counts_for_nothing if {
	every reinstatement in [{"at": "2026-03-03T00:00:00Z"}, {"at": "2026-03-03T00:00:00Z", "record": " "}] {
		account := {"reinstatement": reinstatement}
		findings := sanctioned_is_suspended.deny with input as _account(_in_a_row(_row), account)
		findings == {
			{"code": "reinstated", "path": ["reinstatement"], "at": "2026-03-03T00:00:00Z"},
			{"code": "consecutive", "path": ["status"], "count": _row},
		}
	}
}

test_empty_document_has_no_violations if {
	findings := sanctioned_is_suspended.deny with input as {"document": {}}
	count(findings) == 0
}

_row := data.identity.params.sanction_consecutive

_day := data.identity.params.sanction_daily

_in_a_row(number) := [{"at": "2026-03-02T12:00:00+08:00", "in_a_row": number, "measure": "warning"}]

_on_a_day(number) := [violation |
	some i in numbers.range(1, number)
	violation := {"at": sprintf("2026-03-02T0%d:00:00+08:00", [i]), "in_a_row": 1, "measure": "warning"}
]

_account(violations, changes) := {"document": object.union(
	{"status": "active", "can_publish": true, "violations": violations},
	changes,
)}
