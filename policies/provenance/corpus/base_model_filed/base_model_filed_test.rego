package provenance.corpus.base_model_filed_test

import data.provenance.corpus.base_model_filed

test_filed_model_passes if {
	base_model_filed.applies with input as _document({"name": "m", "third_party": true, "filing_number": "Example-Model-20260101"})
	findings := base_model_filed.warn with input as _document({"name": "m", "third_party": true, "filing_number": "Example-Model-20260101"})
	count(findings) == 0
}

test_model_without_a_number_is_warned if {
	findings := base_model_filed.warn with input as _document({"name": "m", "third_party": true})
	findings == {{"code": "unfiled", "path": ["base_model"], "model": "m"}}
}

test_model_of_unknown_origin_counts_as_anothers if {
	base_model_filed.applies with input as _document({})
	findings := base_model_filed.warn with input as _document({})
	findings == {{"code": "unfiled", "path": ["base_model"], "model": null}}
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

test_own_model_that_nothing_shows_is_warned if {
	base_model_filed.applies with input as _document({"name": "m", "third_party": false})
	findings := base_model_filed.warn with input as _document({"name": "m", "third_party": false})
	findings == {{"code": "unshown", "path": ["base_model", "third_party"], "model": "m"}}
}

test_record_shows_the_own_model if {
	count(base_model_filed.warn) == 0 with input as _own("00")
	lost := base_model_filed.warn with input as _own(null)
	lost == {{"code": "lost", "path": ["base_model", "made_by_provider"], "model": "m", "file": "r.txt"}}
	altered := base_model_filed.warn with input as _own("01")
	{[finding.code, finding.stated, finding.actual] | some finding in altered} == {["altered", "00", "01"]}
}

test_no_base_model_is_not_applicable if {
	not base_model_filed.applies with input as _document(null)
	not base_model_filed.applies with input as {"document": {}}
}

_own(digest) := object.union(
	_document({"name": "m", "third_party": false, "made_by_provider": {"file": "r.txt", "sha256": "00"}}),
	{"related": [{"pointer": "/base_model/made_by_provider/file", "sha256": digest}]},
)

_document(model) := {"document": {"base_model": model}}
