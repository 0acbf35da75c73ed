package euai.disclosure.accessible_test

import data.euai.disclosure.accessible

test_it_applies_where_there_is_a_notice if {
	accessible.applies with input as _of([{"at": "first"}])
	not accessible.applies with input as _of([])
}

test_a_notice_of_which_nothing_is_said_is_a_warning if {
	findings := accessible.warn with input as _of([{"at": "first"}])
	findings == {{"path": ["provider", "interactions", 0, "notices"], "name": "hotline"}}
}

test_one_accessible_notice_will_do if {
	count(accessible.warn) == 0 with input as _of([{"at": "first"}, {"at": "first", "accessibility": "EN 301 549"}])
}

_of(notices) := {"document": {"provider": {"interactions": [{"name": "hotline", "notices": notices}]}}}
