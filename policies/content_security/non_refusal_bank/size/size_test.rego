package content_security.non_refusal_bank.size_test

import data.content_security.non_refusal_bank.size

test_enough_questions_pass if {
	count(size.warn) == 0 with input as _list(_minimum)
	count(size.warn) == 0 with input as _list(_minimum + 1)
}

test_one_too_few_is_warned if {
	findings := size.warn with input as _list(_minimum - 1)
	findings == {{"path": ["entries"], "found": _minimum - 1, "minimum": _minimum}}
}

test_repeated_and_blank_questions_do_not_count if {
	padding := [{"question": "T1 "}, {"question": " "}]
	padded := {"document": {"entries": array.concat(_list(_minimum - 1).document.entries, padding)}}
	findings := size.warn with input as padded
	{finding.found | some finding in findings} == {_minimum - 1}
}

test_parameter_decides_how_many_are_enough if {
	count(size.warn) == 0 with input as _list(3) with data.content_security.params.non_refusal_bank_size as 3
	count(size.warn) == 1 with input as _list(3) with data.content_security.params.non_refusal_bank_size as 4
}

test_entry_without_its_text_does_not_count if {
	findings := size.warn with input as {"document": {"entries": [{"note": "x"}]}}
	{finding.found | some finding in findings} == {0}
}

test_empty_document_is_warned if {
	findings := size.warn with input as {"document": {}}
	findings == {{"path": ["entries"], "found": 0, "minimum": _minimum}}
}

_minimum := data.content_security.params.non_refusal_bank_size

_list(n) := {"document": {"entries": [{"question": sprintf("t%d", [i])} | some i in numbers.range(1, n)]}}
