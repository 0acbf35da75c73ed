package euai.disclosure.text_disclosed_test

import data.euai.disclosure.text_disclosed

test_it_applies_to_whoever_has_one if {
	text_disclosed.applies with input as _of({"name": "report"})
	not text_disclosed.applies with input as {"document": {"deployer": {"texts": []}}}
}

test_a_text_that_says_nothing_is_denied if {
	findings := text_disclosed.deny with input as _of({"name": "report", "public_interest": true, "notices": []})
	findings == {{"path": ["deployer", "texts", 1, "notices"], "name": "report"}}
}

test_what_the_law_does_not_authorise_is_denied if {
	text := {"name": "report", "public_interest": true, "notices": [], "authorised_by_law": false}
	count(text_disclosed.deny) == 1 with input as _of(text)
}

test_a_notice_a_review_a_law_or_another_matter_will_do if {
	every text in [
		{"name": "report", "public_interest": true, "notices": [{"text": "Written by a machine."}]},
		{"name": "report", "public_interest": true, "notices": [], "review": {"by": "desk", "responsible": "publisher"}},
		{"name": "report", "public_interest": true, "notices": [], "authorised_by_law": true},
		{"name": "recipe", "public_interest": false, "notices": []},
	] {
		count(text_disclosed.deny) == 0 with input as _of(text)
	}
}

_of(text) := {"document": {"deployer": {"texts": [_told, text]}}}

_told := {"name": "minutes", "public_interest": true, "notices": [{"text": "Written by a machine."}]}
