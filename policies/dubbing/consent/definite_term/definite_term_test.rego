package dubbing.consent.definite_term_test

import data.dubbing.consent.definite_term

test_last_day_passes if {
	count(definite_term.warn) == 0 with input as {"document": {"term": {"from": "2026-03-01", "to": "2028-02-29"}}}
}

test_open_term_warns if {
	findings := definite_term.warn with input as {"document": {"term": {"from": "2026-03-01", "to": null}}}
	findings == {{"path": ["term", "to"]}}
}

test_absent_term_warns if {
	every document in [{}, {"term": {}}] {
		findings := definite_term.warn with input as {"document": document}
		findings == {{"path": ["term", "to"]}}
	}
}
