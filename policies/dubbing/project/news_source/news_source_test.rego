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

test_named_unit_is_warned_of_where_nothing_is_compared if {
	findings := news_source.warn with input as _project([]) with data.dubbing.params.news_source_units as []
	findings == {{"code": "uncompared", "path": ["work", "news_source", "unit"], "unit": "Unit"}}
	count(news_source.warn) == 0 with input as _project([]) with data.dubbing.params.news_source_units as ["Unit"]
}

test_text_that_says_that_there_is_none_is_no_standing if {
	every standing in [
		"无",
		" 无。",
		"（无）",
		"暂无",
		"没有相关名单",
		"无资质",
		"无新闻许可证",
		"不具备资格",
		"未列入名单",
		"不在名单",
		"申请中",
		"正在申请许可",
		"-",
		"……",
		"None",
		"n/a",
		"N.A.",
		"none that is published",
		"not listed",
		"TBD",
	] {
		findings := news_source.deny with input as _project([_set("/work/news_source/standing", standing)])
		findings == {{
			"code": "standing",
			"path": ["work", "news_source", "standing"],
			"unit": "Unit",
			"standing": standing,
		}}
	}
}

test_text_that_says_that_there_is_none_is_no_unit if {
	every unit in ["无", "某自媒体公众号", "unknown", "some blogger"] {
		findings := news_source.deny with input as _project([_set("/work/news_source/unit", unit)])
		findings == {{"code": "unit", "path": ["work", "news_source", "unit"], "unit": unit}}
	}
}

test_names_that_begin_alike_are_names if {
	every standing in ["无锡广播电视集团名单", "未来网名单", "无线电视台许可", "Nonesuch list", "the published list, no. 12"] {
		count(news_source.deny) == 0 with input as _project([_set("/work/news_source/standing", standing)])
	}
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
