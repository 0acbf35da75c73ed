package filing.provider.algorithm_filing_test

import data.filing.provider.algorithm_filing
import data.lib.pointers

test_filed_in_time_and_shown_passes if {
	denied := algorithm_filing.deny with input as _provider({}, [_span(_filing, _limit)])
	warned := algorithm_filing.warn with input as _provider({}, [_span(_filing, _limit)])
	count(denied | warned) == 0
}

test_service_without_algorithms_is_denied if {
	findings := algorithm_filing.deny with input as {"document": {"algorithms": []}, "facts": {"spans": []}}
	findings == {{"code": "none", "path": ["algorithms"]}}
}

test_filing_is_due_at_the_limit_of_the_parameter if {
	some days in [_limit - 1, _limit]
	kept := algorithm_filing.deny with input as _provider({}, [_span(_filing, days)])
	count(kept) == 0
	late := algorithm_filing.deny with input as _provider({}, [_span(_filing, _limit + 1)])
	late == {_finding("late", {"filed_on": "2026-03-13"})}
	changed := algorithm_filing.deny with input as _provider({}, [_span(_filing, _limit)])
		with data.filing.params.algorithm_filing_days as _limit - 1
	{finding.code | some finding in changed} == {"late"}
}

test_unfiled_algorithm_is_warned_until_the_limit if {
	every days in [0, _limit - 1, _limit] {
		spans := [_span(_filing, days)]
		count(algorithm_filing.deny) == 0 with input as _provider({"filing": null}, spans)
		warned := algorithm_filing.warn with input as _provider({"filing": null}, spans)
		warned == {_finding("due", {"filed_on": null})}
	}
}

test_unfiled_algorithm_is_denied_after_the_limit if {
	spans := [_span(_filing, _limit + 1)]
	findings := algorithm_filing.deny with input as _provider({"filing": null}, spans)
	findings == {_finding("missing", {"filed_on": null})}
	count(algorithm_filing.warn) == 0 with input as _provider({"filing": null}, spans)
}

test_years_that_the_calendar_does_not_know_are_uncertain if {
	every bounds in [{"least": 0, "most": _limit + 1}, {"least": _limit, "most": _limit + 1}] {
		spans := [object.union({"pointer": pointers.of(_filing)}, bounds)]
		count(algorithm_filing.deny) == 0 with input as _provider({}, spans)
		findings := algorithm_filing.warn with input as _provider({}, spans)
		findings == {_finding("uncertain", {"filed_on": "2026-03-13"})}
	}
	sure := [{"pointer": pointers.of(_filing), "least": 0, "most": _limit}]
	count(algorithm_filing.deny) == 0 with input as _provider({}, sure)
}

test_what_was_not_counted_is_denied if {
	findings := algorithm_filing.deny with input as _provider({}, [])
	findings == {_finding("uncounted", {"filed_on": "2026-03-13"})}
	without := algorithm_filing.deny with input as object.remove(_provider({}, []), ["facts"])
	without == findings
}

test_changes_have_a_limit_of_their_own if {
	filed := _changed({"changed_on": "2026-06-01", "filed_on": "2026-06-12"})
	at := data.filing.params.algorithm_change_days
	count(algorithm_filing.deny) == 0 with input as _provider(filed, [_span(_filing, 0), _span(_change, at)])
	late := algorithm_filing.deny with input as _provider(filed, [_span(_filing, 0), _span(_change, at + 1)])
	late == {_change_finding("change_late", "2026-06-12")}
	unfiled := _changed({"changed_on": "2026-06-01", "filed_on": null})
	due := algorithm_filing.warn with input as _provider(unfiled, [_span(_filing, 0), _span(_change, at)])
	due == {_change_finding("change_due", null)}
	missing := algorithm_filing.deny with input as _provider(unfiled, [_span(_filing, 0), _span(_change, at + 1)])
	missing == {_change_finding("change_missing", null)}
}

test_filing_in_the_future_is_denied if {
	filing := {"filing": object.union(_filed, {"filed_on": "2026-11-24"})}
	findings := algorithm_filing.deny with input as _provider(filing, [_span(_filing, 0)])
	findings == {_finding("future", {"filed_on": "2026-11-24"})}
	today := {"filing": object.union(_filed, {"filed_on": "2026-11-23"})}
	count(algorithm_filing.deny) == 0 with input as _provider(today, [_span(_filing, 0)])
}

test_number_of_another_shape_is_warned if {
	every number in ["网信算备00000000000000000000号", "网信算备0000000000000000000000号", "certified 7"] {
		filing := {"filing": object.union(_filed, {"number": number})}
		findings := algorithm_filing.warn with input as _provider(filing, [_span(_filing, 0)])
		findings == {{"code": "shape", "path": ["algorithms", 0, "filing", "number"], "number": number}}
		count(algorithm_filing.deny) == 0 with input as _provider(filing, [_span(_filing, 0)])
	}
}

test_placeholder_of_a_number_is_denied if {
	every number in ["申请中", "无", "certified", "网信算备330108000XXXXX号"] {
		filing := {"filing": object.union(_filed, {"number": number})}
		findings := algorithm_filing.deny with input as _provider(filing, [_span(_filing, 0)])
		findings == {{"code": "placeholder", "path": ["algorithms", 0, "filing", "number"], "number": number}}
		count(algorithm_filing.warn) == 0 with input as _provider(filing, [_span(_filing, 0)])
	}
}

