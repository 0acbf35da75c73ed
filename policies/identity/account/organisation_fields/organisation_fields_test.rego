package identity.account.organisation_fields_test

import data.identity.account.organisation_fields

test_complete_organisation_passes if {
	findings := organisation_fields.warn with input as _account({})
	count(findings) == 0
}

test_each_field_is_expected if {
	every field in ["address", "content_category", "credit_code", "contact"] {
		blank := organisation_fields.warn with input as _account({field: " "})
		blank == {{"code": "missing", "path": ["organisation", field], "field": field}}
		absent := organisation_fields.warn with input as json.patch(
			_account({}),
			[{"op": "remove", "path": concat("/", ["", "document", "organisation", field])}],
		)
		absent == blank
	}
}

test_wrong_check_digit_is_warned if {
	findings := organisation_fields.warn with input as _account({"credit_code": "91110000MA00000001"})
	findings == {{
		"code": "code",
		"path": ["organisation", "credit_code"],
		"code_given": "91110000MA00000001",
	}}
}

test_empty_document_is_warned_of_all if {
	organisation_fields.applies with input as {"document": {}}
	findings := organisation_fields.warn with input as {"document": {}}
	count(findings) == 4
}

test_organisation_makes_it_applicable if {
	organisation_fields.applies with input as {"document": {"holder": "organisation", "method": "none"}}
	organisation_fields.applies with input as {"document": {"holder": "person", "method": "unified_social_credit_code"}}
}

test_person_is_not_applicable if {
	not organisation_fields.applies with input as {"document": {"holder": "person", "method": "mobile_number"}}
}

_account(changes) := {"document": {
	"holder": "organisation",
	"organisation": object.union(
		{
			"address": "Example Road 1",
			"content_category": "dubbing",
			"credit_code": "91110000MA00000077",
			"contact": "contact@example.org",
		},
		changes,
	),
}}
