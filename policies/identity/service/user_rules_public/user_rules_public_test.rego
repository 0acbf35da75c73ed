package identity.service.user_rules_public_test

import data.identity.service.user_rules_public

test_published_rules_pass if {
	findings := user_rules_public.deny with input as _service(_published)
	count(findings) == 0
}

test_each_is_published if {
	every place in object.keys(_published) {
		every unsaid in [null, " "] {
			findings := user_rules_public.deny with input as _service(object.union(_published, {place: unsaid}))
			findings == {{"code": place, "path": ["user_rules", place]}}
		}
		absent := user_rules_public.deny with input as _service(object.remove(_published, [place]))
		{finding.code | some finding in absent} == {place}
	}
}

test_empty_document_is_denied if {
	user_rules_public.applies with input as {"document": {}}
	findings := user_rules_public.deny with input as {"document": {}}
	count(findings) == 2
}

test_domestic_public_service_makes_it_applicable if {
	user_rules_public.applies with input as {"document": {"domestic_public": true}}
}

test_other_service_is_not_applicable if {
	not user_rules_public.applies with input as {"document": {"domestic_public": false}}
}

_service(rules) := {"document": {"domestic_public": true, "user_rules": rules}}

_published := {"account_rules": "https://example.org/accounts", "platform_convention": "https://example.org/convention"}
