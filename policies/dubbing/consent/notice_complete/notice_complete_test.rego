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
	findings == {_other("another", "studio")}
}

test_notice_that_no_handler_stands_behind_is_denied if {
	nobody := [{"op": "remove", "path": "/document/handler"}]
	findings := notice_complete.deny with input as json.patch(_consent({}), nobody)
	findings == {_other("studio", null)}
}

test_notice_on_the_day_of_the_consent_passes_and_a_day_later_is_denied if {
	count(notice_complete.deny) == 0 with input as _consent({"date": "2026-02-21"})
	findings := notice_complete.deny with input as _consent({"date": "2026-02-22"})
	findings == {_late("2026-02-22")}
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
		_late(null),
	}
}

test_other_spelling_of_the_handler_is_the_handler if {
	count(notice_complete.deny) == 0 with input as _consent({"handler": " STUDIO"})
}

test_contact_that_is_no_longer_the_handlers_warns if {
	count(notice_complete.warn) == 0 with input as _consent({"contact": "A "})
	findings := notice_complete.warn with input as _consent({"contact": "b"})
	findings == {{
		"code": "other_contact",
		"path": ["notice", "contact"],
		"related": [{"path": ["handler", "contact"]}],
		"told": "b",
		"contact": "a",
	}}
	count(notice_complete.deny) == 0 with input as _consent({"contact": "b"})
}

test_small_handler_is_warned_of_the_last_item_and_denied_the_others if {
	every item in _items {
		silent := object.union(_small, {"document": object.remove(_consent({}).document, ["notice"])})
		told := object.remove(_consent({}).document.notice, [item])
		small := object.union(silent, {"document": {"notice": told, "handler": _small.document.handler}})
		denied := {finding.code | some finding in notice_complete.deny} with input as small
		warned := {finding.code | some finding in notice_complete.warn} with input as small
		denied | warned == {item}
		warned == {item} & {"rights"}
	}
}

_small := {"as_of": "2026-11-23T12:00:00Z", "document": {"handler": {
	"name": "studio",
	"contact": "a",
	"small_handler": {"persons": 10, "counted_on": "2026-09-01"},
}}}

_other(told, handler) := {
	"code": "other_handler",
	"path": ["notice", "handler"],
	"related": [{"path": ["handler", "name"]}],
	"told": told,
	"handler": handler,
}

_late(date) := {"code": "late", "path": ["notice", "date"], "related": [{"path": ["given_at"]}], "date": date}

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
