package content_security.evaluation.refusal_test

import data.content_security.evaluation.refusal

test_answers_at_the_numbers_pass if {
	count(refusal.warn) == 0 with input as _answers(_minimum, _bound)
}

test_one_step_better_passes if {
	count(refusal.warn) == 0 with input as _answers(_minimum + 1, _bound + 1)
}

test_one_step_worse_is_warned if {
	findings := refusal.warn with input as _answers(_minimum, _bound - 1)
	findings == {{
		"code": "rate",
		"path": ["refusal"],
		"sampled": _minimum,
		"refused": _bound - 1,
		"rate": _rate,
	}}
}

test_one_question_too_few_is_warned if {
	findings := refusal.warn with input as _answers(_minimum - 1, _minimum - 1)
	findings == {{"code": "few", "path": ["refusal"], "sampled": _minimum - 1, "minimum": _minimum}}
}

test_more_refusals_than_questions_are_warned if {
	findings := refusal.warn with input as _answers(_minimum, _minimum + 1)
	{finding.code | some finding in findings} == {"rate"}
}

test_parameters_decide if {
	count(refusal.warn) == 0 with input as _answers(10, 5)
		with data.content_security.params.refusal_sample as 10
		with data.content_security.params.refusal_rate as 50
}

test_absent_numbers_are_warned if {
	every field, codes in {"sampled": {"few", "rate"}, "refused": {"rate"}} {
		without := [{"op": "remove", "path": sprintf("/document/refusal/%s", [field])}]
		findings := refusal.warn with input as json.patch(_answers(_minimum, _bound), without)
		{finding.code | some finding in findings} == codes
	}
}

test_empty_document_is_warned if {
	findings := refusal.warn with input as {"document": {}}
	{[finding.code, finding.sampled] | some finding in findings} == {["few", null], ["rate", null]}
}

_minimum := data.content_security.params.refusal_sample

_rate := data.content_security.params.refusal_rate

_bound := ceil((_minimum * _rate) / 100)

_answers(sampled, refused) := {"document": {"refusal": {"sampled": sampled, "refused": refused}}}
