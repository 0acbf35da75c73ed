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

test_placeholder_of_a_number_is_warned if {
	every business in ["network_audiovisual", "电影进口"] {
		licence := object.union(_licence(null), {"business": business, "number": "办理中"})
		findings := other_licences.warn with input as _carrying_on(business, [licence])
		findings == {{
			"code": "placeholder",
			"path": ["licences", 0, "number"],
			"business": business,
			"number": "办理中",
		}}
	}
}

test_number_of_another_licence_is_warned if {
	every business, number in {
		"network_audiovisual": "沪网文[2013]0480-056号",
		"network_culture": "0910417",
		"programme_production": "0910417",
		"value_added_telecom": "京ICP备16032848号-4",
	} {
		findings := other_licences.warn with input as _carrying_on(business, [{
			"business": business,
			"number": number,
			"expires_on": null,
		}])
		findings == {{"code": "shape", "path": ["licences", 0, "number"], "business": business, "number": number}}
	}
}

test_number_of_its_own_shape_passes if {
	every business, number in {
		"network_audiovisual": "信息网络传播视听节目许可证：0910417",
		"network_culture": "沪网文〔2013〕0480-056 号",
		"programme_production": "（京）字第08638号",
		"value_added_telecom": "京ICP证130164",
	} {
		count(other_licences.warn) == 0 with input as _carrying_on(business, [{
			"business": business,
			"number": number,
			"expires_on": null,
		}])
	}
}

test_business_of_any_name_needs_its_licence_and_no_shape if {
	count(other_licences.warn) == 0 with input as _carrying_on("电影进口", [{
		"business": "电影进口",
		"number": "no. 7",
		"expires_on": null,
	}])
	findings := other_licences.warn with input as _carrying_on("电影进口", [])
	findings == {{"code": "missing", "path": ["businesses", 0], "business": "电影进口"}}
}

_licence(expires_on) := {"business": "network_audiovisual", "number": "0910417", "expires_on": expires_on}

_carrying_on(business, licences) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"businesses": [business], "licences": licences},
}

_provider(licences) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"businesses": ["network_audiovisual"], "licences": licences},
}
