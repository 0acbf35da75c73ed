package dubbing.consent.onward_supply_test

import data.dubbing.consent.onward_supply

test_informed_and_separate_consent_passes if {
	count(onward_supply.deny) == 0 with input as _consent({})
}

test_each_item_that_was_not_told_is_denied if {
	every item in _items {
		silent := [{"op": "remove", "path": concat("", ["/document/supplies/0/told/", item])}]
		findings := onward_supply.deny with input as json.patch(_consent({}), silent)
		findings == {_finding(item, ["told", item])}
	}
	untold := [{"op": "remove", "path": "/document/supplies/0/told"}]
	findings := onward_supply.deny with input as json.patch(_consent({}), untold)
	findings == {_finding(item, ["told", item]) | some item in _items}
}

test_no_consent_is_denied if {
	findings := onward_supply.deny with input as _consent({"consent": null})
	findings == {_finding("no_consent", ["consent"])}
	removed := [{"op": "remove", "path": "/document/supplies/0/consent"}]
	absent := onward_supply.deny with input as json.patch(_consent({}), removed)
	absent == findings
}

test_bundled_consent_is_denied if {
	findings := onward_supply.deny with input as _consent({"consent": {"form": "bundled"}})
	findings == {_finding("bundled", ["consent", "form"])}
}

test_first_day_is_in_time_and_the_next_is_denied if {
	count(onward_supply.deny) == 0 with input as _consent({"from": "2026-02-20"})
	findings := onward_supply.deny with input as _consent({"from": "2026-02-19"})
	findings == {object.union(
		_finding("late", ["consent", "given_at"]),
		{"related": [{"path": ["supplies", 0, "from"]}]},
	)}
}

test_each_recipient_is_judged if {
	other := [{"op": "add", "path": "/document/supplies/-", "value": {"recipient": "q"}}]
	findings := onward_supply.deny with input as json.patch(_consent({}), other)
	{finding.recipient | some finding in findings} == {"q"}
	{finding.path[1] | some finding in findings} == {1}
}

test_recipient_makes_it_applicable if {
	onward_supply.applies with input as _consent({})
}

test_nobody_is_not_applicable if {
	not onward_supply.applies with input as {"document": {"supplies": []}}
}

test_empty_document_is_not_applicable if {
	not onward_supply.applies with input as {"document": {}}
}

_items := ["contact", "purposes", "methods", "types"]

_finding(code, at) := {"code": code, "path": array.concat(["supplies", 0], at), "recipient": "r"}

_consent(changes) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"supplies": [object.union(
		{
			"recipient": "r",
			"from": "2026-03-01",
			"told": {item: "told" | some item in _items},
			"consent": {"given_at": "2026-02-20T10:00:00+08:00", "form": "separate_item"},
		},
		changes,
	)]},
}
