package identity.service.ip_location_test

import data.identity.service.ip_location

test_shown_region_passes if {
	count(ip_location.deny) == 0 with input as _service(true, {})
	count(ip_location.warn) == 0 with input as _service(true, {})
}

test_hidden_region_is_denied if {
	every said in [{}, {"public": true}] {
		findings := ip_location.deny with input as _service(false, said)
		findings == {{"code": "hidden", "path": ["account_page", "ip_location"]}}
	}
}

test_service_without_account_pages_is_not_applicable if {
	not ip_location.applies with input as _service(false, {"public": false})
	count(ip_location.deny) == 0 with input as _service(false, {"public": false})
}

test_region_on_no_page_is_a_contradiction if {
	ip_location.applies with input as _service(true, {"public": false})
	findings := ip_location.deny with input as _service(true, {"public": false})
	findings == {{
		"code": "contradiction",
		"path": ["account_page", "ip_location"],
		"related": [{"path": ["account_page", "public"]}],
	}}
}

test_service_in_which_users_meet_is_doubted if {
	every type in ["social", "live_streaming"] {
		service := object.union(_service(false, {"public": false}), {"document": {"service_types": ["audio_video", type]}})
		ip_location.applies with input as service
		count(ip_location.deny) == 0 with input as service
		findings := ip_location.warn with input as service
		findings == {{
			"code": "doubtful",
			"path": ["account_page", "public"],
			"type": type,
			"related": [{"path": ["service_types", 1]}],
		}}
	}
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

_service(shown, page) := {"document": {
	"domestic_public": true,
	"service_types": ["audio_video"],
	"account_page": object.union({"ip_location": shown}, page),
}}
