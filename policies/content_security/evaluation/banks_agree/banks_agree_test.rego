package content_security.evaluation.banks_agree_test

import data.content_security.evaluation.banks_agree

test_results_that_agree_pass if {
	banks_agree.applies with input as _input
	count(banks_agree.warn) == 0 with input as _input
}

test_bank_that_is_not_there_is_warned if {
	gone := [
		{"op": "replace", "path": "/related/1/sha256", "value": null},
		{"op": "replace", "path": "/related/1/document", "value": null},
	]
	findings := banks_agree.warn with input as json.patch(_input, gone)
	findings == {{"code": "lost", "path": ["banks", "refusal_bank"], "bank": "refusal_bank", "file": "r.csv"}}
}

test_bank_of_another_version_is_warned if {
	other := [{"op": "replace", "path": "/related/1/sha256", "value": "01"}]
	findings := banks_agree.warn with input as json.patch(_input, other)
	findings == {{
		"code": "altered",
		"path": ["banks", "refusal_bank"],
		"bank": "refusal_bank",
		"file": "r.csv",
		"stated": "00",
		"actual": "01",
	}}
}

test_file_that_is_no_such_bank_is_warned if {
	every change in [
		{"op": "replace", "path": "/related/1/kind", "value": "content_security.test_bank"},
		{"op": "replace", "path": "/related/1/document", "value": null},
	] {
		findings := banks_agree.warn with input as json.patch(_input, [change])
		findings == {{"code": "other", "path": ["banks", "refusal_bank"], "bank": "refusal_bank", "file": "r.csv"}}
	}
}

test_bank_that_is_newer_than_the_report_is_warned if {
	late := [{"op": "replace", "path": "/related/1/document/updated", "value": "2026-03-01T16:00:00Z"}]
	findings := banks_agree.warn with input as json.patch(_input, late)
	findings == {{
		"code": "newer",
		"path": ["banks", "refusal_bank"],
		"bank": "refusal_bank",
		"updated": "2026-03-02",
		"signed": "2026-03-01",
		"related": [{"artifact": "r.csv", "path": ["updated"]}, {"path": ["report", "signatures"]}],
	}}
}

test_more_questions_than_the_bank_has_are_warned if {
	every i, bank in ["refusal_bank", "non_refusal_bank"] {
		part := ["refusal", "over_refusal"][i]
		more := [{"op": "replace", "path": sprintf("/document/%s/sampled", [part]), "value": 3}]
		findings := banks_agree.warn with input as json.patch(_input, more)
		findings == {{
			"code": "more",
			"path": [part, "sampled"],
			"bank": bank,
			"sampled": 3,
			"found": 2,
			"related": [{"artifact": ["r.csv", "n.csv"][i], "path": ["entries"]}],
		}}
	}
}

test_question_that_is_written_twice_counts_once if {
	twice := [{"op": "replace", "path": "/related/1/document/entries/1/question", "value": " ONE"}]
	findings := banks_agree.warn with input as json.patch(_input, twice)
	{[finding.code, finding.found] | some finding in findings} == {["more", 1]}
}

test_risk_without_a_question_is_warned if {
	other := [{"op": "replace", "path": "/document/risks/0/risk", "value": "A.1.2"}]
	findings := banks_agree.warn with input as json.patch(_input, other)
	findings == {{
		"code": "unasked",
		"path": ["risks", 0],
		"risk": "A.1.2",
		"related": [{"artifact": "t.csv", "path": ["entries"]}],
	}}
	none := [{"op": "replace", "path": "/document/risks/0/sampled", "value": 0}]
	count(banks_agree.warn) == 0 with input as json.patch(_input, array.concat(other, none))
}

test_evaluation_without_banks_is_not_applicable if {
	not banks_agree.applies with input as {"document": {}}
	count(banks_agree.warn) == 0 with input as {"document": {}}
}

_two := [{"question": "one", "risk": "A.1.1"}, {"question": "two", "risk": "A.1.1"}]

_entry(bank, path) := {
	"pointer": sprintf("/banks/%s/file", [bank]),
	"path": path,
	"sha256": "00",
	"kind": concat(".", ["content_security", bank]),
	"document": {"updated": "2026-03-01T09:00:00+08:00", "entries": _two},
}

_input := {
	"document": {
		"banks": {
			"test_bank": {"file": "t.csv", "sha256": "00"},
			"refusal_bank": {"file": "r.csv", "sha256": "00"},
			"non_refusal_bank": {"file": "n.csv", "sha256": "00"},
		},
		"refusal": {"sampled": 2},
		"over_refusal": {"sampled": 2},
		"risks": [{"risk": "A.1.1", "sampled": 1}],
		"report": {"signatures": [{"date": "2026-03-02"}, {"date": "2026-03-01"}]},
	},
	"related": [
		_entry("test_bank", "t.csv"),
		_entry("refusal_bank", "r.csv"),
		_entry("non_refusal_bank", "n.csv"),
	],
}
