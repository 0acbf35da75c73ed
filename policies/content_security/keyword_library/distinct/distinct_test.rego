package content_security.keyword_library.distinct_test

import data.content_security.keyword_library.distinct

test_different_keywords_pass if {
	count(distinct.warn) == 0 with input as _library([{"term": "a"}, {"term": "b"}])
}

test_same_keyword_for_another_risk_or_category_passes if {
	count(distinct.warn) == 0 with input as _library([
		{"term": "a", "risk": "A.1.1", "category": "I1"},
		{"term": "a", "risk": "A.1.2", "category": "I1"},
		{"term": "a", "risk": "A.1.2", "category": "I2"},
		{"term": "a"},
	])
}

test_each_repetition_is_warned_where_it_stands if {
	findings := distinct.warn with input as _library([
		{"term": "a", "risk": "A.1.1"},
		{"term": "b", "risk": "A.1.1"},
		{"term": " A", "risk": "A.1.1"},
		{"term": "a", "risk": "A.1.1"},
	])
	findings == {
		{"code": "repeated", "path": ["entries", 2, "term"], "term": " A"},
		{"code": "repeated", "path": ["entries", 3, "term"], "term": "a"},
	}
}

test_blank_keyword_is_warned if {
	findings := distinct.warn with input as _library([{"term": "　"}, {"term": " "}, {"risk": "A.1.1"}])
	findings == {{"code": "blank", "path": ["entries", i]} | some i in [0, 1, 2]}
}

test_empty_document_has_no_finding if {
	count(distinct.warn) == 0 with input as {"document": {}}
}

_library(entries) := {"document": {"entries": entries}}
