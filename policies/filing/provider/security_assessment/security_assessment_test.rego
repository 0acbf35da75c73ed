package filing.provider.security_assessment_test

import data.filing.provider.security_assessment

test_assessment_of_the_day_before_passes if {
	count(security_assessment.deny) == 0 with input as _provider("2026-03-01", ["Example"])
}

test_assessment_of_the_day_of_launch_or_later_is_late if {
	every day in ["2026-03-02", "2026-03-03"] {
		findings := security_assessment.deny with input as _provider(day, ["Example"])
		findings == {{
			"code": "late",
			"path": ["launches", 0, "launched_on"],
			"name": "Example",
			"launched_on": "2026-03-02",
		}}
	}
}

test_assessment_of_something_else_is_none if {
	findings := security_assessment.deny with input as _provider("2026-03-01", ["Other"])
	findings == {{"code": "missing", "path": ["launches", 0], "name": "Example"}}
}

test_one_of_several_assessments_is_enough if {
	later := {"covers": ["Example"], "completed_on": "2026-06-01"}
	several := json.patch(
		_provider("2026-03-01", ["Example"]),
		[{"op": "add", "path": "/document/assessments/-", "value": later}],
	)
	count(security_assessment.deny) == 0 with input as several
}

test_assessment_in_the_future_is_denied if {
	findings := security_assessment.deny with input as _provider("2026-11-24", ["Example"])
	{finding.code | some finding in findings} == {"late", "future"}
	today := security_assessment.deny with input as _provider("2026-11-23", ["Example"])
	{finding.code | some finding in today} == {"late"}
}

test_empty_document_is_denied if {
	security_assessment.applies with input as {"document": {}}
	findings := security_assessment.deny with input as {"document": {}}
	findings == {{"code": "none", "path": ["launches"]}}
}

test_domestic_public_service_makes_it_applicable if {
	security_assessment.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_who_only_uses_or_supplies_it_is_not_applicable if {
	every role in [["user"], ["technical_supporter"], ["user", "distribution_platform"]] {
		not security_assessment.applies with input as {"document": {"role": role, "scope": {"domestic_public": true, "public_opinion": true}}}
	}
	security_assessment.applies with input as {"document": {"role": ["user", "provider"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not security_assessment.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

test_service_without_public_opinion_attributes_is_not_applicable if {
	not security_assessment.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": false}}}
}

_provider(completed_on, covers) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"launches": [{"name": "Example", "launched_on": "2026-03-02"}],
		"assessments": [{"covers": covers, "completed_on": completed_on}],
	},
}
