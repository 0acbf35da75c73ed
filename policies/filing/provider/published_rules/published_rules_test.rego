package filing.provider.published_rules_test

import data.filing.provider.published_rules

test_stated_places_pass if {
	count(published_rules.deny) == 0 with input as _provider(_whole)
}

test_each_place_is_required if {
	every place in object.keys(_whole) {
		every unsaid in [null, " "] {
			findings := published_rules.deny with input as _provider(object.union(_whole, {place: unsaid}))
			findings == {{"code": place, "path": ["publications", place]}}
		}
		absent := published_rules.deny with input as _provider(object.remove(_whole, [place]))
		{finding.code | some finding in absent} == {place}
	}
}

test_empty_document_is_denied_of_all if {
	published_rules.applies with input as {"document": {}}
	findings := published_rules.deny with input as {"document": {}}
	{finding.code | some finding in findings} == object.keys(_whole)
}

test_domestic_public_service_makes_it_applicable if {
	published_rules.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_who_only_uses_or_supplies_it_is_not_applicable if {
	every role in [["user"], ["technical_supporter"], ["user", "distribution_platform"]] {
		not published_rules.applies with input as {"document": {"role": role, "scope": {"domestic_public": true, "public_opinion": true}}}
	}
	published_rules.applies with input as {"document": {"role": ["user", "provider"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not published_rules.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_whole := {
	"management_rules": "https://example.org/management_rules",
	"platform_convention": "https://example.org/platform_convention",
}

_provider(places) := {"document": {"scope": {"domestic_public": true}, "publications": places}}
