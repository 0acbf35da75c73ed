package identity.service.network_id_equal_test

import data.identity.service.network_id_equal

test_voluntary_and_equal_passes if {
	findings := network_id_equal.deny with input as _service({})
	count(findings) == 0
}

test_network_id_that_is_demanded_is_denied if {
	findings := network_id_equal.deny with input as _service({"voluntary": false})
	findings == {{"code": "forced", "path": ["real_name", "network_id", "voluntary"]}}
}

test_unequal_service_is_denied if {
	findings := network_id_equal.deny with input as _service({"equal_service": false})
	findings == {{"code": "unequal", "path": ["real_name", "network_id", "equal_service"]}}
}

test_absent_answers_are_denied if {
	findings := network_id_equal.deny with input as {"document": {"real_name": {"methods": _methods}}}
	{finding.code | some finding in findings} == {"forced", "unequal"}
}

test_another_method_is_offered if {
	every methods in [["network_id"], ["network_id", "email"]] {
		document := json.patch(_service({}), [{"op": "replace", "path": "/document/real_name/methods", "value": methods}])
		findings := network_id_equal.deny with input as document
		findings == {{"code": "alone", "path": ["real_name", "methods"]}}
	}
}

test_other_document_is_another_way if {
	methods := {"op": "replace", "path": "/document/real_name/methods", "value": ["network_id", "other_document"]}
	findings := network_id_equal.deny with input as json.patch(_service({}), [methods])
	count(findings) == 0
}

test_empty_document_would_be_denied_of_all if {
	findings := network_id_equal.deny with input as {"document": {}}
	count(findings) == 3
}

test_network_id_makes_it_applicable if {
	network_id_equal.applies with input as _service({})
	network_id_equal.applies with input as {"document": {"real_name": {"methods": ["network_id"]}}}
}

test_service_without_it_is_not_applicable if {
	not network_id_equal.applies with input as {"document": {"real_name": {"methods": ["mobile_number"]}}}
	not network_id_equal.applies with input as {"document": {}}
}

test_other_service_is_not_applicable if {
	not network_id_equal.applies with input as {"document": {
		"domestic_public": false,
		"real_name": {"methods": ["network_id"]},
	}}
}

_methods := ["mobile_number", "network_id"]

_service(changes) := {"document": {
	"domestic_public": true,
	"real_name": {
		"methods": _methods,
		"network_id": object.union({"voluntary": true, "equal_service": true}, changes),
	},
}}
