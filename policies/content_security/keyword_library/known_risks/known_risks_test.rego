package content_security.keyword_library.known_risks_test

import data.content_security.keyword_library.known_risks
import data.content_security.lib.risks

test_every_risk_of_the_annex_is_known if {
	library := _library([risk.id | some risk in risks.all])
	count(known_risks.warn) == 0 with input as library
}

test_unknown_risk_is_warned_once_at_its_first_place if {
	findings := known_risks.warn with input as _library(["A.1.1", "A.1.9", "A.6.1", "A.1.9"])
	findings == {
		{"code": "unknown", "path": ["entries", 1, "risk"], "entries": 2, "risk": "A.1.9"},
		{"code": "unknown", "path": ["entries", 2, "risk"], "entries": 1, "risk": "A.6.1"},
	}
}

test_keywords_without_a_risk_are_warned_once_at_the_first if {
	findings := known_risks.warn with input as {"document": {"entries": [
		{"term": "a", "risk": "A.1.1"},
		{"term": "b"},
		{"term": "c"},
	]}}
	findings == {{"code": "absent", "path": ["entries", 1], "entries": 2}}
}

test_an_allowed_word_needs_no_risk if {
	count(known_risks.warn) == 0 with input as {"document": {"entries": [{"term": "a", "category": "allowed"}]}}
}

test_empty_document_has_no_finding if {
	count(known_risks.warn) == 0 with input as {"document": {}}
}

_library(ids) := {"document": {"entries": [{"term": id, "risk": id} | some id in ids]}}
