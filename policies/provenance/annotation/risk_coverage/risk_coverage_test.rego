package provenance.annotation.risk_coverage_test

import data.provenance.annotation.risk_coverage

test_all_31_risks_pass if {
	count(_ids) == 31
	count(risk_coverage.warn) == 0 with input as _document(_ids)
}

test_missing_risk_is_warned_by_name if {
	findings := risk_coverage.warn with input as _document(_ids - {"A.5.2"})
	findings == {{
		"code": "missing",
		"path": ["rule_book", "risks"],
		"id": "A.5.2",
		"name": "unreliable content",
		"name_zh": "内容不可靠",
	}}
}

test_unknown_risk_covers_none if {
	findings := risk_coverage.warn with input as _document(((_ids - {"A.1.1"}) | {"A.1.9"}))
	{finding.id | some finding in findings} == {"A.1.1"}
}

test_document_without_a_rule_book_covers_none if {
	every document in [{}, {"rule_book": {}}, {"rule_book": {"risks": []}}] {
		findings := risk_coverage.warn with input as {"document": document}
		findings == {{"code": "none", "path": ["rule_book", "risks"]}}
	}
}

_ids := {risk.id |
	some list in data.instruments["gbt-45654-2025"].lists
	list.id == "risks"
	some risk in list.members
}

_document(ids) := {"document": {"rule_book": {"risks": [id | some id in ids]}}}
