package provenance.corpus.source_recorded_test

import data.provenance.corpus.source_recorded

test_recorded_source_passes if {
	source_recorded.applies with input as _document
	count(source_recorded.deny) == 0 with input as _document
}

test_each_field_that_is_missing_is_denied if {
	every field in ["origin", "collected_at", "items"] {
		without := [{"op": "remove", "path": sprintf("/document/sources/1/%s", [field])}]
		findings := source_recorded.deny with input as json.patch(_document, without)
		findings == {{"code": "unrecorded", "path": ["sources", 1, field], "source": "s2", "field": field}}
	}
}

test_source_without_an_id_is_judged_too if {
	without := [{"op": "remove", "path": "/document/sources/0/id"}, {"op": "remove", "path": "/document/sources/0/origin"}]
	findings := source_recorded.deny with input as json.patch(_document, without)
	{finding.source | some finding in findings} == {null}
}

test_source_of_tomorrow_is_denied if {
	late := [{"op": "replace", "path": "/document/sources/0/collected_at", "value": "2026-11-24"}]
	findings := source_recorded.deny with input as json.patch(_document, late)
	findings == {{"code": "future", "path": ["sources", 0, "collected_at"], "source": "s1", "date": "2026-11-24"}}
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not source_recorded.applies with input as json.patch(_document, abroad)
}

test_empty_document_is_not_applicable if {
	not source_recorded.applies with input as {"document": {}}
}

test_source_without_items_is_denied if {
	none := [{"op": "replace", "path": "/document/sources/1/items", "value": 0}]
	findings := source_recorded.deny with input as json.patch(_document, none)
	findings == {{"code": "empty", "path": ["sources", 1, "items"], "source": "s2"}}
}

test_sources_that_do_not_add_up_are_warned if {
	every items in [100, 102] {
		other := [{"op": "replace", "path": "/document/items", "value": items}]
		findings := source_recorded.warn with input as json.patch(_document, other)
		findings == {{"code": "sum", "path": ["sources"], "items": items, "sum": 101, "related": [{"path": ["items"]}]}}
	}
	count(source_recorded.warn) == 0 with input as _document
}

test_sources_of_unknown_size_are_not_added_up if {
	without := [{"op": "remove", "path": "/document/sources/1/items"}]
	count(source_recorded.warn) == 0 with input as json.patch(_document, without)
}

_document := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"scope": {"domestic_public": true},
		"items": 101,
		"sources": [
			{"id": "s1", "origin": "https://example.org", "collected_at": "2026-11-23", "items": 1},
			{"id": "s2", "origin": "a studio", "collected_at": "2026-01-01", "items": 100},
		],
	},
}