test_number_as_pages_print_it_passes if {
	every number in ["网信算备 330110507206401230035 号", "网信算备：330110507206401230035"] {
		filing := {"filing": object.union(_filed, {"number": number})}
		count(algorithm_filing.deny) == 0 with input as _provider(filing, [_span(_filing, 0)])
		count(algorithm_filing.warn) == 0 with input as _provider(filing, [_span(_filing, 0)])
	}
}

test_filing_without_a_number_yet_is_warned if {
	filing := {"filing": {"filed_on": "2026-03-13", "number": null, "shown_at": null, "public_link": null}}
	count(algorithm_filing.deny) == 0 with input as _provider(filing, [_span(_filing, 0)])
	findings := algorithm_filing.warn with input as _provider(filing, [_span(_filing, 0)])
	findings == {{
		"code": "pending",
		"path": ["algorithms", 0, "filing", "number"],
		"name": "speech synthesis",
		"filed_on": "2026-03-13",
	}}
}

test_number_is_shown_with_a_link if {
	every place, code in {"shown_at": "hidden", "public_link": "link"} {
		every unsaid in [null, " "] {
			filing := {"filing": object.union(_filed, {place: unsaid})}
			findings := algorithm_filing.deny with input as _provider(filing, [_span(_filing, 0)])
			findings == {{"code": code, "path": ["algorithms", 0, "filing", place], "name": "speech synthesis"}}
		}
	}
}

test_empty_document_is_denied if {
	algorithm_filing.applies with input as {"document": {}}
	findings := algorithm_filing.deny with input as {"document": {}, "facts": {"spans": []}}
	{finding.code | some finding in findings} == {"none"}
}

test_domestic_public_service_makes_it_applicable if {
	algorithm_filing.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not algorithm_filing.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

test_provider_of_a_service_without_public_opinion_attributes_is_not_applicable if {
	scope := {"domestic_public": true, "public_opinion": false}
	not algorithm_filing.applies with input as {"document": {"role": ["provider"], "scope": scope}}
}

test_record_that_does_not_say_its_role_is_warned_where_nothing_is_filed if {
	scope := {"domestic_public": true, "public_opinion": false}
	every algorithms in [[], [{"name": "a", "provided_from": "2026-03-02", "filing": null, "changes": []}]] {
		unsaid := {"as_of": "2026-11-23T12:00:00Z", "document": {"scope": scope, "algorithms": algorithms}}
		algorithm_filing.applies with input as unsaid
		findings := algorithm_filing.warn with input as unsaid
		findings == {{"code": "role", "path": ["role"]}}
		count(algorithm_filing.deny) == 0 with input as unsaid
	}
	filed := _provider({}, [])
	quiet := json.patch(filed, [{"op": "replace", "path": "/document/scope/public_opinion", "value": false}])
	algorithm_filing.applies with input as quiet
	count(algorithm_filing.warn) == 0 with input as quiet
	count(algorithm_filing.deny) == 0 with input as quiet
	abroad := {"document": {"scope": {"domestic_public": false, "public_opinion": false}}}
	not algorithm_filing.applies with input as abroad
}

test_technical_supporter_files_whatever_the_attributes if {
	every public_opinion in [true, false] {
		scope := {"domestic_public": true, "public_opinion": public_opinion}
		algorithm_filing.applies with input as {"document": {"role": ["technical_supporter"], "scope": scope}}
	}
}

test_who_only_uses_it_is_not_applicable if {
	scope := {"domestic_public": true, "public_opinion": true}
	not algorithm_filing.applies with input as {"document": {"role": ["user"], "scope": scope}}
}

_limit := data.filing.params.algorithm_filing_days

_filing := ["algorithms", 0, "filing"]

_change := ["algorithms", 0, "changes", 0, "filed_on"]

_span(path, days) := {"pointer": pointers.of(path), "least": days, "most": days}

_changed(change) := {"changes": [change]}

_finding(code, changes) := object.union(
	{"code": code, "path": _filing, "name": "speech synthesis", "since": "2026-03-02", "limit": _limit},
	changes,
)

_change_finding(code, filed_on) := {
	"code": code,
	"path": _change,
	"name": "speech synthesis",
	"since": "2026-06-01",
	"filed_on": filed_on,
	"limit": data.filing.params.algorithm_change_days,
}

_filed := {
	"number": "网信算备000000000000000000000号",
	"filed_on": "2026-03-13",
	"shown_at": "footer",
	"public_link": "https://example.org/filing",
}

_provider(changes, spans) := {
	"as_of": "2026-11-23T12:00:00Z",
	"facts": {"spans": spans},
	"document": {
		"scope": {"domestic_public": true, "public_opinion": true},
		"algorithms": [json.patch(
			{"name": "speech synthesis", "provided_from": "2026-03-02", "filing": _filed, "changes": []},
			[{"op": "replace", "path": concat("", ["/", key]), "value": value} | some key, value in changes],
		)],
	},
}
