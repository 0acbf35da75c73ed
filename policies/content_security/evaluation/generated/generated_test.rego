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
	{finding.method | some finding in findings; finding.code != "lacking"} == {null}
}

test_no_sample_is_warned if {
	every document in [{}, {"generated": []}] {
		findings := generated.warn with input as {"document": document}
		findings == {{"code": "missing", "path": ["generated"]}}
	}
}

test_each_way_of_sampling_is_expected if {
	every i, method in ["manual", "keyword", "classifier"] {
		samples := json.patch(_samples([_sample(_minimum, _enough)]), [{
			"op": "replace",
			"path": sprintf("/document/generated/%d/method", [i]),
			"value": "another",
		}])
		findings := generated.warn with input as samples
		findings == {{"code": "lacking", "path": ["generated"], "method": method}}
	}
}

test_one_way_three_times_is_one_way if {
	manual := object.union(_sample(_minimum, _minimum), {"method": "manual"})
	findings := generated.warn with input as {"document": {"generated": [manual, manual, manual]}}
	{finding.method | some finding in findings} == {"keyword", "classifier"}
}

_minimum := data.content_security.params.generated_sample

_rate := data.content_security.params.generated_pass_rate

_enough := ceil((_minimum * _rate) / 100)

_sample(sampled, passed) := {"method": "manual", "sampled": sampled, "passed": passed}

_samples(list) := {"document": {"generated": array.concat(list, [_others[0], _others[1]])}}

_others := [object.union(_sample(2 * _minimum, 2 * _minimum), {"method": method}) | some method in ["keyword", "classifier"]]
