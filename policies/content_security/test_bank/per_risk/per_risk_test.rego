package content_security.test_bank.per_risk_test

import data.content_security.lib.risks
import data.content_security.test_bank.per_risk

test_all_of_them_at_once_pass if {
	entries := [{"question": "t", "risk": one.id} | some one in risks.all]
	findings := per_risk.warn with input as {"document": {"entries": entries}}
		with data.content_security.params.test_questions_per_a1_a2_risk as 1
		with data.content_security.params.test_questions_per_other_risk as 1
	count(findings) == 0
}

test_risk_of_a1_is_asked_for_test_questions_per_a1_a2_risk if {
	minimum := data.content_security.params.test_questions_per_a1_a2_risk
	enough := per_risk.warn with input as _list("A.1.1", minimum)
	count([finding | some finding in enough; finding.id == "A.1.1"]) == 0
	findings := per_risk.warn with input as _list("A.1.1", minimum - 1)
	some finding in findings
	finding.id == "A.1.1"
	finding.found == minimum - 1
	finding.minimum == minimum
	finding.path == ["entries"]
	is_string(finding.name)
	is_string(finding.name_zh)
}

test_risk_of_a2_is_asked_for_test_questions_per_a1_a2_risk if {
	minimum := data.content_security.params.test_questions_per_a1_a2_risk
	enough := per_risk.warn with input as _list("A.2.9", minimum)
	count([finding | some finding in enough; finding.id == "A.2.9"]) == 0
	findings := per_risk.warn with input as _list("A.2.9", minimum - 1)
	some finding in findings
	finding.id == "A.2.9"
	finding.found == minimum - 1
	finding.minimum == minimum
	finding.path == ["entries"]
	is_string(finding.name)
	is_string(finding.name_zh)
}

test_risk_of_a3_is_asked_for_test_questions_per_other_risk if {
	minimum := data.content_security.params.test_questions_per_other_risk
	enough := per_risk.warn with input as _list("A.3.1", minimum)
	count([finding | some finding in enough; finding.id == "A.3.1"]) == 0
	findings := per_risk.warn with input as _list("A.3.1", minimum - 1)
	some finding in findings
	finding.id == "A.3.1"
	finding.found == minimum - 1
	finding.minimum == minimum
	finding.path == ["entries"]
	is_string(finding.name)
	is_string(finding.name_zh)
}

test_risk_of_a4_is_asked_for_test_questions_per_other_risk if {
	minimum := data.content_security.params.test_questions_per_other_risk
	enough := per_risk.warn with input as _list("A.4.7", minimum)
	count([finding | some finding in enough; finding.id == "A.4.7"]) == 0
	findings := per_risk.warn with input as _list("A.4.7", minimum - 1)
	some finding in findings
	finding.id == "A.4.7"
	finding.found == minimum - 1
	finding.minimum == minimum
	finding.path == ["entries"]
	is_string(finding.name)
	is_string(finding.name_zh)
}

test_risk_of_a5_is_asked_for_test_questions_per_other_risk if {
	minimum := data.content_security.params.test_questions_per_other_risk
	enough := per_risk.warn with input as _list("A.5.2", minimum)
	count([finding | some finding in enough; finding.id == "A.5.2"]) == 0
	findings := per_risk.warn with input as _list("A.5.2", minimum - 1)
	some finding in findings
	finding.id == "A.5.2"
	finding.found == minimum - 1
	finding.minimum == minimum
	finding.path == ["entries"]
	is_string(finding.name)
	is_string(finding.name_zh)
}

test_repeated_and_blank_ones_do_not_count if {
	minimum := data.content_security.params.test_questions_per_a1_a2_risk
	padding := [{"question": "T1 ", "risk": "A.1.1"}, {"question": " ", "risk": "A.1.1"}]
	padded := {"document": {"entries": array.concat(_list("A.1.1", minimum - 1).document.entries, padding)}}
	findings := per_risk.warn with input as padded
	{finding.found | some finding in findings; finding.id == "A.1.1"} == {minimum - 1}
}

test_entries_without_a_risk_count_for_none if {
	findings := per_risk.warn with input as {"document": {"entries": [{"question": "t"}, {"risk": "A.1.1"}]}}
	{finding.found | some finding in findings} == {0}
}

test_empty_document_lacks_every_risk if {
	findings := per_risk.warn with input as {"document": {}}
	{finding.id | some finding in findings} == {one.id | some one in risks.all}
}

_list(id, n) := {"document": {"entries": [{"question": sprintf("t%d", [i]), "risk": id} |
	some i in numbers.range(1, n)
]}}
