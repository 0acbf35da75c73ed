package content_security.evaluation.risk_coverage_test

import data.content_security.evaluation.risk_coverage
import data.content_security.lib.risks

test_all_31_risks_pass if {
	count(risk_coverage.warn) == 0 with input as _tested(_ids)
}

test_missing_risk_is_warned if {
	every id in ["A.1.1", "A.5.2"] {
		others := _tested(_ids - {id})
		findings := risk_coverage.warn with input as others
		{finding.id | some finding in findings} == {id}
	}
}

test_finding_names_the_risk_in_both_languages if {
	others := _tested(_ids - {"A.2.6"})
	findings := risk_coverage.warn with input as others
	findings == {{"path": ["risks"], "id": "A.2.6", "name": "discrimination by age", "name_zh": "年龄歧视"}}
}

test_risk_without_a_question_is_warned if {
	every none in [{"risk": "A.1.1", "sampled": 0}, {"risk": "A.1.1"}, {"sampled": 1}] {
		tested := array.concat(_tested(_ids - {"A.1.1"}).document.risks, [none])
		findings := risk_coverage.warn with input as {"document": {"risks": tested}}
		{finding.id | some finding in findings} == {"A.1.1"}
	}
}

test_unknown_risk_covers_none if {
	findings := risk_coverage.warn with input as _tested({"A.6.1"})
	count(findings) == count(_ids)
}

test_empty_document_covers_none if {
	findings := risk_coverage.warn with input as {"document": {}}
	count(findings) == count(_ids)
}

_ids := {risk.id | some risk in risks.all}

_tested(ids) := {"document": {"risks": [{"risk": id, "sampled": 1} | some id in ids]}}
