package identity.service.service_agreement_test

import data.identity.service.service_agreement

test_whole_agreement_passes if {
	findings := service_agreement.deny with input as _service(_whole)
	count(findings) == 0
}

test_each_part_is_required if {
	every part in ["accepted_by_registered_users", "acceptance_recorded"] {
		off := service_agreement.deny with input as _service(object.union(_whole, {part: false}))
		off == {{"code": part, "path": ["agreement", part]}}
		absent := service_agreement.deny with input as _service(object.remove(_whole, [part]))
		absent == off
	}
}

test_agreement_that_nobody_can_read_is_denied if {
	every address in [null, " "] {
		findings := service_agreement.deny with input as _service(object.union(_whole, {"address": address}))
		findings == {{"code": "missing", "path": ["agreement", "address"]}}
	}
}

test_empty_document_is_denied if {
	service_agreement.applies with input as {"document": {}}
	findings := service_agreement.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"missing", "accepted_by_registered_users", "acceptance_recorded"}
}

test_domestic_public_service_makes_it_applicable if {
	service_agreement.applies with input as {"document": {"domestic_public": true}}
}

test_other_service_is_not_applicable if {
	not service_agreement.applies with input as {"document": {"domestic_public": false}}
}

_service(agreement) := {"document": {"domestic_public": true, "agreement": agreement}}

_whole := {
	"address": "https://example.org/agreement",
	"accepted_by_registered_users": true,
	"acceptance_recorded": true,
}
