package filing.provider.service_filing_test

import data.filing.provider.service_filing

test_numbers_of_both_types_pass if {
	every type, number in _numbers {
		denied := service_filing.deny with input as _provider({"type": type, "number": number})
		warned := service_filing.warn with input as _provider({"type": type, "number": number})
		count(denied | warned) == 0
	}
}

test_no_filing_is_denied if {
	findings := service_filing.deny with input as {"document": {"service_filing": null}}
	findings == {{"code": "missing", "path": ["service_filing"]}}
}

test_number_of_the_other_type_is_warned if {
	findings := service_filing.warn with input as _provider({"type": "registration"})
	findings == {{
		"code": "shape",
		"path": ["service_filing", "number"],
		"type": "registration",
		"number": _numbers.filing,
	}}
}

test_placeholder_of_a_number_is_denied if {
	every type in ["filing", "registration"] {
		every number in ["申请中", "无", "N/A", "T-2026-XXXX"] {
			findings := service_filing.deny with input as _provider({"type": type, "number": number})
			findings == {{"code": "placeholder", "path": ["service_filing", "number"], "type": type, "number": number}}
			count(service_filing.warn) == 0 with input as _provider({"type": type, "number": number})
		}
	}
}

test_numbers_are_read_as_pages_print_them if {
	every number in ["备案号：Example-Name-20260101", "Example-Name - 202601010001"] {
		count(service_filing.deny) == 0 with input as _provider({"number": number})
		count(service_filing.warn) == 0 with input as _provider({"number": number})
	}
}

test_filing_in_the_future_is_denied if {
	findings := service_filing.deny with input as _provider({"obtained_on": "2026-11-24"})
	findings == {{
		"code": "future",
		"path": ["service_filing", "obtained_on"],
		"type": "filing",
		"obtained_on": "2026-11-24",
	}}
	count(service_filing.deny) == 0 with input as _provider({"obtained_on": "2026-11-23"})
}

test_empty_document_is_denied if {
	service_filing.applies with input as {"document": {}}
	findings := service_filing.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"missing"}
}

test_domestic_public_service_makes_it_applicable if {
	service_filing.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_who_only_uses_or_supplies_it_is_not_applicable if {
	every role in [["user"], ["technical_supporter"], ["user", "distribution_platform"]] {
		not service_filing.applies with input as {"document": {"role": role, "scope": {"domestic_public": true, "public_opinion": true}}}
	}
	service_filing.applies with input as {"document": {"role": ["user", "provider"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not service_filing.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

test_service_without_public_opinion_attributes_is_not_applicable if {
	not service_filing.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": false}}}
}

_numbers := {"filing": "Example-Name-202601010001", "registration": "Example-Name-20260101S0001"}

_provider(changes) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"service_filing": object.union(
		{"type": "filing", "number": _numbers.filing, "obtained_on": "2026-01-01"},
		changes,
	)},
}
