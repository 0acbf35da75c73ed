package dubbing.consent.dates_in_order_test

import data.dubbing.consent.dates_in_order

test_dates_in_order_pass if {
	count(dates_in_order.deny) == 0 with input as _consent({})
}

test_same_day_is_in_order if {
	same := _consent({
		"notice": {"date": "2026-02-20", "retention": {"until": "2028-02-29"}},
		"term": {"from": "2026-02-20", "to": "2026-02-20"},
		"publication": null,
	})
	count(dates_in_order.deny) == 0 with input as json.patch(same, [
		{"op": "replace", "path": "/document/entrusted", "value": []},
		{"op": "replace", "path": "/document/supplies", "value": []},
		{"op": "replace", "path": "/document/abroad", "value": []},
	])
}

test_empty_document_has_no_dates if {
	count(dates_in_order.deny) == 0 with input as {"document": {}}
}

test_consent_after_the_first_day_of_the_term_is_warned_of if {
	count(dates_in_order.deny) == 0 with input as _consent({"term": {"from": "2026-02-19"}})
	findings := dates_in_order.warn with input as _consent({"term": {"from": "2026-02-19"}})
	findings == {_finding("given_late", ["given_at"], "2026-02-20", ["term", "from"], "2026-02-19")}
}

test_use_before_the_consent_is_denied if {
	every key in ["entrusted", "supplies", "abroad"] {
		findings := dates_in_order.deny with input as _consent({key: [{"from": "2026-02-19"}]})
		findings == {_finding("used_before", [key, 0, "from"], "2026-02-19", ["given_at"], "2026-02-20")}
	}
}

test_publication_before_the_term_and_the_consent_is_denied if {
	findings := dates_in_order.deny with input as _consent({"publication": {"from": "2026-02-25"}})
	findings == {_finding("published_before", ["publication", "from"], "2026-02-25", ["term", "from"], "2026-03-01")}
	earlier := dates_in_order.deny with input as _consent({"publication": {"from": "2026-02-19"}})
	{finding.code | some finding in earlier} == {"used_before", "published_before"}
}

test_further_consent_before_the_notice_is_denied if {
	early := {"given_at": "2026-02-19T23:00:00+08:00"}
	every key in ["guardian", "publication"] {
		findings := dates_in_order.deny with input as _consent({key: {"consent": early}})
		findings == {_finding("uninformed", [key, "consent", "given_at"], "2026-02-19", ["notice", "date"], "2026-02-20")}
	}
	every key in ["supplies", "abroad"] {
		findings := dates_in_order.deny with input as _consent({key: [{"from": "2026-03-01", "consent": early}]})
		findings == {_finding("uninformed", [key, 0, "consent", "given_at"], "2026-02-19", ["notice", "date"], "2026-02-20")}
	}
}

test_term_that_ends_before_it_begins_is_denied if {
	findings := dates_in_order.deny with input as _consent({"term": {"to": "2026-02-28"}, "publication": null})
	{finding.code | some finding in findings} == {"term", "after_term"}
	_finding("term", ["term", "to"], "2026-02-28", ["term", "from"], "2026-03-01") in findings
}

test_what_begins_after_the_term_is_denied if {
	every key in ["entrusted", "supplies", "abroad"] {
		findings := dates_in_order.deny with input as _consent({key: [{"from": "2028-03-01"}]})
		findings == {_finding("after_term", [key, 0, "from"], "2028-03-01", ["term", "to"], "2028-02-29")}
	}
	findings := dates_in_order.deny with input as _consent({"publication": {"from": "2028-03-01"}})
	findings == {_finding("after_term", ["publication", "from"], "2028-03-01", ["term", "to"], "2028-02-29")}
}

test_open_term_has_no_end_to_come_after if {
	open := {"term": {"from": "2026-03-01", "to": null}, "publication": {"from": "2099-01-01"}}
	count(dates_in_order.deny) == 0 with input as _consent(open)
}

