package euai.disclosure.interaction_told_test

import data.euai.disclosure.interaction_told

test_it_applies_to_whoever_has_an_interaction if {
	interaction_told.applies with input as _of({"name": "kiosk", "obvious": true})
	not interaction_told.applies with input as {"document": {"provider": {"interactions": []}}}
}

test_an_interaction_that_says_nothing_is_denied if {
	findings := interaction_told.deny with input as _of({"name": "hotline", "obvious": false, "notices": []})
	findings == {{"code": "untold", "path": ["provider", "interactions", 1, "notices"], "name": "hotline"}}
}

test_what_the_law_does_not_authorise_is_denied if {
	interaction := {"name": "hotline", "obvious": false, "notices": [], "authorised_by_law": false}
	count(interaction_told.deny) == 1 with input as _of(interaction)
}

test_a_notice_obviousness_or_a_law_will_do if {
	every interaction in [
		{"name": "hotline", "obvious": false, "notices": [{"text": "This is a machine."}]},
		{"name": "kiosk", "obvious": true, "obvious_because": "it is a robot", "notices": []},
		{"name": "decoy", "obvious": false, "notices": [], "authorised_by_law": true},
	] {
		count(interaction_told.deny) == 0 with input as _of(interaction)
		count(interaction_told.warn) == 0 with input as _of(interaction)
	}
}

test_obviousness_without_a_reason_is_a_warning if {
	findings := interaction_told.warn with input as _of({"name": "kiosk", "obvious": true, "notices": []})
	findings == {{"code": "unexplained", "path": ["provider", "interactions", 1, "obvious"], "name": "kiosk"}}
}

_of(interaction) := {"document": {"provider": {"interactions": [_told, interaction]}}}

_told := {"name": "chat", "obvious": false, "notices": [{"text": "This is a machine."}]}
