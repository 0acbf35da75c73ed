package identity.account.minimal_identity_test

import data.identity.account.minimal_identity

test_no_plaintext_passes if {
	count(minimal_identity.deny) == 0 with input as _account({"plaintext_identity": []})
	count(minimal_identity.warn) == 0 with input as _account({"plaintext_identity": []})
}

test_plaintext_beside_a_network_id_without_a_basis_is_denied if {
	findings := minimal_identity.deny with input as _account({"plaintext_identity": ["name", "id_number"]})
	findings == {
		{"code": "plaintext", "path": ["plaintext_identity", 0], "field": "name"},
		{"code": "plaintext", "path": ["plaintext_identity", 1], "field": "id_number"},
	}
}

test_basis_without_a_record_is_none if {
	every record in [{}, {"plaintext_basis_record": " "}] {
		account := object.union({"plaintext_identity": ["name"], "plaintext_basis": "consent"}, record)
		count(minimal_identity.deny) == 1 with input as _account(account)
	}
}

test_record_without_a_basis_is_none if {
	account := {"plaintext_identity": ["name"], "plaintext_basis_record": "consent-000001"}
	count(minimal_identity.deny) == 1 with input as _account(account)
}

test_recorded_basis_passes if {
	every basis in ["law", "consent"] {
		account := {"plaintext_identity": ["id_number"], "plaintext_basis": basis, "plaintext_basis_record": "record-1"}
		count(minimal_identity.deny) == 0 with input as _account(account)
		other := object.union(account, {"method": "mobile_number"})
		count(minimal_identity.warn) == 0 with input as _account(other)
	}
}

test_absent_list_is_denied if {
	findings := minimal_identity.deny with input as _account({})
	findings == {{"code": "unstated", "path": ["plaintext_identity"]}}
}

test_plaintext_after_another_method_is_warned if {
	every field in ["id_number", "document_image", "face_image"] {
		account := _account({"method": "mobile_number", "plaintext_identity": ["name", field]})
		minimal_identity.applies with input as account
		count(minimal_identity.deny) == 0 with input as account
		findings := minimal_identity.warn with input as account
		findings == {{"code": "unprotected", "path": ["plaintext_identity", 1], "field": field}}
	}
}

test_what_identifies_less_is_not_asked_about if {
	account := _account({"method": "mobile_number", "plaintext_identity": ["name", "mobile_number", "address", "other"]})
	not minimal_identity.applies with input as account
	count(minimal_identity.warn) == 0 with input as account
}

test_network_id_makes_it_applicable if {
	minimal_identity.applies with input as _account({})
}

test_empty_document_is_not_applicable if {
	not minimal_identity.applies with input as {"document": {}}
}

_account(changes) := {"document": object.union({"method": "network_id"}, changes)}
