package identity.account.minimal_identity_test

import data.identity.account.minimal_identity

test_no_plaintext_passes if {
	findings := minimal_identity.warn with input as _account({"plaintext_identity": []})
	count(findings) == 0
}

test_plaintext_without_a_basis_is_warned if {
	findings := minimal_identity.warn with input as _account({"plaintext_identity": ["name", "id_number"]})
	findings == {{"path": ["plaintext_identity"], "fields": ["name", "id_number"]}}
}

test_basis_without_a_record_is_warned if {
	every record in [{}, {"plaintext_basis_record": " "}] {
		account := object.union({"plaintext_identity": ["name"], "plaintext_basis": "consent"}, record)
		findings := minimal_identity.warn with input as _account(account)
		count(findings) == 1
	}
}

test_record_without_a_basis_is_warned if {
	account := {"plaintext_identity": ["name"], "plaintext_basis_record": "consent-000001"}
	findings := minimal_identity.warn with input as _account(account)
	count(findings) == 1
}

test_recorded_basis_passes if {
	every basis in ["law", "consent"] {
		account := {"plaintext_identity": ["name"], "plaintext_basis": basis, "plaintext_basis_record": "record-000001"}
		findings := minimal_identity.warn with input as _account(account)
		count(findings) == 0
	}
}

test_absent_list_is_warned if {
	findings := minimal_identity.warn with input as _account({})
	findings == {{"path": ["plaintext_identity"], "fields": ["unstated"]}}
}

test_network_id_makes_it_applicable if {
	minimal_identity.applies with input as _account({})
}

test_other_method_is_not_applicable if {
	not minimal_identity.applies with input as {"document": {"method": "mobile_number"}}
}

test_empty_document_is_not_applicable if {
	not minimal_identity.applies with input as {"document": {}}
}

_account(changes) := {"document": object.union({"method": "network_id"}, changes)}
