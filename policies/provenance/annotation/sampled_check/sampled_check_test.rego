package provenance.annotation.sampled_check_test

import data.provenance.annotation.sampled_check

test_check_with_its_numbers_passes if {
	sampled_check.applies with input as _document([_check])
	count(sampled_check.deny) == 0 with input as _document([_check])
}

test_no_check_is_denied if {
	findings := sampled_check.deny with input as _document([])
	findings == {{"code": "missing", "path": ["checks"]}}
	absent := sampled_check.deny with input as {"document": {"scope": {"domestic_public": true}}}
	absent == findings
}

test_empty_sample_is_denied if {
	findings := sampled_check.deny with input as _document([object.union(_check, {"sampled": 0, "correct": 0})])
	findings == {{"code": "void", "path": ["checks", 0], "date": "2026-11-23", "sampled": 0, "correct": 0}}
}

test_more_correct_than_sampled_is_denied if {
	findings := sampled_check.deny with input as _document([object.union(_check, {"correct": 101})])
	{finding.code | some finding in findings} == {"void"}
}

test_check_that_lacks_a_field_is_denied if {
	every key in ["date", "sampled", "correct"] {
		findings := sampled_check.deny with input as _document([_check, object.remove(_check, [key])])
		{[finding.code, finding.path, finding[key]] | some finding in findings} == {["void", ["checks", 1], null]}
	}
}

test_check_of_tomorrow_is_denied if {
	findings := sampled_check.deny with input as _document([object.union(_check, {"date": "2026-11-24"})])
	findings == {{"code": "future", "path": ["checks", 0, "date"], "date": "2026-11-24"}}
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not sampled_check.applies with input as json.patch(_document([_check]), abroad)
}

test_empty_document_is_not_applicable if {
	not sampled_check.applies with input as {"document": {}}
}

test_check_before_the_first_task_is_denied if {
	findings := sampled_check.deny with input as _begun("2026-11-24", "2026-11-25")
	findings == {{
		"code": "early",
		"path": ["checks", 0, "date"],
		"date": "2026-11-23",
		"began": "2026-11-24",
		"related": [{"path": ["people"]}],
	}}
	count(sampled_check.deny) == 0 with input as _begun("2026-11-23", "2026-11-25")
}

test_sample_in_which_nothing_was_right_is_warned if {
	wrong := _document([object.union(_check, {"correct": 0})])
	count(sampled_check.deny) == 0 with input as wrong
	findings := sampled_check.warn with input as wrong
	findings == {{"code": "wrong", "path": ["checks", 0, "correct"], "date": "2026-11-23", "sampled": 100}}
	count(sampled_check.warn) == 0 with input as _document([object.union(_check, {"sampled": 0, "correct": 0})])
	count(sampled_check.warn) == 0 with input as _document([object.union(_check, {"correct": 1})])
}

_begun(first, second) := json.patch(_document([_check]), [{
	"op": "add",
	"path": "/document/people",
	"value": [{"id": "p1", "began_on": first}, {"id": "p2", "began_on": second}],
}])

_check := {"date": "2026-11-23", "sampled": 100, "correct": 97}

_document(checks) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"scope": {"domestic_public": true}, "checks": checks},
}
