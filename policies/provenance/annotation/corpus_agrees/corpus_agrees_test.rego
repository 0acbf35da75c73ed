package provenance.annotation.corpus_agrees_test

import data.provenance.annotation.corpus_agrees

test_annotation_that_agrees_passes if {
	corpus_agrees.applies with input as _input
	count(corpus_agrees.deny | corpus_agrees.warn) == 0 with input as _input
}

test_inventory_that_is_none_is_denied if {
	every change in [
		[{"op": "remove", "path": "/related/0"}],
		[{"op": "replace", "path": "/related/0/document", "value": null}],
	] {
		findings := corpus_agrees.deny with input as json.patch(_input, change)
		findings == {{"code": "lost", "path": ["corpus"], "file": "a.corpus.yaml"}}
	}
}

test_public_of_the_inventory_is_that_of_the_annotation if {
	every change in [
		[{"op": "replace", "path": "/document/scope/domestic_public", "value": false}],
		[{"op": "remove", "path": "/document/scope"}],
	] {
		findings := corpus_agrees.deny with input as json.patch(_input, change)
		findings == {{
			"code": "public",
			"path": ["scope", "domestic_public"],
			"related": [{"artifact": "a.corpus.yaml", "path": ["scope", "domestic_public"]}],
		}}
	}
	abroad := [{"op": "replace", "path": "/related/0/document/scope/domestic_public", "value": false}]
	count(corpus_agrees.deny) == 0 with input as json.patch(_input, abroad)
}

test_source_that_the_inventory_lacks_is_warned if {
	other := [{"op": "replace", "path": "/document/tasks/0/source", "value": "s9"}]
	findings := corpus_agrees.warn with input as json.patch(_input, other)
	findings == {{"code": "unknown", "path": ["tasks", 0, "source"], "task": "t1", "source": "s9"}}
}

test_media_and_language_are_those_of_the_source if {
	every field, change in {"media": ["said", "text"], "language": ["stated", "en"]} {
		[said, value] := change
		other := [{"op": "replace", "path": sprintf("/document/tasks/0/%s", [field]), "value": value}]
		findings := corpus_agrees.warn with input as json.patch(_input, other)
		findings == {{
			"code": field,
			"path": ["tasks", 0, field],
			"task": "t1",
			"source": "s1",
			said: value,
			field: _source[field],
			"related": [{"artifact": "a.corpus.yaml", "path": ["sources", 0, field]}],
		}}
	}
}

test_more_items_than_the_source_has_are_warned if {
	more := [{"op": "replace", "path": "/document/tasks/0/items", "value": 101}]
	findings := corpus_agrees.warn with input as json.patch(_input, more)
	findings == {{
		"code": "items",
		"path": ["tasks", 0, "items"],
		"task": "t1",
		"source": "s1",
		"stated": 101,
		"items": 100,
		"related": [{"artifact": "a.corpus.yaml", "path": ["sources", 0, "items"]}],
	}}
}

test_more_checks_than_items_are_warned if {
	more := [{"op": "replace", "path": "/document/checks/0/sampled", "value": 151}]
	findings := corpus_agrees.warn with input as json.patch(_input, more)
	findings == {{
		"code": "checked",
		"path": ["checks", 0, "sampled"],
		"stated": 151,
		"items": 150,
		"related": [{"artifact": "a.corpus.yaml", "path": ["items"]}],
	}}
}

test_check_before_the_end_of_collection_is_warned if {
	early := [{"op": "replace", "path": "/document/checks/1/date", "value": "2026-01-31"}]
	findings := corpus_agrees.warn with input as json.patch(_input, early)
	findings == {{
		"code": "unchecked",
		"path": ["tasks", 0, "source"],
		"task": "t1",
		"source": "s1",
		"collected": "2026-02-01",
		"date": "2026-01-31",
		"related": [{"artifact": "a.corpus.yaml", "path": ["sources", 0, "collected_at"]}],
	}}
}

test_task_that_names_no_source_is_not_compared if {
	without := [{"op": "remove", "path": "/document/tasks/0/source"}]
	count(corpus_agrees.warn) == 0 with input as json.patch(_input, without)
}

test_annotation_without_an_inventory_is_not_applicable if {
	not corpus_agrees.applies with input as {"document": {}}
	count(corpus_agrees.deny | corpus_agrees.warn) == 0 with input as {"document": {}}
}

_source := {"id": "s1", "media": "audio", "language": "zh", "items": 100, "collected_at": "2026-02-01"}

_input := {
	"document": {
		"scope": {"domestic_public": true},
		"corpus": "a.corpus.yaml",
		"tasks": [{"id": "t1", "source": "s1", "media": "audio", "language": "zh", "items": 100}],
		"checks": [{"date": "2026-01-15", "sampled": 150}, {"date": "2026-02-01", "sampled": 10}],
	},
	"related": [{
		"pointer": "/corpus",
		"path": "a.corpus.yaml",
		"kind": "provenance.corpus",
		"document": {"scope": {"domestic_public": true}, "items": 150, "sources": [_source]},
	}],
}
