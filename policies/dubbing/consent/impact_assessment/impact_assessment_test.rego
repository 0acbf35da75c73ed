package dubbing.consent.impact_assessment_test

import data.dubbing.consent.impact_assessment

test_assessment_of_all_that_is_done_passes if {
	count(impact_assessment.deny) == 0 with input as _consent({})
}

test_several_assessments_cover_together if {
	each := [object.union(_assessment, {"covers": [code]}) | some code in _all]
	count(impact_assessment.deny) == 0 with input as _consent({"impact_assessments": each})
}

test_each_situation_that_is_not_assessed_is_denied if {
	every code in _all {
		covers := [covered | some covered in _all; covered != code]
		findings := impact_assessment.deny with input as _consent({"impact_assessments": [{
			"file": "a.pdf",
			"date": "2026-02-20",
			"covers": covers,
			"retention_years": _least,
		}]})
		findings == {{"code": code, "path": _places[code], "date": "2026-03-01"}}
	}
}

test_no_assessment_is_denied_for_each_situation if {
	findings := impact_assessment.deny with input as _consent({"impact_assessments": []})
	{finding.code | some finding in findings} == {code | some code in _all}
}

test_first_day_is_in_time_and_the_next_is_denied if {
	count(impact_assessment.deny) == 0 with input as _assessed({"date": "2026-03-01"})
	findings := impact_assessment.deny with input as _assessed({"date": "2026-03-02"})
	{finding.code | some finding in findings} == {code | some code in _all}
}

test_assessment_of_the_future_is_denied if {
	only := {
		"term": {"from": "2027-01-01"},
		"entrusted": [],
		"supplies": [],
		"publication": null,
		"abroad": [],
		"impact_assessments": [object.union(_assessment, {"date": "2026-11-24"})],
	}
	findings := impact_assessment.deny with input as _consent(only)
	findings == {{"code": "sensitive", "path": ["impact_assessments"], "date": "2027-01-01"}}
	today := [{"op": "replace", "path": "/document/impact_assessments/0/date", "value": "2026-11-23"}]
	count(impact_assessment.deny) == 0 with input as json.patch(_consent(only), today)
}

test_retention_at_the_least_passes_and_a_year_less_is_denied if {
	every years in [_least, _least + 1] {
		count(impact_assessment.deny) == 0 with input as _assessed({"retention_years": years})
	}
	findings := impact_assessment.deny with input as _assessed({"retention_years": _least - 1})
	findings == {_short(_least - 1)}
}

test_retention_is_a_parameter if {
	findings := impact_assessment.deny with input as _assessed({})
		with data.dubbing.params.assessment_retention_years as _least + 1
	findings == {object.union(_short(_least), {"least": _least + 1})}
}

test_absent_fields_are_denied if {
	unkept := impact_assessment.deny with input as _consent({"impact_assessments": [object.remove(
		_assessment,
		["retention_years"],
	)]})
	unkept == {_short(null)}
	every key in ["date", "covers"] {
		findings := impact_assessment.deny with input as _consent({"impact_assessments": [object.remove(_assessment, [key])]})
		{finding.code | some finding in findings} == {code | some code in _all}
	}
}

test_situation_without_a_first_day_is_denied if {
	every path in ["term", "entrusted/0", "supplies/0", "publication", "abroad/0"] {
		timeless := [{"op": "remove", "path": sprintf("/document/%s/from", [path])}]
		findings := impact_assessment.deny with input as json.patch(_consent({}), timeless)
		{finding.date | some finding in findings} == {null}
		count(findings) == 1
	}
}

test_empty_document_is_denied if {
	findings := impact_assessment.deny with input as {"as_of": _now, "document": {}}
	findings == {{"code": "sensitive", "path": ["impact_assessments"], "date": null}}
}

_least := data.dubbing.params.assessment_retention_years

_now := "2026-11-23T12:00:00Z"

_all := ["sensitive", "entrusted", "supplies", "publication", "abroad"]

_places := {
	"sensitive": ["impact_assessments"],
	"entrusted": ["entrusted", 0],
	"supplies": ["supplies", 0],
	"publication": ["publication"],
	"abroad": ["abroad", 0],
}

_assessment := {"file": "a.pdf", "date": "2026-02-20", "covers": _all, "retention_years": _least}

_short(years) := {
	"code": "short",
	"path": ["impact_assessments", 0, "retention_years"],
	"file": "a.pdf",
	"years": years,
	"least": _least,
}

test_small_handler_is_warned_only if {
	small := _consent({"impact_assessments": [], "handler": {"small_handler": _count}})
	count(impact_assessment.deny) == 0 with input as small
	findings := impact_assessment.warn with input as small
	{finding.code | some finding in findings} == _all_codes
}

test_claim_without_count_or_day_changes_nothing if {
	every claim in [{}, {"persons": 4200}, {"counted_on": "2026-09-01"}, {"persons": 100000, "counted_on": "2026-09-01"}] {
		claimed := _consent({"impact_assessments": [], "handler": {"small_handler": claim}})
		findings := impact_assessment.deny with input as claimed
		{finding.code | some finding in findings} == _all_codes
		count(impact_assessment.warn) == 0 with input as claimed
	}
}

test_form_for_small_handlers_is_an_assessment_of_theirs if {
	form := {"impact_assessments": [object.union(_assessment, {"form": "small_handler_form"})]}
	small := _consent(object.union(form, {"handler": {"small_handler": _count}}))
	count(impact_assessment.deny) == 0 with input as small
	count(impact_assessment.warn) == 0 with input as small
}

test_form_for_small_handlers_warns_others if {
	form := _assessed({"form": "small_handler_form"})
	count(impact_assessment.deny) == 0 with input as form
	findings := impact_assessment.warn with input as form
	findings == {{"code": "form", "path": ["impact_assessments", 0, "form"], "file": "a.pdf"}}
	count(impact_assessment.warn) == 0 with input as _assessed({"form": "report"})
}

_count := {"persons": 4200, "counted_on": "2026-09-01"}

_all_codes := {"sensitive", "entrusted", "supplies", "publication", "abroad"}

_assessed(changes) := _consent({"impact_assessments": [object.union(_assessment, changes)]})

_consent(changes) := {
	"as_of": _now,
	"document": object.union(
		{
			"term": {"from": "2026-03-01"},
			"entrusted": [{"from": "2026-03-01"}],
			"supplies": [{"from": "2026-03-01"}],
			"publication": {"from": "2026-03-01"},
			"abroad": [{"from": "2026-03-01"}],
			"impact_assessments": [_assessment],
		},
		changes,
	),
}
