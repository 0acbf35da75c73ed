package provenance.corpus.illegal_ratio_test

import data.provenance.corpus.illegal_ratio

test_ratio_of_the_parameter_passes if {
	count(illegal_ratio.warn) == 0 with input as _document(_sample(_ratio), _sample(0))
}

test_one_item_more_is_warned if {
	findings := illegal_ratio.warn with input as _document(_sample(_ratio + 1), _sample(0))
	findings == {{
		"code": "high",
		"path": ["sources", 0, "illegal_samples", "before"],
		"source": "s1",
		"stage": "before",
		"sampled": 100,
		"illegal": _ratio + 1,
		"ratio": _ratio,
	}}
}

test_sample_after_collection_counts_as_well if {
	findings := illegal_ratio.warn with input as _document(_sample(0), _sample(_ratio + 1))
	{finding.stage | some finding in findings} == {"after"}
}

test_parameter_decides if {
	count(illegal_ratio.warn) == 0 with input as _document(_sample(_ratio + 1), _sample(0))
		with data.provenance.params.corpus_illegal_ratio as _ratio + 1
}

test_empty_sample_is_warned if {
	findings := illegal_ratio.warn with input as _document({"sampled": 0, "illegal": 0}, _sample(0))
	{finding.code | some finding in findings} == {"high"}
}

test_absent_numbers_are_warned if {
	every key in ["sampled", "illegal"] {
		findings := illegal_ratio.warn with input as _document(object.remove(_sample(0), [key]), _sample(0))
		{[finding.code, finding[key]] | some finding in findings} == {["high", null]}
	}
}

test_stage_that_was_not_sampled_is_warned if {
	every stage in ["before", "after"] {
		without := [{"op": "remove", "path": sprintf("/document/sources/0/illegal_samples/%s", [stage])}]
		findings := illegal_ratio.warn with input as json.patch(_document(_sample(0), _sample(0)), without)
		findings == {{"code": "unsampled", "path": ["sources", 0], "source": "s1", "stage": stage}}
	}
	findings := illegal_ratio.warn with input as {"document": {"sources": [{"id": "s1"}]}}
	{finding.stage | some finding in findings} == {"before", "after"}
}

test_empty_document_has_no_source_to_judge if {
	count(illegal_ratio.warn) == 0 with input as {"document": {}}
}

_ratio := data.provenance.params.corpus_illegal_ratio

_sample(illegal) := {"sampled": 100, "illegal": illegal}

_document(before, after) := {"document": {"sources": [{
	"id": "s1",
	"illegal_samples": {"before": before, "after": after},
}]}}
