package provenance.corpus.manual_sample_test

import data.provenance.corpus.manual_sample

test_sample_at_the_numbers_passes if {
	count(manual_sample.warn) == 0 with input as _document(_minimum, _enough)
	count(manual_sample.warn) == 0 with input as _document(_minimum + 1, _minimum + 1)
}

test_one_item_too_few_is_warned if {
	findings := manual_sample.warn with input as _document(_minimum - 1, _minimum - 1)
	findings == {{"code": "few", "path": ["manual_sample"], "sampled": _minimum - 1, "minimum": _minimum}}
}

test_parameters_decide if {
	count(manual_sample.warn) == 0 with input as _document(10, 5)
		with data.provenance.params.manual_sample as 10
		with data.provenance.params.manual_pass_rate as 50
}

test_one_pass_too_few_is_warned if {
	findings := manual_sample.warn with input as _document(_minimum, _enough - 1)
	findings == {{
		"code": "low",
		"path": ["manual_sample"],
		"sampled": _minimum,
		"passed": _enough - 1,
		"rate": _rate,
	}}
}

test_more_passes_than_items_are_warned if {
	findings := manual_sample.warn with input as _document(_minimum, _minimum + 1)
	{finding.code | some finding in findings} == {"low"}
}

test_absent_numbers_are_warned if {
	every field, codes in {"sampled": {"few", "low"}, "passed": {"low"}} {
		without := [{"op": "remove", "path": sprintf("/document/manual_sample/%s", [field])}]
		findings := manual_sample.warn with input as json.patch(_document(_minimum, _minimum), without)
		{finding.code | some finding in findings} == codes
	}
}

test_empty_document_is_warned if {
	findings := manual_sample.warn with input as {"document": {}}
	{[finding.code, finding.sampled] | some finding in findings} == {["few", null], ["low", null]}
}

test_more_checked_items_than_the_corpus_has_are_warned if {
	corpus := [{"op": "add", "path": "/document/items", "value": _minimum - 1}]
	findings := manual_sample.warn with input as json.patch(_document(_minimum, _minimum), corpus)
	findings == {{
		"code": "more",
		"path": ["manual_sample"],
		"sampled": _minimum,
		"items": _minimum - 1,
		"related": [{"path": ["items"]}],
	}}
}

_rate := data.provenance.params.manual_pass_rate

_enough := ceil((_minimum * _rate) / 100)

_minimum := data.provenance.params.manual_sample

_document(sampled, passed) := {"document": {"manual_sample": {"sampled": sampled, "passed": passed}}}
