package dubbing.project.news_source_test

import data.dubbing.project.news_source

test_named_unit_passes if count(news_source.deny) == 0 with input as _project([])

test_news_without_a_source_is_denied if {
	every path in ["/work/news_source", "/work/news_source/unit", "/work/news_source/standing"] {
		findings := news_source.deny with input as _project([{"op": "remove", "path": concat("", ["/document", path])}])
		findings == {{"code": "missing", "path": ["work", "news_source"], "work": "w"}}
	}
}

test_listed_unit_passes if {
	count(news_source.deny) == 0 with input as _project([]) with data.dubbing.params.news_source_units as ["Other", "Unit"]
}

test_unlisted_unit_is_denied if {
	findings := news_source.deny with input as _project([]) with data.dubbing.params.news_source_units as ["Other"]
	findings == {{"code": "unlisted", "path": ["work", "news_source", "unit"], "unit": "Unit"}}
}

test_synthetic_news_for_the_domestic_public_makes_it_applicable if news_source.applies with input as _project([])

test_everything_else_is_not_applicable if {
	every change in [
		[_set("/work/genre", "documentary")],
		[_set("/scope/domestic_public", false)],
		[_set("/deliverables/0/synthetic", false), _set("/voices/0/type", "human")],
	] {
		not news_source.applies with input as _project(change)
	}
}

test_empty_document_is_not_applicable if not news_source.applies with input as {"document": {}}

_set(path, value) := {"op": "replace", "path": concat("", ["/document", path]), "value": value}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"work": {"id": "w", "genre": "news", "news_source": {"unit": "Unit", "standing": "list"}},
		"voices": [{"id": "v", "type": "synthetic"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
	}},
	changes,
)
