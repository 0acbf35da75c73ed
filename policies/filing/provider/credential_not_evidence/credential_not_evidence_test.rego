package filing.provider.credential_not_evidence_test

import data.filing.provider.credential_not_evidence

test_reports_and_receipts_are_evidence if {
	every evidence in [
		_evidence("assessment_report", "安全评估报告", "security_assessment"),
		_evidence("filing_receipt", "Filing receipt", "algorithm_filing"),
		_evidence("review_record", "Record of the review", "periodic_review"),
	] {
		count(credential_not_evidence.deny) == 0 with input as _provider([evidence], "Example-Name-20260101")
	}
}

test_credential_is_evidence_of_no_duty if {
	every supports in ["algorithm_filing", "service_filing", "security_assessment", "periodic_review"] {
		evidence := _evidence("credential", "T", supports)
		findings := credential_not_evidence.deny with input as _provider([evidence], "1")
		findings == {{"code": "evidence", "path": ["evidence", 0], "title": "T", "supports": supports}}
	}
}

test_title_of_a_credential_betrays_it if {
	every title in ["Certified Dubbing Studio", "tool BADGE", "配音工具认证证书"] {
		evidence := _evidence("assessment_report", title, "security_assessment")
		count(credential_not_evidence.deny) == 1 with input as _provider([evidence], "1")
	}
}

test_credential_may_accompany_what_is_no_such_duty if {
	count(credential_not_evidence.deny) == 0 with input as _provider([_evidence("credential", "T", "other")], "1")
}

test_names_are_a_parameter if {
	count(credential_not_evidence.deny) == 0 with input as _provider([], "sample seal")
	count(credential_not_evidence.deny) == 3 with input as _provider([], "sample seal")
		with data.filing.params.credential_names as ["sample seal"]
}

test_credential_is_no_number_of_a_filing if {
	findings := credential_not_evidence.deny with input as _provider([], "Certified partner")
	findings == {{"code": "number", "path": path, "number": "Certified partner"} | some path in [
		["service_filing", "number"],
		["algorithms", 0, "filing", "number"],
		["models", 0, "number"],
	]}
}

test_what_has_no_number_yet_is_no_credential if {
	none := {"document": {
		"service_filing": null,
		"algorithms": [{"filing": null}, {"filing": {"number": null}}],
		"models": [{"number": null}],
	}}
	count(credential_not_evidence.deny) == 0 with input as none
}

test_empty_document_claims_nothing if {
	credential_not_evidence.applies with input as {"document": {}}
	count(credential_not_evidence.deny) == 0 with input as {"document": {}}
}

test_domestic_public_service_makes_it_applicable if {
	credential_not_evidence.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not credential_not_evidence.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_evidence(type, title, supports) := {"type": type, "title": title, "supports": supports, "file": "e.pdf"}

_provider(evidence, number) := {"document": {
	"scope": {"domestic_public": true},
	"service_filing": {"number": number},
	"algorithms": [{"filing": {"number": number}}],
	"models": [{"number": number}],
	"evidence": evidence,
}}
