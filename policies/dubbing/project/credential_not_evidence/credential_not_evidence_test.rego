package dubbing.project.credential_not_evidence_test

import data.dubbing.project.credential_not_evidence

test_reports_and_receipts_are_evidence if {
	every evidence in [
		_evidence("assessment_report", "安全评估报告", "security_assessment"),
		_evidence("filing_receipt", "Filing receipt", "algorithm_filing"),
		_evidence("review_record", "Record of the output review", "output_review"),
	] {
		count(credential_not_evidence.deny) == 0 with input as _project([evidence], [])
	}
}

test_credential_is_evidence_of_no_duty if {
	every supports in [
		"algorithm_filing", "service_filing", "security_assessment", "input_review",
		"output_review",
	] {
		findings := credential_not_evidence.deny with input as _project([_evidence("credential", "T", supports)], [])
		findings == {{"code": "evidence", "path": ["evidence", 0], "title": "T", "supports": supports}}
	}
}

test_title_of_a_credential_betrays_it if {
	every title in ["Certified Dubbing Studio", "tool BADGE", "配音工具认证证书"] {
		evidence := _evidence("assessment_report", title, "security_assessment")
		count(credential_not_evidence.deny) == 1 with input as _project([evidence], [])
	}
}

test_names_are_a_parameter if {
	evidence := _evidence("other", "Sample Seal", "service_filing")
	count(credential_not_evidence.deny) == 0 with input as _project([evidence], [])
	count(credential_not_evidence.deny) == 1 with input as _project([evidence], [])
		with data.dubbing.params.credential_names as ["sample seal"]
}

test_credential_may_accompany_what_is_no_such_duty if {
	every supports in ["rights", "consent", "other"] {
		count(credential_not_evidence.deny) == 0 with input as _project([_evidence("credential", "T", supports)], [])
	}
}

test_credential_is_no_filing_number if {
	findings := credential_not_evidence.deny with input as _project([], [
		{"type": "algorithm", "number": "网信算备000000000000000000000号"},
		{"type": "service", "number": "Certified partner"},
	])
	findings == {{
		"code": "filing",
		"path": ["engine", "filings", 1, "number"],
		"number": "Certified partner",
	}}
}

test_evidence_makes_it_applicable if {
	credential_not_evidence.applies with input as _project([_evidence("other", "T", "security_assessment")], [])
}

test_filings_make_it_applicable if {
	credential_not_evidence.applies with input as _project([], [{"type": "service", "number": "1"}])
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not credential_not_evidence.applies with input as json.patch(
		_project([_evidence("credential", "T", "service_filing")], [{"type": "service", "number": "1"}]),
		abroad,
	)
}

test_nothing_claimed_is_not_applicable if {
	not credential_not_evidence.applies with input as _project([_evidence("credential", "T", "rights")], [])
	not credential_not_evidence.applies with input as {"document": {"scope": {"domestic_public": true}}}
}

test_empty_document_is_not_applicable if {
	not credential_not_evidence.applies with input as {"document": {}}
}

_evidence(type, title, supports) := {"type": type, "title": title, "supports": supports, "file": "e.pdf"}

_project(evidence, filings) := {"document": {
	"scope": {"domestic_public": true},
	"engine": {"filings": filings},
	"evidence": evidence,
}}
