package identity.service.anti_addiction_notice_test

import data.identity.service.anti_addiction_notice

test_notice_and_measure_pass if {
	findings := anti_addiction_notice.deny with input as _service({})
	count(findings) == 0
}

test_no_notice_is_denied if {
	every notice in [null, " "] {
		findings := anti_addiction_notice.deny with input as _service({"notice": notice})
		findings == {{"code": "notice", "path": ["minors", "anti_addiction", "notice"]}}
	}
}

test_no_measure_is_denied if {
	findings := anti_addiction_notice.deny with input as _service({"measures": []})
	findings == {{"code": "measures", "path": ["minors", "anti_addiction", "measures"]}}
}

test_empty_document_is_denied if {
	anti_addiction_notice.applies with input as {"document": {}}
	findings := anti_addiction_notice.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"notice", "measures"}
}

test_domestic_public_service_makes_it_applicable if {
	anti_addiction_notice.applies with input as {"document": {"domestic_public": true}}
}

test_other_service_is_not_applicable if {
	not anti_addiction_notice.applies with input as {"document": {"domestic_public": false}}
}

_service(changes) := {"document": {
	"domestic_public": true,
	"minors": {"anti_addiction": object.union({"notice": "settings", "measures": ["time_limit"]}, changes)},
}}
