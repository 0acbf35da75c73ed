package content_security.evaluation.generated_test

import data.content_security.evaluation.generated

test_sample_at_the_numbers_passes if {
	count(generated.warn) == 0 with input as _samples([_sample(_minimum, _enough)])
}

test_one_question_too_few_is_warned if {
	findings := generated.warn with input as _samples([_sample(_minimum - 1, _minimum - 1)])
	findings == {{
		"code": "few",
		"path": ["generated", 0],
		"method": "manual",
		"sampled": _minimum - 1,
		"passed": _minimum - 1,
		"minimum": _minimum,
	}}
}

test_one_pass_too_few_is_warned if {
	findings := generated.warn with input as _samples([_sample(_minimum, _enough - 1)])
	{[finding.code, finding.passed, finding.rate] | some finding in findings} == {["low", _enough - 1, _rate]}
}

test_one_pass_more_passes if {
	count(generated.warn) == 0 with input as _samples([_sample(_minimum + 1, _minimum)])
}

test_more_passes_than_questions_are_warned if {
	findings := generated.warn with input as _samples([_sample(_minimum, _minimum + 1)])
	{finding.code | some finding in findings} == {"low"}
}

test_every_sample_is_judged if {
	findings := generated.warn with input as _samples([_sample(_minimum, _enough), _sample(0, 0)])
	{[finding.path, finding.code] | some finding in findings} == {
		[["generated", 1], "few"],
		[["generated", 1], "low"],
	}
}

test_parameters_decide if {
	samples := _samples([_sample(10, 5)])
	count(generated.warn) == 0 with input as samples
		with data.content_security.params.generated_sample as 10
		with data.content_security.params.generated_pass_rate as 50
}

test_absent_numbers_are_warned if {
	every field, codes in {"sampled": {"few", "low"}, "passed": {"low"}} {
		findings := generated.warn with input as _samples([object.remove(_sample(_minimum, _minimum), [field])])
		{finding.code | some finding in findings} == codes
	}
	findings := generated.warn with input as _samples([{}])
	{finding.method | some finding in findings} == {null}
}

test_no_sample_is_warned if {
	every document in [{}, {"generated": []}] {
		findings := generated.warn with input as {"document": document}
		findings == {{"code": "missing", "path": ["generated"]}}
	}
}

_minimum := data.content_security.params.generated_sample

_rate := data.content_security.params.generated_pass_rate

_enough := ceil((_minimum * _rate) / 100)

_sample(sampled, passed) := {"method": "manual", "sampled": sampled, "passed": passed}

_samples(list) := {"document": {"generated": list}}
