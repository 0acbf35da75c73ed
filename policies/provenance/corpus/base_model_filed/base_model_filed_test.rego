package provenance.corpus.base_model_filed_test

import data.provenance.corpus.base_model_filed

test_filed_model_passes if {
	base_model_filed.applies with input as _document({"name": "m", "third_party": true, "filing_number": "n"})
	findings := base_model_filed.warn with input as _document({"name": "m", "third_party": true, "filing_number": "n"})
	count(findings) == 0
}

test_model_without_a_number_is_warned if {
	findings := base_model_filed.warn with input as _document({"name": "m", "third_party": true})
	findings == {{"path": ["base_model"], "model": "m"}}
}

test_model_of_unknown_origin_counts_as_anothers if {
	base_model_filed.applies with input as _document({})
	findings := base_model_filed.warn with input as _document({})
	findings == {{"path": ["base_model"], "model": null}}
}

test_own_model_is_not_applicable if {
	not base_model_filed.applies with input as _document({"name": "m", "third_party": false})
}

test_no_base_model_is_not_applicable if {
	not base_model_filed.applies with input as _document(null)
	not base_model_filed.applies with input as {"document": {}}
}

_document(model) := {"document": {"base_model": model}}
