package filing.provider.labelling_materials_test

import data.filing.provider.labelling_materials

test_given_materials_pass if {
	count(labelling_materials.deny) == 0 with input as _provider(_first, true)
}

test_filing_and_assessment_without_materials_are_denied if {
	findings := labelling_materials.deny with input as _provider(_first, false)
	findings == {
		{
			"code": "filing",
			"path": ["algorithms", 0, "filing", "labelling_materials"],
			"name": "speech synthesis",
			"day": _first,
		},
		{"code": "assessment", "path": ["assessments", 0, "labelling_materials"], "day": _first},
	}
}

test_absent_answer_is_denied if {
	none := [
		{"op": "remove", "path": "/document/algorithms/0/filing/labelling_materials"},
		{"op": "remove", "path": "/document/assessments/0/labelling_materials"},
	]
	findings := labelling_materials.deny with input as json.patch(_provider(_first, true), none)
	{finding.code | some finding in findings} == {"filing", "assessment"}
}

test_first_day_of_the_measures_makes_it_applicable if {
	labelling_materials.applies with input as _provider(_first, false)
	labelling_materials.applies with input as _provider("2025-09-02", false)
}

test_earlier_filings_are_not_applicable if {
	not labelling_materials.applies with input as _provider("2025-08-31", false)
}

test_nothing_filed_is_not_applicable if {
	unfiled := [{"op": "replace", "path": "/document/algorithms/0/filing", "value": null}]
	findings := labelling_materials.deny with input as json.patch(_provider(_first, false), unfiled)
	{finding.code | some finding in findings} == {"assessment"}
	not labelling_materials.applies with input as {"document": {}}
}

test_who_only_uses_or_supplies_it_is_not_applicable if {
	every role, applies in {"user": false, "technical_supporter": false, "provider": true} {
		held := json.patch(_provider(_first, false), [{"op": "add", "path": "/document/role", "value": [role]}])
		verdicts := {true | labelling_materials.applies with input as held}
		count(verdicts) == 1 == applies
	}
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not labelling_materials.applies with input as json.patch(_provider(_first, false), abroad)
}

_first := data.instruments["labeling-measures"].effective

_provider(day, given) := {"document": {
	"scope": {"domestic_public": true},
	"algorithms": [{"name": "speech synthesis", "filing": {"filed_on": day, "labelling_materials": given}}],
	"assessments": [{"completed_on": day, "labelling_materials": given}],
}}
