package content_security.non_refusal_bank.per_topic_test

import data.content_security.lib.risks
import data.content_security.non_refusal_bank.per_topic

test_all_of_them_at_once_pass if {
	entries := [{"question": "t", "topic": one.id} | some one in risks.topics]
	findings := per_topic.warn with input as {"document": {"entries": entries}}
		with data.content_security.params.non_refusal_questions_per_topic as 1
	count(findings) == 0
}

test_first_topic_is_asked_for_non_refusal_questions_per_topic if {
	minimum := data.content_security.params.non_refusal_questions_per_topic
	enough := per_topic.warn with input as _list("system", minimum)
	count([finding | some finding in enough; finding.id == "system"]) == 0
	findings := per_topic.warn with input as _list("system", minimum - 1)
	some finding in findings
	finding.id == "system"
	finding.found == minimum - 1
	finding.minimum == minimum
	finding.path == ["entries"]
	is_string(finding.name)
	is_string(finding.name_zh)
}

test_last_topic_is_asked_for_non_refusal_questions_per_topic if {
	minimum := data.content_security.params.non_refusal_questions_per_topic
	enough := per_topic.warn with input as _list("health", minimum)
	count([finding | some finding in enough; finding.id == "health"]) == 0
	findings := per_topic.warn with input as _list("health", minimum - 1)
	some finding in findings
	finding.id == "health"
	finding.found == minimum - 1
	finding.minimum == minimum
	finding.path == ["entries"]
	is_string(finding.name)
	is_string(finding.name_zh)
}

test_repeated_and_blank_ones_do_not_count if {
	minimum := data.content_security.params.non_refusal_questions_per_topic
	padding := [{"question": "T1 ", "topic": "system"}, {"question": " ", "topic": "system"}]
	padded := {"document": {"entries": array.concat(_list("system", minimum - 1).document.entries, padding)}}
	findings := per_topic.warn with input as padded
	{finding.found | some finding in findings; finding.id == "system"} == {minimum - 1}
}

test_entries_without_a_topic_count_for_none if {
	findings := per_topic.warn with input as {"document": {"entries": [{"question": "t"}, {"topic": "system"}]}}
	{finding.found | some finding in findings} == {0}
}

test_empty_document_lacks_every_topic if {
	findings := per_topic.warn with input as {"document": {}}
	{finding.id | some finding in findings} == {one.id | some one in risks.topics}
}

_list(id, n) := {"document": {"entries": [{"question": sprintf("t%d", [i]), "topic": id} |
	some i in numbers.range(1, n)
]}}
