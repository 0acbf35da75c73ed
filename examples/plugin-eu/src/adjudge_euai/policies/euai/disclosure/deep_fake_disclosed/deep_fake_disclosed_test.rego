package euai.disclosure.deep_fake_disclosed_test

import data.euai.disclosure.deep_fake_disclosed

test_it_applies_to_whoever_has_one if {
	deep_fake_disclosed.applies with input as _of({"name": "trailer"})
	not deep_fake_disclosed.applies with input as {"document": {"deployer": {"deep_fakes": []}}}
}

test_what_is_not_disclosed_is_denied_and_so_is_art if {
	every artistic in [false, true] {
		findings := deep_fake_disclosed.deny with input as _of({"name": "trailer", "artistic": artistic, "notices": []})
		findings == {{"path": ["deployer", "deep_fakes", 1, "notices"], "name": "trailer"}}
	}
}

test_what_the_law_does_not_authorise_is_denied if {
	fake := {"name": "trailer", "artistic": false, "notices": [], "authorised_by_law": false}
	count(deep_fake_disclosed.deny) == 1 with input as _of(fake)
}

test_a_notice_or_a_law_will_do if {
	every fake in [
		{"name": "trailer", "artistic": true, "notices": [{"text": "The voice is generated."}]},
		{"name": "decoy", "artistic": false, "notices": [], "authorised_by_law": true},
	] {
		count(deep_fake_disclosed.deny) == 0 with input as _of(fake)
	}
}

_of(fake) := {"document": {"deployer": {"deep_fakes": [_told, fake]}}}

_told := {"name": "speech", "artistic": false, "notices": [{"text": "The voice is generated."}]}
