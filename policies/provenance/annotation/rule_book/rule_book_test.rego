package provenance.annotation.rule_book_test

import data.provenance.annotation.rule_book

test_rule_book_on_record_passes if {
	rule_book.applies with input as _document
	count(rule_book.deny) == 0 with input as _document
}

test_no_rule_book_is_denied if {
	findings := rule_book.deny with input as json.patch(_document, [{"op": "remove", "path": "/document/rule_book"}])
	findings == {{"code": "missing", "path": ["rule_book"]}}
}

test_file_that_does_not_exist_is_denied if {
	gone := [{"op": "replace", "path": "/related/0/sha256", "value": null}]
	findings := rule_book.deny with input as json.patch(_document, gone)
	findings == {{"code": "lost", "path": ["rule_book", "file"], "file": "r.txt"}}
}

test_other_bytes_are_denied if {
	other := [{"op": "replace", "path": "/related/0/sha256", "value": "01"}]
	findings := rule_book.deny with input as json.patch(_document, other)
	findings == {{
		"code": "altered",
		"path": ["rule_book", "file"],
		"file": "r.txt",
		"stated": "00",
		"actual": "01",
	}}
}

test_rule_book_of_tomorrow_is_denied if {
	late := [
		{"op": "replace", "path": "/document/rule_book/adopted_on", "value": "2026-11-24"},
		{"op": "replace", "path": "/document/people/0/began_on", "value": "2026-11-24"},
	]
	findings := rule_book.deny with input as json.patch(_document, late)
	findings == {{"code": "future", "path": ["rule_book", "adopted_on"], "date": "2026-11-24"}}
}

test_task_before_the_rule_book_is_denied if {
	early := [{"op": "replace", "path": "/document/people/0/began_on", "value": "2025-12-31"}]
	findings := rule_book.deny with input as json.patch(_document, early)
	findings == {{
		"code": "late",
		"path": ["people", 0, "began_on"],
		"date": "2026-01-01",
		"person": "p1",
		"began": "2025-12-31",
	}}
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not rule_book.applies with input as json.patch(_document, abroad)
}

test_empty_document_is_not_applicable if {
	not rule_book.applies with input as {"document": {}}
}

_document := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"scope": {"domestic_public": true},
		"rule_book": {"file": "r.txt", "sha256": "00", "adopted_on": "2026-01-01"},
		"people": [{"id": "p1", "began_on": "2026-01-01"}],
	},
	"related": [{"pointer": "/rule_book/file", "sha256": "00"}],
}
