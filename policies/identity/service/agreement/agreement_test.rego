package identity.service.agreement_test

import data.identity.service.agreement

test_whole_agreement_passes if {
	findings := agreement.deny with input as _service(_whole)
	count(findings) == 0
}

test_each_part_is_required if {
	every part in ["label_methods", "label_styles", "reading_prompt"] {
		off := agreement.deny with input as _service(object.union(_whole, {part: false}))
		off == {{"code": part, "path": ["agreement", part]}}
		absent := agreement.deny with input as _service(object.remove(_whole, [part]))
		absent == off
	}
}

test_empty_document_is_denied if {
	agreement.applies with input as {"document": {}}
	findings := agreement.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"label_methods", "label_styles", "reading_prompt"}
}

test_domestic_public_service_makes_it_applicable if {
	agreement.applies with input as {"document": {"domestic_public": true}}
}

test_other_service_is_not_applicable if {
	not agreement.applies with input as {"document": {"domestic_public": false}}
}

_service(agreement) := {"document": {"domestic_public": true, "agreement": agreement}}

_whole := {"label_methods": true, "label_styles": true, "reading_prompt": true}
