package filing.provider.inspection_pack_test

import data.filing.provider.inspection_pack

test_all_headings_pass if {
	count(inspection_pack.deny) == 0 with input as _provider(_headings)
}

test_each_heading_is_required if {
	every heading in _headings {
		findings := inspection_pack.deny with input as _provider([each | some each in _headings; each != heading])
		findings == {{"path": ["inspection_pack"], "heading": heading}}
	}
}

test_empty_document_is_denied_of_all if {
	inspection_pack.applies with input as {"document": {}}
	findings := inspection_pack.deny with input as {"document": {}}
	count(findings) == 5
}

test_domestic_public_service_makes_it_applicable if {
	inspection_pack.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not inspection_pack.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_headings := [
	"training_data_source", "training_data_scale", "training_data_type", "annotation_rules", "algorithm_mechanism",
]

_provider(headings) := {"document": {"inspection_pack": [{"heading": heading} | some heading in headings]}}
