package content_security.evaluation.report_test

import data.content_security.evaluation.report

test_whole_report_passes if {
	count(report.warn) == 0 with input as _evaluation([_met, {"clause": "5", "conclusion": "not_applicable"}], _signatures)
}

test_clause_without_a_conclusion_is_warned if {
	findings := report.warn with input as _evaluation([_met, object.remove(_met, ["conclusion"])], _signatures)
	findings == {{"code": "unconcluded", "path": ["report", "clauses", 1], "clause": "4.3"}}
}

test_clause_that_is_not_met_is_warned if {
	findings := report.warn with input as _evaluation([object.union(_met, {"conclusion": "not_met"})], _signatures)
	{finding | some finding in findings; finding.code == "not_met"} == {{
		"code": "not_met",
		"path": ["report", "clauses", 0, "conclusion"],
		"clause": "4.3",
	}}
}

test_met_without_evidence_is_warned if {
	every clause in [object.remove(_met, ["evidence"]), object.union(_met, {"evidence": []})] {
		findings := report.warn with input as _evaluation([clause], _signatures)
		findings == {{"code": "unsupported", "path": ["report", "clauses", 0], "clause": "4.3"}}
	}
}

test_clause_without_a_number_is_judged_too if {
	findings := report.warn with input as _evaluation([_met, {"conclusion": "not_met"}], _signatures)
	{finding.clause | some finding in findings} == {null}
}

test_each_of_the_three_roles_has_to_sign if {
	every i, role in ["legal_representative", "security_lead", "compliance_lead"] {
		others := [signature | some j, signature in _signatures; j != i]
		findings := report.warn with input as _evaluation([_met], others)
		findings == {{"code": "unsigned", "path": ["report", "signatures"], "role": role}}
	}
}

test_signature_without_a_date_or_a_role_is_none if {
	every key in ["date", "role"] {
		signatures := array.concat([object.remove(_signatures[0], [key])], array.slice(_signatures, 1, 3))
		findings := report.warn with input as _evaluation([_met], signatures)
		{[finding.code, finding.role] | some finding in findings} == {["unsigned", "legal_representative"]}
	}
}

test_signature_of_tomorrow_is_warned if {
	signatures := array.concat([object.union(_signatures[0], {"date": "2026-11-24"})], array.slice(_signatures, 1, 3))
	findings := report.warn with input as _evaluation([_met], signatures)
	findings == {{
		"code": "future",
		"path": ["report", "signatures", 0, "date"],
		"role": "legal_representative",
		"date": "2026-11-24",
	}}
}

test_empty_report_is_warned if {
	every document in [{}, {"report": {}}, {"report": {"clauses": [], "signatures": []}}] {
		findings := report.warn with input as {"document": document, "as_of": "2026-11-23T12:00:00Z"}
		count([finding | some finding in findings; finding.code == "empty"]) == 1
		count([finding | some finding in findings; finding.code == "unsigned"]) == 3
		count(findings) == 4
	}
}

test_report_of_which_nothing_is_met_is_warned if {
	clause := {"clause": "5", "conclusion": "not_applicable"}
	findings := report.warn with input as _evaluation([clause, clause], _signatures)
	findings == {{"code": "unmet", "path": ["report", "clauses"]}}
}

test_evidence_that_is_only_named_is_warned if {
	findings := report.warn with input as _evaluation([object.union(_met, {"evidence": ["annex 3"]})], _signatures)
	findings == {{
		"code": "unshown",
		"path": ["report", "clauses", 0, "evidence", 0],
		"clause": "4.3",
		"file": "annex 3",
	}}
}

test_evidence_that_is_not_as_stated_is_warned if {
	every digest, code in {"01": "altered", null: "lost"} {
		other := [{"op": "replace", "path": "/related/0/sha256", "value": digest}]
		findings := report.warn with input as json.patch(_evaluation([_met], _signatures), other)
		{[finding.code, finding.path, finding.file] | some finding in findings} == {[
			code,
			["report", "clauses", 0, "evidence", 0],
			"annex.txt",
		]}
	}
}

_met := {"clause": "4.3", "conclusion": "met", "evidence": [{"file": "annex.txt", "sha256": "00"}]}

_signatures := [{"role": role, "date": "2026-11-23"} |
	some role in ["legal_representative", "security_lead", "compliance_lead"]
]

_evaluation(clauses, signatures) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"report": {"clauses": clauses, "signatures": signatures}},
	"related": [related | some i, _ in clauses; related := {
		"pointer": sprintf("/report/clauses/%d/evidence/0/file", [i]),
		"sha256": "00",
	}],
}
