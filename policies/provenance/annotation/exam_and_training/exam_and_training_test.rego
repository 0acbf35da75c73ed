package provenance.annotation.exam_and_training_test

import data.provenance.annotation.exam_and_training

test_trained_and_examined_people_pass if {
	exam_and_training.applies with input as _document
	count(exam_and_training.deny | exam_and_training.warn) == 0 with input as _document
}

test_person_without_training_is_denied if {
	findings := exam_and_training.deny with input as _without("trained_on")
	findings == {{"code": "untrained", "path": ["people", 1], "person": "p2"}}
}

test_person_without_a_passed_exam_is_warned if {
	every key in ["exam", "exam/date", "exam/passed"] {
		count(exam_and_training.deny) == 0 with input as _without(key)
		findings := exam_and_training.warn with input as _without(key)
		findings == {{"code": "unexamined", "path": ["people", 1], "person": "p2"}}
	}
	findings := exam_and_training.warn with input as _with("exam/passed", false)
	{finding.code | some finding in findings} == {"unexamined"}
}

test_training_after_the_first_task_is_denied if {
	findings := exam_and_training.deny with input as _with("trained_on", "2026-02-02")
	findings == {object.union(_late("trained_on"), {"code": "late"})}
}

test_exam_after_the_first_task_is_warned if {
	count(exam_and_training.deny) == 0 with input as _with("exam/date", "2026-02-02")
	findings := exam_and_training.warn with input as _with("exam/date", "2026-02-02")
	findings == {object.union(_late("exam"), {"code": "unexamined_late"})}
}

test_training_before_the_rule_book_is_warned if {
	book := [{"op": "add", "path": "/document/rule_book", "value": {"adopted_on": "2026-02-02"}}]
	findings := exam_and_training.warn with input as json.patch(_document, book)
	{finding.person | some finding in findings} == {"p1", "p2"}
	{[finding.code, finding.adopted, finding.related] | some finding in findings} == {[
		"outdated",
		"2026-02-02",
		[{"path": ["rule_book", "adopted_on"]}],
	]}
	same := [{"op": "add", "path": "/document/rule_book", "value": {"adopted_on": "2026-02-01"}}]
	count(exam_and_training.warn) == 0 with input as json.patch(_document, same)
}

test_late_training_is_denied_whatever_the_exam_lacks if {
	untested := json.patch(_with("trained_on", "2026-02-02"), [{"op": "remove", "path": "/document/people/1/exam"}])
	findings := exam_and_training.deny with input as untested
	{finding.code | some finding in findings} == {"late"}
	warned := exam_and_training.warn with input as untested
	{finding.code | some finding in warned} == {"unexamined"}
}

test_first_task_in_the_future_is_denied if {
	findings := exam_and_training.deny with input as _with("began_on", "2026-11-24")
	findings == {{"code": "future", "path": ["people", 1, "began_on"], "person": "p2", "began": "2026-11-24"}}
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not exam_and_training.applies with input as json.patch(_document, abroad)
}

test_empty_document_is_not_applicable if {
	not exam_and_training.applies with input as {"document": {}}
}

_late(event) := {
	"path": ["people", 1, event],
	"person": "p2",
	"began": "2026-02-01",
	"event": event,
	"date": "2026-02-02",
	"related": [{"path": ["people", 1, "began_on"]}],
}

_without(key) := json.patch(_document, [{"op": "remove", "path": concat("/", ["/document/people/1", key])}])

_with(key, value) := json.patch(_document, [{
	"op": "replace",
	"path": concat("/", ["/document/people/1", key]),
	"value": value,
}])

_document := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"scope": {"domestic_public": true},
		"people": [object.union(_person, {"id": "p1"}), object.union(_person, {"id": "p2"})],
	},
}

_person := {
	"began_on": "2026-02-01",
	"trained_on": "2026-02-01",
	"exam": {"date": "2026-02-01", "passed": true},
}
