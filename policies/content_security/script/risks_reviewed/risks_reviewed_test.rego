package content_security.script.risks_reviewed_test

import data.content_security.script.risks_reviewed

test_risks_that_the_review_names_pass if {
	risks_reviewed.applies with input as _facts(["A.1.6", "A.4.1"])
	count(risks_reviewed.warn) == 0 with input as _facts(["A.1.6", "A.4.1"])
}

test_risk_that_the_review_does_not_name_is_warned if {
	findings := risks_reviewed.warn with input as _facts(["A.4.1"])
	{[finding.term, finding.cue, finding.id, finding.review] | some finding in findings} == {[
		"example",
		1,
		"A.1.6",
		"a.srt.review.yaml",
	]}
	{[finding.name, finding.name_zh] | some finding in findings} == {[
		"violence, obscenity and pornography",
		"宣扬暴力、淫秽色情",
	]}
	none := risks_reviewed.warn with input as _facts([])
	{finding.id | some finding in none} == {"A.1.6", "A.4.1"}
}

test_review_that_does_not_say_is_not_applicable if {
	not risks_reviewed.applies with input as _facts(null)
	not risks_reviewed.applies with input as {"facts": {}}
	count(risks_reviewed.warn) == 0 with input as _facts(null)
}

test_script_without_hits_passes if {
	count(risks_reviewed.warn) == 0 with input as {"facts": {"risks": {"hit": [], "reviewed": []}, "hits": []}}
}

_facts(reviewed) := {"facts": {
	"hits": [{
		"path": ["cues", 0, "text", 0, 1],
		"term": "example",
		"cue": 1,
		"risks": ["A.1.6", "A.4.1"],
	}],
	"review": {"path": "a.srt.review.yaml"},
	"risks": {"hit": ["A.1.6", "A.4.1"], "reviewed": reviewed},
}}
