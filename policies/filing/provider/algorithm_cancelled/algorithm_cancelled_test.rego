package filing.provider.algorithm_cancelled_test

import data.filing.provider.algorithm_cancelled
import data.lib.pointers

test_cancellation_in_time_passes if {
	every days in [_limit - 1, _limit] {
		denied := algorithm_cancelled.deny with input as _provider({}, [_span(days)])
		warned := algorithm_cancelled.warn with input as _provider({}, [_span(days)])
		count(denied | warned) == 0
	}
}

test_one_day_more_is_late if {
	findings := algorithm_cancelled.deny with input as _provider({}, [_span(_limit + 1)])
	findings == {_finding("late", "2026-06-26")}
}

test_filing_that_still_stands_is_warned_until_the_limit if {
	findings := algorithm_cancelled.warn with input as _provider({"cancelled_on": null}, [_span(_limit)])
	findings == {_finding("due", null)}
	count(algorithm_cancelled.deny) == 0 with input as _provider({"cancelled_on": null}, [_span(_limit)])
}

test_filing_that_still_stands_is_denied_after_the_limit if {
	findings := algorithm_cancelled.deny with input as _provider({"cancelled_on": null}, [_span(_limit + 1)])
	findings == {_finding("missing", null)}
	count(algorithm_cancelled.warn) == 0 with input as _provider({"cancelled_on": null}, [_span(_limit + 1)])
}

test_years_that_the_calendar_does_not_know_are_uncertain if {
	spans := [{"pointer": pointers.of(_path), "least": 0, "most": _limit + 1}]
	findings := algorithm_cancelled.warn with input as _provider({}, spans)
	findings == {_finding("uncertain", "2026-06-26")}
	count(algorithm_cancelled.deny) == 0 with input as _provider({}, spans)
}

test_what_was_not_counted_is_denied if {
	findings := algorithm_cancelled.deny with input as _provider({}, [])
	findings == {_finding("uncounted", "2026-06-26")}
}

test_technical_supporter_cancels_whatever_the_attributes if {
	supporter := [
		{"op": "add", "path": "/document/role", "value": ["technical_supporter"]},
		{"op": "add", "path": "/document/scope", "value": {"domestic_public": true, "public_opinion": false}},
	]
	algorithm_cancelled.applies with input as json.patch(_provider({}, []), supporter)
	user := [
		{"op": "add", "path": "/document/role", "value": ["user"]},
		{"op": "add", "path": "/document/scope", "value": {"domestic_public": true, "public_opinion": true}},
	]
	not algorithm_cancelled.applies with input as json.patch(_provider({}, []), user)
}

test_cancellation_in_the_future_is_denied if {
	findings := algorithm_cancelled.deny with input as _provider({"cancelled_on": "2026-11-24"}, [_span(0)])
	findings == {_finding("future", "2026-11-24")}
}

test_end_of_today_makes_it_applicable if {
	algorithm_cancelled.applies with input as _provider({"ended_on": "2026-11-23"}, [])
}

test_what_goes_on_is_not_applicable if {
	every ended_on in [null, "2026-11-24"] {
		not algorithm_cancelled.applies with input as _provider({"ended_on": ended_on}, [])
	}
}

test_what_was_never_filed_is_not_applicable if {
	not algorithm_cancelled.applies with input as _provider({"filing": null}, [])
}

test_other_services_are_not_applicable if {
	every member in ["domestic_public", "public_opinion"] {
		not algorithm_cancelled.applies with input as json.patch(
			_provider({}, []),
			[{"op": "replace", "path": concat("/", ["/document/scope", member]), "value": false}],
		)
	}
}

test_empty_document_is_not_applicable if {
	not algorithm_cancelled.applies with input as {"document": {}, "as_of": "2026-11-23T12:00:00Z"}
}

_limit := data.filing.params.algorithm_cancellation_days

_path := ["algorithms", 0, "cancelled_on"]

_span(days) := {"pointer": pointers.of(_path), "least": days, "most": days}

_finding(code, cancelled_on) := {
	"code": code,
	"path": _path,
	"name": "speech synthesis",
	"since": "2026-06-01",
	"cancelled_on": cancelled_on,
	"limit": _limit,
}

_provider(changes, spans) := {
	"as_of": "2026-11-23T12:00:00Z",
	"facts": {"spans": spans},
	"document": {
		"scope": {"domestic_public": true, "public_opinion": true},
		"algorithms": [json.patch(
			{
				"name": "speech synthesis",
				"filing": {"filed_on": "2026-03-13"},
				"ended_on": "2026-06-01",
				"cancelled_on": "2026-06-26",
			},
			[{"op": "replace", "path": concat("", ["/", key]), "value": value} | some key, value in changes],
		)],
	},
}
