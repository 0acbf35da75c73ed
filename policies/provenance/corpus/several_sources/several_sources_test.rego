package provenance.corpus.several_sources_test

import data.provenance.corpus.several_sources

test_as_many_origins_as_the_parameter_pass if {
	count(several_sources.warn) == 0 with input as _document(_minimum, "zh")
	count(several_sources.warn) == 0 with input as _document(_minimum + 1, "zh")
}

test_one_origin_too_few_is_warned if {
	findings := several_sources.warn with input as _document(_minimum - 1, "zh")
	findings == {{
		"path": ["sources"],
		"media": "audio",
		"language": "zh",
		"found": _minimum - 1,
		"minimum": _minimum,
	}}
}

test_same_origin_counts_once if {
	source := {"media": "audio", "language": "zh", "origin": "o1"}
	findings := several_sources.warn with input as {"document": {"sources": [source, source]}}
	{finding.found | some finding in findings} == {1}
}

test_every_language_and_media_is_judged if {
	sources := array.concat(_document(_minimum, "zh").document.sources, [
		{"media": "audio", "language": "en", "origin": "o1"},
		{"media": "text", "language": "zh"},
	])
	findings := several_sources.warn with input as {"document": {"sources": sources}}
	{[finding.media, finding.language, finding.found] | some finding in findings} == {
		["audio", "en", 1],
		["text", "zh", 0],
	}
}

test_parameter_decides if {
	findings := several_sources.warn with input as _document(_minimum, "zh")
		with data.provenance.params.sources_per_type as _minimum + 1
	count(findings) == 1
}

test_empty_document_has_no_source_to_judge if {
	count(several_sources.warn) == 0 with input as {"document": {}}
}

_minimum := data.provenance.params.sources_per_type

_document(n, language) := {"document": {"sources": [
{"media": "audio", "language": language, "origin": sprintf("o%d", [i])} |
	some i in numbers.range(1, n)
]}}
