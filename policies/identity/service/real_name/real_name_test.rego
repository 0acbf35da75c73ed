package identity.service.real_name_test

import data.identity.service.real_name

test_verification_before_publishing_passes if {
	every moment in ["registration", "publishing"] {
		findings := real_name.deny with input as _service({"required_before": moment, "unverified_can_publish": false})
		count(findings) == 0
	}
}

test_no_verification_is_denied if {
	findings := real_name.deny with input as _service({"required_before": "none", "unverified_can_publish": false})
	findings == {{"code": "not_required", "path": ["real_name", "required_before"]}}
}

test_publishing_without_verification_is_denied if {
	findings := real_name.deny with input as _service({"required_before": "publishing", "unverified_can_publish": true})
	findings == {{"code": "unverified", "path": ["real_name", "unverified_can_publish"]}}
}

test_absent_fields_are_denied if {
	findings := real_name.deny with input as _service({})
	{finding.code | some finding in findings} == {"not_required", "unverified"}
}

test_empty_document_is_denied if {
	real_name.applies with input as {"document": {}}
	findings := real_name.deny with input as {"document": {}}
	count(findings) == 2
}

test_domestic_public_service_makes_it_applicable if {
	real_name.applies with input as _service({})
}

test_other_service_is_not_applicable if {
	not real_name.applies with input as {"document": {"domestic_public": false}}
}

_service(real_name_) := {"document": {"domestic_public": true, "real_name": real_name_}}
