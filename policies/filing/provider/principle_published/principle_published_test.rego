package filing.provider.principle_published_test

import data.filing.provider.principle_published

test_stated_places_pass if {
	count(principle_published.deny) == 0 with input as _provider(_whole)
}

test_each_place_is_required if {
	every place in object.keys(_whole) {
		every unsaid in [null, " "] {
			findings := principle_published.deny with input as _provider(object.union(_whole, {place: unsaid}))
			findings == {{"code": place, "path": ["publications", place]}}
		}
		absent := principle_published.deny with input as _provider(object.remove(_whole, [place]))
		{finding.code | some finding in absent} == {place}
	}
}

test_empty_document_is_denied_of_all if {
	principle_published.applies with input as {"document": {}}
	findings := principle_published.deny with input as {"document": {}}
	{finding.code | some finding in findings} == object.keys(_whole)
}

test_domestic_public_service_makes_it_applicable if {
	principle_published.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_who_only_uses_or_supplies_it_is_not_applicable if {
	every role in [["user"], ["technical_supporter"], ["user", "distribution_platform"]] {
		not principle_published.applies with input as {"document": {"role": role, "scope": {"domestic_public": true, "public_opinion": true}}}
	}
	principle_published.applies with input as {"document": {"role": ["user", "provider"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not principle_published.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_whole := {
	"algorithm_notice": "https://example.org/algorithm_notice",
	"principle": "https://example.org/principle",
	"purpose": "https://example.org/purpose",
	"mechanism": "https://example.org/mechanism",
}

_provider(places) := {"document": {"scope": {"domestic_public": true}, "publications": places}}
