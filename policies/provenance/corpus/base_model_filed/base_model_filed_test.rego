package provenance.corpus.base_model_filed_test

import data.provenance.corpus.base_model_filed

test_filed_model_passes if {
	base_model_filed.applies with input as _document({"name": "m", "third_party": true, "filing_number": "Example-Model-20260101"})
	findings := base_model_filed.warn with input as _document({"name": "m", "third_party": true, "filing_number": "Example-Model-20260101"})
	count(findings) == 0
}

test_model_without_a_number_is_warned if {
	findings := base_model_filed.warn with input as _document({"name": "m", "third_party": true})
	findings == {{"code": "missing", "path": ["base_model"], "model": "m"}}
}

test_model_of_unknown_origin_counts_as_anothers if {
	base_model_filed.applies with input as _document({})
	findings := base_model_filed.warn with input as _document({})
	findings == {{"code": "missing", "path": ["base_model"], "model": null}}
}

test_numbers_are_those_of_any_filing_as_pages_print_them if {
	every number in ["网信算备 330110507206401230035 号", "Example-Model-20260101S0001", "备案号：Example-Model-202601010001"] {
		findings := base_model_filed.warn with input as _document({"name": "m", "third_party": true, "filing_number": number})
		count(findings) == 0
	}
}

test_placeholder_is_warned if {
	model := {"name": "m", "third_party": true, "filing_number": "申请中"}
	findings := base_model_filed.warn with input as _document(model)
	findings == {{"code": "placeholder", "path": ["base_model", "filing_number"], "model": "m", "number": "申请中"}}
}

test_number_of_another_shape_is_warned if {
	every number in ["n7", "沪网文[2013]0480-056号"] {
		findings := base_model_filed.warn with input as _document({"name": "m", "third_party": true, "filing_number": number})
		findings == {{"code": "shape", "path": ["base_model", "filing_number"], "number": number}}
	}
}

test_own_model_is_not_applicable if {
	not base_model_filed.applies with input as _document({"name": "m", "third_party": false})
}

test_no_base_model_is_not_applicable if {
	not base_model_filed.applies with input as _document(null)
	not base_model_filed.applies with input as {"document": {}}
}

_document(model) := {"document": {"base_model": model}}
