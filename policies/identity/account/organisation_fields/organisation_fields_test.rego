package identity.account.organisation_fields_test

import data.identity.account.organisation_fields

test_complete_public_account_passes if {
	organisation_fields.applies with input as _account({}, {})
	count(organisation_fields.deny) == 0 with input as _account({}, {})
	count(organisation_fields.warn) == 0 with input as _account({}, {})
}

test_each_of_the_six_fields_is_expected if {
	every field in ["entity", "address", "content_category", "credit_code", "contact", "ip_location"] {
		blank := organisation_fields.deny with input as _account({}, {field: " "})
		blank == {{"code": "missing", "path": ["organisation", field], "field": field}}
		absent := organisation_fields.deny with input as json.patch(
			_account({}, {}),
			[{"op": "remove", "path": concat("/", ["", "document", "organisation", field])}],
		)
		absent == blank
	}
}

test_organisation_that_does_not_say_what_its_account_is_has_a_public_one if {
	findings := organisation_fields.deny with input as {"document": {"holder": "organisation"}}
	count(findings) == 6
	code := organisation_fields.deny with input as {"document": {"holder": "person", "method": "unified_social_credit_code"}}
	count(code) == 6
}

test_public_account_of_a_person_has_no_credit_code if {
	public := {"document": {"holder": "person", "method": "mobile_number", "account_type": "public"}}
	organisation_fields.applies with input as public
	findings := organisation_fields.deny with input as public
	{finding.field | some finding in findings} == {"entity", "address", "content_category", "contact", "ip_location"}
}

test_other_account_is_not_applicable if {
	not organisation_fields.applies with input as _account({"account_type": "other"}, {})
	bare := {"document": {"holder": "organisation", "account_type": "other"}}
	count(organisation_fields.deny) == 0 with input as bare
	not organisation_fields.applies with input as {"document": {"holder": "person", "method": "mobile_number"}}
}

test_wrong_check_digit_is_warned if {
	findings := organisation_fields.warn with input as _account({}, {"credit_code": "91110000MA00000001"})
	findings == {{
		"code": "code",
		"path": ["organisation", "credit_code"],
		"code_given": "91110000MA00000001",
	}}
}

test_service_without_account_pages_has_no_public_accounts if {
	findings := organisation_fields.deny with input as _beside(false)
	findings == {{
		"code": "pageless",
		"path": ["account_type"],
		"related": [{"artifact": "studio.service.yaml", "path": ["account_page", "public"]}],
	}}
	count(organisation_fields.deny) == 0 with input as _beside(true)
}

test_empty_document_is_denied_of_all if {
	organisation_fields.applies with input as {"document": {}}
	findings := organisation_fields.deny with input as {"document": {}}
	count(findings) == 6
}

_beside(public) := object.union(_account({}, {}), {"related": [{
	"pointer": "/service",
	"path": "studio.service.yaml",
	"kind": "identity.service",
	"document": {"account_page": {"public": public}},
}]})

_account(changes, fields) := {"document": object.union(
	{
		"holder": "organisation",
		"account_type": "public",
		"organisation": object.union(
			{
				"entity": "Example Studio",
				"address": "Example Road 1",
				"content_category": "dubbing",
				"credit_code": "91110000MA00000077",
				"contact": "contact@example.org",
				"ip_location": "Beijing",
			},
			fields,
		),
	},
	changes,
)}