test_retention_that_ends_before_the_use_is_denied if {
	findings := dates_in_order.deny with input as _consent({"notice": {"retention": {"until": "2028-02-28"}}})
	findings == {_finding("retention", ["notice", "retention", "until"], "2028-02-28", ["term", "to"], "2028-02-29")}
	count(dates_in_order.deny) == 0 with input as _consent({"notice": {"retention": {"until": null}}})
}

test_contract_that_ended_before_the_processing_is_denied if {
	findings := dates_in_order.deny with input as _consent({"entrusted": [{
		"from": "2026-03-01",
		"contract": {"to": "2026-02-28"},
	}]})
	findings == {_finding(
		"contract",
		["entrusted", 0, "contract", "to"],
		"2026-02-28",
		["entrusted", 0, "from"],
		"2026-03-01",
	)}
	count(dates_in_order.deny) == 0 with input as _consent({"entrusted": [{"from": "2026-03-01", "contract": {"to": null}}]})
	count(dates_in_order.deny) == 0 with input as _consent({"entrusted": [{"from": "2026-03-01", "contract": null}]})
}

test_withdrawal_before_the_consent_is_denied if {
	findings := dates_in_order.deny with input as _consent({"withdrawn_at": "2026-02-20T10:29:59+08:00"})
	findings == {_finding("withdrawn", ["withdrawn_at"], "2026-02-20", ["given_at"], "2026-02-20")}
	count(dates_in_order.deny) == 0 with input as _consent({"withdrawn_at": "2026-02-20T10:30:00+08:00"})
}

test_completion_before_the_withdrawal_is_denied if {
	findings := dates_in_order.deny with input as _consent({
		"withdrawn_at": "2026-09-30T10:00:00+08:00",
		"withdrawal": {"completed_at": "2026-09-29T10:00:00+08:00"},
	})
	findings == {_finding(
		"completed",
		["withdrawal", "completed_at"],
		"2026-09-29",
		["withdrawn_at"],
		"2026-09-30",
	)}
}

test_completion_without_a_withdrawal_is_denied if {
	findings := dates_in_order.deny with input as _consent({"withdrawal": {"completed_at": "2026-09-29T10:00:00+08:00"}})
	findings == {{
		"code": "not_withdrawn",
		"path": ["withdrawal", "completed_at"],
		"related": [{"path": ["withdrawn_at"]}],
		"date": "2026-09-29",
	}}
}

test_demand_or_ratification_before_the_consent_is_denied if {
	every key, code in {"demanded_on": "demanded", "ratified_on": "ratified"} {
		findings := dates_in_order.deny with input as _consent({"guardian": {key: "2026-02-19"}})
		findings == {_finding(code, ["guardian", key], "2026-02-19", ["given_at"], "2026-02-20")}
		count(dates_in_order.deny) == 0 with input as _consent({"guardian": {key: "2026-02-20"}})
	}
	count(dates_in_order.deny) == 0 with input as _consent({"guardian": {"ratified_on": null}})
}

_finding(code, path, date, place, other) := {
	"code": code,
	"path": path,
	"related": [{"path": place}],
	"date": date,
	"other": other,
}

_further := {"given_at": "2026-02-20T10:35:00+08:00"}

_consent(changes) := {"document": object.union(
	{
		"notice": {"date": "2026-02-20", "retention": {"until": "2028-02-29"}},
		"given_at": "2026-02-20T10:30:00+08:00",
		"guardian": {"consent": _further},
		"term": {"from": "2026-03-01", "to": "2028-02-29"},
		"entrusted": [{"from": "2026-03-01", "contract": {"to": "2028-02-29"}}],
		"supplies": [{"from": "2026-03-01", "consent": _further}],
		"publication": {"from": "2026-03-01", "consent": _further},
		"abroad": [{"from": "2026-03-01", "consent": _further}],
		"withdrawal": {"completed_at": null},
		"withdrawn_at": null,
	},
	changes,
)}
