package identity.account.sanctioned_is_suspended_test

import data.identity.account.sanctioned_is_suspended

test_account_without_violations_passes if {
	denied := sanctioned_is_suspended.deny with input as _account([], {})
	warned := sanctioned_is_suspended.warn with input as _account([], {})
	count(denied | warned) == 0
}

test_warned_account_below_the_ladder_passes if {
	findings := sanctioned_is_suspended.warn with input as _account(_in_a_row(_row - 1), {})
	count(findings) == 0
	day := sanctioned_is_suspended.warn with input as _account(_on_a_day(_day - 1), {})
	count(day) == 0
}

test_violations_in_a_row_suspend if {
	every number in [_row, _row + 1] {
		count(sanctioned_is_suspended.deny) == 0 with input as _account(_in_a_row(number), {})
		findings := sanctioned_is_suspended.warn with input as _account(_in_a_row(number), {})
		findings == {{"code": "consecutive", "path": ["status"], "count": number}}
	}
}

test_violations_on_one_day_suspend if {
	every number in [_day, _day + 1] {
		count(sanctioned_is_suspended.deny) == 0 with input as _account(_on_a_day(number), {})
		findings := sanctioned_is_suspended.warn with input as _account(_on_a_day(number), {})
		findings == {{"code": "daily", "path": ["status"], "count": number, "day": "2026-03-02"}}
	}
}

test_day_is_the_day_in_china if {
	before := [object.union(violation, {"at": "2026-03-01T15:59:59Z"}) | some violation in _on_a_day(1)]
	findings := sanctioned_is_suspended.warn with input as _account(array.concat(before, _on_a_day(_day - 1)), {})
	count(findings) == 0
}

test_suspended_account_passes if {
	every status in ["suspended", "closed"] {
		account := {"status": status, "can_publish": false}
		denied := sanctioned_is_suspended.deny with input as _account(_in_a_row(_row), account)
		warned := sanctioned_is_suspended.warn with input as _account(_in_a_row(_row), account)
		count(denied | warned) == 0
	}
}

test_restricted_account_is_not_suspended if {
	account := _account(_in_a_row(_row), {"status": "restricted"})
	count(sanctioned_is_suspended.deny) == 0 with input as account
	findings := sanctioned_is_suspended.warn with input as account
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
	account := _account(_stopped, {"reinstatement": {"at": "2026-03-02T04:00:01Z", "record": "decision-000001"}})
	count(sanctioned_is_suspended.deny) == 0 with input as account
	count(sanctioned_is_suspended.warn) == 0 with input as account
}

test_violation_at_the_instant_of_a_reinstatement_counts if {
	account := _account(_stopped, {"reinstatement": {"at": "2026-03-02T04:00:00Z", "record": "decision-000001"}})
	findings := sanctioned_is_suspended.warn with input as account
	{finding.code | some finding in findings} == {"consecutive", "needless"}
}

test_reinstatement_without_a_record_counts_for_nothing if {
	every reinstatement in [{"at": "2026-03-03T00:00:00Z"}, {"at": "2026-03-03T00:00:00Z", "record": " "}] {
		account := _account(_stopped, {"reinstatement": reinstatement})
		denied := sanctioned_is_suspended.deny with input as account
		denied == {{"code": "reinstated", "path": ["reinstatement"], "at": "2026-03-03T00:00:00Z"}}
		warned := sanctioned_is_suspended.warn with input as account
		warned == {{"code": "consecutive", "path": ["status"], "count": _row}}
	}
}

test_reinstatement_of_an_account_that_nobody_suspended_is_warned if {
	reinstatement := {"at": "2026-03-03T00:00:00Z", "record": "decision-000001"}
	findings := sanctioned_is_suspended.warn with input as _account(_in_a_row(_row), {"reinstatement": reinstatement})
	findings == {{"code": "needless", "path": ["reinstatement", "at"], "at": "2026-03-03T00:00:00Z"}}
}

test_counts_that_do_not_follow_each_other_are_warned if {
	every counts in [[1, 3], [1, 2, 2], [1, 2, 4]] {
		violations := [violation |
			some i, number in counts
			violation := {"at": sprintf("2026-03-0%dT01:00:00Z", [i + 1]), "in_a_row": number, "measure": "warning"}
		]
		findings := sanctioned_is_suspended.warn with input as _account(violations, {"status": "closed"})
		last := count(counts) - 1
		findings == {{
			"code": "miscounted",
			"path": ["violations", last, "in_a_row"],
			"at": violations[last].at,
			"count": counts[last],
			"related": [{"path": ["violations", last - 1, "in_a_row"]}],
		}}
	}
}

test_count_that_begins_later_than_one_is_warned if {
	violations := [{"at": "2026-03-02T01:00:00Z", "in_a_row": 2, "measure": "warning"}]
	findings := sanctioned_is_suspended.warn with input as _account(violations, {})
	findings == {{
		"code": "miscounted",
		"path": ["violations", 0, "in_a_row"],
		"at": "2026-03-02T01:00:00Z",
		"count": 2,
	}}
}

test_violations_at_once_that_are_not_in_a_row_are_warned if {
	violations := [violation |
		some i in numbers.range(1, _row)
		violation := {"at": sprintf("2026-03-02T01:00:%d0Z", [i]), "in_a_row": 1, "measure": "warning"}
	]
	findings := sanctioned_is_suspended.warn with input as _account(violations, {})
	findings == {{"code": "burst", "path": ["violations", 0], "count": _row, "minutes": _minutes}}
	apart := sanctioned_is_suspended.warn with input as _account(violations, {})
		with data.identity.params.sanction_burst_minutes as 0
	count(apart) == 0
}

test_own_numbers_of_the_service_count_where_they_are_stricter if {
	every own in [1, _row - 1] {
		findings := sanctioned_is_suspended.warn with input as _beside({"consecutive": own})
		findings == {{"code": "consecutive", "path": ["status"], "count": _row - 1}}
	}
	every own in [_row, 100, null] {
		findings := sanctioned_is_suspended.warn with input as _beside({"consecutive": own})
		count(findings) == 0
	}
	daily := sanctioned_is_suspended.warn with input as _beside({"daily": _row - 1})
	{finding.code | some finding in daily} == {"daily"}
}

test_empty_document_has_no_violations if {
	findings := sanctioned_is_suspended.deny with input as {"document": {}}
	count(findings) == 0
}

_row := data.identity.params.sanction_consecutive

_day := data.identity.params.sanction_daily

_minutes := data.identity.params.sanction_burst_minutes

_in_a_row(number) := [violation |
	some i in numbers.range(1, number)
	violation := {"at": sprintf("2026-03-02T11:0%d:00+08:00", [i]), "in_a_row": i, "measure": "warning"}
]

_stopped := array.concat(_in_a_row(_row - 1), [{
	"at": "2026-03-02T12:00:00+08:00",
	"in_a_row": _row,
	"measure": "suspension",
}])

_beside(sanctions) := object.union(_account(_in_a_row(_row - 1), {}), {"related": [{
	"pointer": "/service",
	"path": "studio.service.yaml",
	"kind": "identity.service",
	"document": {"sanctions": sanctions},
}]})

_on_a_day(number) := [violation |
	some i in numbers.range(1, number)
	violation := {"at": sprintf("2026-03-02T0%d:00:00+08:00", [i]), "in_a_row": 1, "measure": "warning"}
]

_account(violations, changes) := {"document": object.union(
	{"status": "active", "can_publish": true, "violations": violations},
	changes,
)}
