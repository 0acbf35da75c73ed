package identity.service.ip_location_test

import data.identity.service.ip_location

test_shown_region_passes if {
	findings := ip_location.deny with input as _service(true)
	count(findings) == 0
}

test_hidden_region_is_denied if {
	findings := ip_location.deny with input as _service(false)
	findings == {{"path": ["account_page", "ip_location"]}}
}

test_empty_document_is_denied if {
	ip_location.applies with input as {"document": {}}
	findings := ip_location.deny with input as {"document": {}}
	count(findings) == 1
}

test_domestic_public_service_makes_it_applicable if {
	ip_location.applies with input as {"document": {"domestic_public": true}}
}

test_other_service_is_not_applicable if {
	not ip_location.applies with input as {"document": {"domestic_public": false}}
}

_service(shown) := {"document": {"domestic_public": true, "account_page": {"ip_location": shown}}}
