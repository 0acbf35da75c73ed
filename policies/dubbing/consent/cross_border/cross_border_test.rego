package dubbing.consent.cross_border_test

import data.dubbing.consent.cross_border

test_informed_and_separate_consent_passes if {
	count(cross_border.deny) == 0 with input as _consent({})
}

test_each_item_that_was_not_told_is_denied if {
	every item in _items {
		silent := [{"op": "remove", "path": concat("", ["/document/abroad/0/told/", item])}]
		findings := cross_border.deny with input as json.patch(_consent({}), silent)
		findings == {_finding(item, ["told", item])}
	}
	untold := [{"op": "remove", "path": "/document/abroad/0/told"}]
	findings := cross_border.deny with input as json.patch(_consent({}), untold)
	findings == {_finding(item, ["told", item]) | some item in _items}
}

test_no_consent_is_denied if {
	findings := cross_border.deny with input as _consent({"consent": null})
	findings == {_finding("no_consent", ["consent"])}
	removed := [{"op": "remove", "path": "/document/abroad/0/consent"}]
	absent := cross_border.deny with input as json.patch(_consent({}), removed)
	absent == findings
}

test_bundled_consent_is_denied if {
	findings := cross_border.deny with input as _consent({"consent": {"form": "bundled"}})
	findings == {_finding("bundled", ["consent", "form"])}
}

test_first_day_is_in_time_and_the_next_is_denied if {
	count(cross_border.deny) == 0 with input as _consent({"from": "2026-02-20"})
	findings := cross_border.deny with input as _consent({"from": "2026-02-19"})
	findings == {object.union(
		_finding("late", ["consent", "given_at"]),
		{"related": [{"path": ["abroad", 0, "from"]}]},
	)}
}

test_each_recipient_is_judged if {
	other := [{"op": "add", "path": "/document/abroad/-", "value": {"recipient": "q"}}]
	findings := cross_border.deny with input as json.patch(_consent({}), other)
	{finding.recipient | some finding in findings} == {"q"}
	{finding.path[1] | some finding in findings} == {1}
}

test_each_mechanism_passes if {
	every type in ["security_assessment", "certification", "standard_contract"] {
		count(cross_border.deny) == 0 with input as _consent({"mechanism": {"type": type}})
	}
	other := {"type": "other", "condition": "a free-trade zone's list"}
	count(cross_border.deny) == 0 with input as _consent({"mechanism": other})
}

test_no_mechanism_is_denied if {
	findings := cross_border.deny with input as _consent({"mechanism": null})
	findings == {_finding("no_mechanism", ["mechanism"])}
	removed := [{"op": "remove", "path": "/document/abroad/0/mechanism"}]
	absent := cross_border.deny with input as json.patch(_consent({}), removed)
	absent == findings
}

test_other_mechanism_without_its_condition_is_denied if {
	every mechanism in [{"type": "other"}, {"type": null}] {
		findings := cross_border.deny with input as _consent({"mechanism": mechanism})
		findings == {_finding("no_condition", ["mechanism"])}
	}
}

test_recipient_makes_it_applicable if {
	cross_border.applies with input as _consent({})
}

test_nobody_is_not_applicable if {
	not cross_border.applies with input as {"document": {"abroad": []}}
}

test_empty_document_is_not_applicable if {
	not cross_border.applies with input as {"document": {}}
}

_items := ["contact", "purposes", "methods", "types", "rights"]

_finding(code, at) := {"code": code, "path": array.concat(["abroad", 0], at), "recipient": "r"}

_consent(changes) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"abroad": [object.union(
		{
			"recipient": "r",
			"from": "2026-03-01",
			"told": {item: "told" | some item in _items},
			"mechanism": {"type": "standard_contract"},
			"consent": {"given_at": "2026-02-20T10:00:00+08:00", "form": "separate_item"},
		},
		changes,
	)]},
}
