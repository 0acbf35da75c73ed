package filing.provider.other_licences_test

import data.filing.provider.other_licences

test_licensed_business_passes if {
	every expires_on in [null, "2026-11-23", "2026-11-24"] {
		count(other_licences.warn) == 0 with input as _provider([_licence(expires_on)])
	}
}

test_business_without_a_licence_is_warned if {
	every licences in [[], [object.union(_licence(null), {"business": "network_culture"})]] {
		findings := other_licences.warn with input as _provider(licences)
		findings == {{"code": "missing", "path": ["businesses", 0], "business": "network_audiovisual"}}
	}
}

test_licence_that_expired_yesterday_is_warned if {
	findings := other_licences.warn with input as _provider([_licence("2026-11-22")])
	findings == {{
		"code": "expired",
		"path": ["licences", 0, "expires_on"],
		"business": "network_audiovisual",
		"expires_on": "2026-11-22",
	}}
}

test_renewed_licence_passes if {
	count(other_licences.warn) == 0 with input as _provider([_licence("2026-11-22"), _licence("2027-11-22")])
}

test_business_makes_it_applicable if {
	other_licences.applies with input as _provider([])
}

test_no_such_business_is_not_applicable if {
	not other_licences.applies with input as {"document": {"businesses": []}}
	not other_licences.applies with input as {"document": {}}
}

_licence(expires_on) := {"business": "network_audiovisual", "expires_on": expires_on}

_provider(licences) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"businesses": ["network_audiovisual"], "licences": licences},
}
