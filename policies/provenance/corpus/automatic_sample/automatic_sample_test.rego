package provenance.corpus.automatic_sample_test

import data.provenance.corpus.automatic_sample

test_sample_at_the_numbers_passes if {
	count(automatic_sample.warn) == 0 with input as _document(_minimum, _enough)
	count(automatic_sample.warn) == 0 with input as _document(_minimum + 1, _minimum + 1)
}

test_one_item_too_few_is_warned if {
	findings := automatic_sample.warn with input as _document(_minimum - 1, _minimum - 1)
	findings == {{
		"code": "few",
		"path": ["automatic_sample"],
		"sampled": _minimum - 1,
		"items": _items,
		"ratio": _ratio,
	}}
}

test_more_items_than_the_corpus_has_are_warned if {
	findings := automatic_sample.warn with input as _document(_items + 1, _items + 1)
	{finding.code | some finding in findings} == {"few", "more"}
}

test_corpus_of_unknown_size_is_warned if {
	without := [{"op": "remove", "path": "/document/items"}]
	findings := automatic_sample.warn with input as json.patch(_document(_minimum, _minimum), without)
	{[finding.code, finding.items] | some finding in findings} == {["few", null]}
}

test_parameters_decide if {
	count(automatic_sample.warn) == 0 with input as _document(10, 5)
		with data.provenance.params.automatic_sample_ratio as 1
		with data.provenance.params.automatic_pass_rate as 50
}

test_one_pass_too_few_is_warned if {
	findings := automatic_sample.warn with input as _document(_minimum, _enough - 1)
	findings == {{
		"code": "low",
		"path": ["automatic_sample"],
		"sampled": _minimum,
		"passed": _enough - 1,
		"rate": _rate,
	}}
}

test_more_passes_than_items_are_warned if {
	findings := automatic_sample.warn with input as _document(_minimum, _minimum + 1)
	{finding.code | some finding in findings} == {"low"}
}

test_absent_numbers_are_warned if {
	every field, codes in {"sampled": {"few", "low"}, "passed": {"low"}} {
		without := [{"op": "remove", "path": sprintf("/document/automatic_sample/%s", [field])}]
		findings := automatic_sample.warn with input as json.patch(_document(_minimum, _minimum), without)
		{finding.code | some finding in findings} == codes
	}
}

test_empty_document_is_warned if {
	findings := automatic_sample.warn with input as {"document": {}}
	{[finding.code, finding.sampled] | some finding in findings} == {["few", null], ["low", null]}
}

_rate := data.provenance.params.automatic_pass_rate

_enough := ceil((_minimum * _rate) / 100)

_ratio := data.provenance.params.automatic_sample_ratio

_items := 1000

_minimum := (_items * _ratio) / 100

_document(sampled, passed) := {"document": {
	"items": _items,
	"automatic_sample": {"sampled": sampled, "passed": passed},
}}
