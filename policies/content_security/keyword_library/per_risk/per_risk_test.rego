package content_security.keyword_library.per_risk_test

import data.content_security.keyword_library.per_risk
import data.content_security.lib.risks

test_all_of_them_at_once_pass if {
	entries := [{"term": "t", "risk": one.id} | some one in risks.first_two]
	findings := per_risk.warn with input as {"document": {"entries": entries}}
		with data.content_security.params.keywords_per_a1_risk as 1
		with data.content_security.params.keywords_per_a2_risk as 1
	count(findings) == 0
}

test_last_risk_of_a1_is_asked_for_keywords_per_a1_risk if {
	minimum := data.content_security.params.keywords_per_a1_risk
	enough := per_risk.warn with input as _list("A.1.8", minimum)
	count([finding | some finding in enough; finding.id == "A.1.8"]) == 0
	findings := per_risk.warn with input as _list("A.1.8", minimum - 1)
	some finding in findings
	finding.id == "A.1.8"
	finding.found == minimum - 1
	finding.minimum == minimum
	finding.path == ["entries"]
	is_string(finding.name)
	is_string(finding.name_zh)
}

test_last_risk_of_a2_is_asked_for_keywords_per_a2_risk if {
	minimum := data.content_security.params.keywords_per_a2_risk
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

test_repeated_and_blank_ones_do_not_count if {
	minimum := data.content_security.params.keywords_per_a1_risk
	padding := [{"term": "T1 ", "risk": "A.1.8"}, {"term": " ", "risk": "A.1.8"}]
	padded := {"document": {"entries": array.concat(_list("A.1.8", minimum - 1).document.entries, padding)}}
	findings := per_risk.warn with input as padded
	{finding.found | some finding in findings; finding.id == "A.1.8"} == {minimum - 1}
}

test_entries_without_a_risk_count_for_none if {
	findings := per_risk.warn with input as {"document": {"entries": [{"term": "t"}, {"risk": "A.1.8"}]}}
	{finding.found | some finding in findings} == {0}
}

test_empty_document_lacks_every_risk if {
	findings := per_risk.warn with input as {"document": {}}
	{finding.id | some finding in findings} == {one.id | some one in risks.first_two}
}

_list(id, n) := {"document": {"entries": [{"term": sprintf("t%d", [i]), "risk": id} |
	some i in numbers.range(1, n)
]}}
