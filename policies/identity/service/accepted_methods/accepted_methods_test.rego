package identity.service.accepted_methods_test

import data.identity.service.accepted_methods

test_named_methods_pass if {
	every method in ["mobile_number", "id_number", "unified_social_credit_code", "network_id"] {
		denied := accepted_methods.deny with input as _service([method, "email", "other_document"])
		warned := accepted_methods.warn with input as _service([method, "email", "other_document"])
		count(denied | warned) == 0
	}
}

test_email_alone_is_denied if {
	findings := accepted_methods.deny with input as _service(["email"])
	findings == {{"code": "none", "path": ["real_name", "methods"]}}
}

test_no_method_is_denied if {
	findings := accepted_methods.deny with input as _service([])
	{finding.code | some finding in findings} == {"none"}
}

test_other_document_alone_is_warned if {
	denied := accepted_methods.deny with input as _service(["other_document", "email"])
	count(denied) == 0
	warned := accepted_methods.warn with input as _service(["other_document", "email"])
	warned == {{"code": "other", "path": ["real_name", "methods"]}}
}

test_other_document_passes_where_the_parameter_accepts_it if {
	warned := accepted_methods.warn with input as _service(["other_document"])
		with data.identity.params.accepted_methods as ["other_document"]
	count(warned) == 0
}

test_empty_document_is_denied if {
	accepted_methods.applies with input as {"document": {}}
	findings := accepted_methods.deny with input as {"document": {}}
	count(findings) == 1
}

test_domestic_public_service_makes_it_applicable if {
	accepted_methods.applies with input as _service([])
}

test_other_service_is_not_applicable if {
	not accepted_methods.applies with input as {"document": {"domestic_public": false}}
}

_service(methods) := {"document": {"domestic_public": true, "real_name": {"methods": methods}}}
