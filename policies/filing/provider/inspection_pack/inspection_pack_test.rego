package filing.provider.inspection_pack_test

import data.filing.provider.inspection_pack

test_all_headings_pass if {
	count(inspection_pack.deny) == 0 with input as _inspected(_headings, {})
	count(inspection_pack.warn) == 0 with input as _inspected(_headings, {})
}

test_each_heading_is_required_on_inspection if {
	every heading in _headings {
		findings := inspection_pack.deny with input as _inspected([each | some each in _headings; each != heading], {})
		findings == {{"path": ["inspection_pack"], "heading": heading}}
		count(inspection_pack.warn) == 0 with input as _inspected([each | some each in _headings; each != heading], {})
	}
}

test_each_heading_is_warned_before_an_inspection if {
	every heading in _headings {
		provider := _provider([each | some each in _headings; each != heading])
		findings := inspection_pack.warn with input as provider
		findings == {{"path": ["inspection_pack"], "heading": heading}}
		count(inspection_pack.deny) == 0 with input as provider
	}
}

test_who_trains_nothing_explains_the_mechanism_only if {
	nothing := _inspected([], {"training_data": false})
	denied := inspection_pack.deny with input as nothing
	denied == {{"path": ["inspection_pack"], "heading": "algorithm_mechanism"}}
	count(inspection_pack.warn) == 0 with input as nothing
}

test_registered_service_is_warned_of_training_data_until_it_says_that_it_trains if {
	registered := _inspected(["algorithm_mechanism"], {"service_filing": {"type": "registration"}})
	count(inspection_pack.deny) == 0 with input as registered
	warned := inspection_pack.warn with input as registered
	{finding.heading | some finding in warned} == {heading | some heading in _headings} - {"algorithm_mechanism"}
	trained := inspection_pack.deny with input as json.patch(
		registered,
		[{"op": "add", "path": "/document/training_data", "value": true}],
	)
	trained == warned
}

test_empty_document_is_warned_of_all if {
	inspection_pack.applies with input as {"document": {}}
	findings := inspection_pack.warn with input as {"document": {}}
	count(findings) == 5
	count(inspection_pack.deny) == 0 with input as {"document": {}}
}

test_domestic_public_service_makes_it_applicable if {
	inspection_pack.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_who_only_uses_or_supplies_it_is_not_applicable if {
	every role in [["user"], ["technical_supporter"], ["user", "distribution_platform"]] {
		not inspection_pack.applies with input as {"document": {"role": role, "scope": {"domestic_public": true, "public_opinion": true}}}
	}
	inspection_pack.applies with input as {"document": {"role": ["user", "provider"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not inspection_pack.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_headings := [
	"training_data_source", "training_data_scale", "training_data_type", "annotation_rules", "algorithm_mechanism",
]

_provider(headings) := {"document": {"inspection_pack": [{"heading": heading} | some heading in headings]}}

_inspected(headings, changes) := {"document": object.union_n([
	_provider(headings).document,
	{"inspections": [{"by": "authority", "announced_on": "2026-03-02"}]},
	changes,
])}
