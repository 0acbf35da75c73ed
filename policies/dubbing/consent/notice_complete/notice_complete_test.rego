package dubbing.consent.notice_complete_test

import data.dubbing.consent.notice_complete

test_complete_notice_passes if {
	count(notice_complete.deny) == 0 with input as _consent({})
}

test_each_item_that_is_not_told_is_denied if {
	every item in _items {
		silent := [{"op": "remove", "path": concat("", ["/document/notice/", item])}]
		findings := notice_complete.deny with input as json.patch(_consent({}), silent)
		findings == {{"code": item, "path": ["notice", item]}}
	}
}

test_notice_of_another_handler_is_denied if {
	findings := notice_complete.deny with input as _consent({"handler": "another"})
	findings == {{"code": "other_handler", "path": ["notice", "handler"], "told": "another", "handler": "studio"}}
}

test_notice_that_no_handler_stands_behind_is_denied if {
	nobody := [{"op": "remove", "path": "/document/handler"}]
	findings := notice_complete.deny with input as json.patch(_consent({}), nobody)
	findings == {{"code": "other_handler", "path": ["notice", "handler"], "told": "studio", "handler": null}}
}

test_notice_on_the_day_of_the_consent_passes_and_a_day_later_is_denied if {
	count(notice_complete.deny) == 0 with input as _consent({"date": "2026-02-21"})
	findings := notice_complete.deny with input as _consent({"date": "2026-02-22"})
	findings == {{"code": "late", "path": ["notice", "date"], "date": "2026-02-22"}}
}

test_absent_dates_are_denied if {
	every path in ["/document/notice/date", "/document/given_at"] {
		findings := notice_complete.deny with input as json.patch(_consent({}), [{"op": "remove", "path": path}])
		{finding.code | some finding in findings} == {"late"}
	}
}

test_empty_document_is_denied if {
	findings := notice_complete.deny with input as {"document": {}}
	findings == {{"code": item, "path": ["notice", item]} | some item in _items} | {
		{"code": "late", "path": ["notice", "date"], "date": null},
	}
}

_items := ["handler", "contact", "purposes", "methods", "types", "retention", "rights"]

_consent(changes) := {"document": {
	"handler": {"name": "studio", "contact": "a"},
	"notice": object.union(
		{
			"date": "2026-02-20",
			"handler": "studio",
			"contact": "a",
			"purposes": ["dubbing"],
			"methods": ["synthesis"],
			"types": ["voiceprint"],
			"retention": {"until": null},
			"rights": "by e-mail",
		},
		changes,
	),
	"given_at": "2026-02-20T16:00:00Z",
}}
