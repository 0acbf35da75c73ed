package identity.service.unlabelled_terms_test

import data.identity.service.unlabelled_terms

test_both_terms_and_logs_pass if {
	findings := unlabelled_terms.deny with input as _service({}, "unlabelled_export")
	count(findings) == 0
}

test_each_term_is_required if {
	every term in ["labelling_duty", "liability"] {
		findings := unlabelled_terms.deny with input as _service({term: false}, "unlabelled_export")
		findings == {{"code": term, "path": ["agreement", "unlabelled", term]}}
	}
}

test_supply_without_logs_is_denied if {
	findings := unlabelled_terms.deny with input as _service({}, "generation")
	findings == {{"code": "unlogged", "path": ["logs"]}}
}

test_empty_document_is_denied_of_all if {
	unlabelled_terms.applies with input as {"document": {}}
	findings := unlabelled_terms.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"labelling_duty", "liability", "unlogged"}
}

test_no_such_supply_is_not_applicable if {
	not unlabelled_terms.applies with input as {"document": {"domestic_public": true, "unlabelled_supply": false}}
}

test_domestic_public_service_makes_it_applicable if {
	unlabelled_terms.applies with input as {"document": {"domestic_public": true, "unlabelled_supply": true}}
}

test_other_service_is_not_applicable if {
	not unlabelled_terms.applies with input as {"document": {"domestic_public": false, "unlabelled_supply": true}}
}

_service(changes, category) := {"document": {
	"domestic_public": true,
	"unlabelled_supply": true,
	"agreement": {"unlabelled": object.union({"labelling_duty": true, "liability": true}, changes)},
	"logs": [{"category": category}],
}}
