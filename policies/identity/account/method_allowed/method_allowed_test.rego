package identity.account.method_allowed_test

import data.identity.account.method_allowed

test_named_methods_pass if {
	every method in ["mobile_number", "id_number", "unified_social_credit_code", "network_id"] {
		denied := method_allowed.deny with input as _account(method)
		warned := method_allowed.warn with input as _account(method)
		count(denied | warned) == 0
	}
}

test_email_is_denied if {
	findings := method_allowed.deny with input as _account("email")
	findings == {{"code": "refused", "path": ["method"], "method": "email"}}
}

test_other_document_is_warned if {
	denied := method_allowed.deny with input as _account("other_document")
	count(denied) == 0
	warned := method_allowed.warn with input as _account("other_document")
	warned == {{"code": "other", "path": ["method"], "method": "other_document"}}
}

test_other_document_passes_where_the_parameter_accepts_it if {
	warned := method_allowed.warn with input as _account("other_document")
		with data.identity.params.accepted_methods as ["other_document"]
	count(warned) == 0
}

test_method_that_the_parameter_leaves_out_is_denied if {
	findings := method_allowed.deny with input as _account("mobile_number")
		with data.identity.params.accepted_methods as ["network_id"]
	{finding.method | some finding in findings} == {"mobile_number"}
}

test_empty_document_is_denied if {
	method_allowed.applies with input as {"document": {}}
	findings := method_allowed.deny with input as {"document": {}}
	findings == {{"code": "refused", "path": ["method"], "method": "unstated"}}
}

test_verified_account_makes_it_applicable if {
	method_allowed.applies with input as _account("email")
}

test_unverified_account_is_not_applicable if {
	not method_allowed.applies with input as _account("none")
}

test_method_that_the_service_does_not_name_is_warned if {
	warned := method_allowed.warn with input as _beside(["mobile_number", "network_id"])
	warned == {{
		"code": "unoffered",
		"path": ["method"],
		"method": "id_number",
		"related": [{"artifact": "studio.service.yaml", "path": ["real_name", "methods"]}],
	}}
	count(method_allowed.warn) == 0 with input as _beside(["mobile_number", "id_number"])
}

_beside(methods) := object.union(_account("id_number"), {"related": [{
	"pointer": "/service",
	"path": "studio.service.yaml",
	"kind": "identity.service",
	"document": {"real_name": {"methods": methods}},
}]})

_account(method) := {"document": {"method": method}}
