package dubbing.consent.entrusted_contract_test

import data.dubbing.consent.entrusted_contract

test_contract_on_everything_passes if {
	count(entrusted_contract.deny) == 0 with input as _consent({})
	count(entrusted_contract.deny) == 0 with input as _consent({"to": null})
}

test_no_contract_is_denied if {
	every vendor in [{"processor": "v", "contract": null}, {"processor": "v"}] {
		findings := entrusted_contract.deny with input as {"as_of": _now, "document": {"entrusted": [vendor]}}
		findings == {{"code": "no_contract", "path": ["entrusted", 0, "contract"], "processor": "v"}}
	}
}

test_each_item_that_is_not_agreed_on_is_denied if {
	every item in _items {
		silent := [{"op": "remove", "path": concat("", ["/document/entrusted/0/contract/clauses/", item])}]
		findings := entrusted_contract.deny with input as json.patch(_consent({}), silent)
		findings == {_silent(item)}
	}
}

test_contract_without_clauses_is_denied if {
	bare := [{"op": "remove", "path": "/document/entrusted/0/contract/clauses"}]
	findings := entrusted_contract.deny with input as json.patch(_consent({}), bare)
	findings == {_silent(item) | some item in _items}
}

test_last_day_passes_and_the_next_is_denied if {
	count(entrusted_contract.deny) == 0 with input as _consent({"to": "2026-11-23"})
	findings := entrusted_contract.deny with input as _consent({"to": "2026-11-22"})
	findings == {_ended("2026-11-22")}
}

test_absent_end_is_denied if {
	endless := [{"op": "remove", "path": "/document/entrusted/0/contract/to"}]
	findings := entrusted_contract.deny with input as json.patch(_consent({}), endless)
	findings == {_ended(null)}
}

test_vendor_makes_it_applicable if {
	entrusted_contract.applies with input as _consent({})
}

test_no_vendor_is_not_applicable if {
	not entrusted_contract.applies with input as {"document": {"entrusted": []}}
}

test_empty_document_is_not_applicable if {
	not entrusted_contract.applies with input as {"document": {}}
}

_now := "2026-11-23T12:00:00Z"

_items := ["purpose", "term", "method", "types", "protection", "duties"]

_silent(item) := {"code": item, "path": ["entrusted", 0, "contract", "clauses", item], "processor": "v"}

_ended(date) := {"code": "ended", "path": ["entrusted", 0, "contract", "to"], "processor": "v", "date": date}

_consent(changes) := {
	"as_of": _now,
	"document": {"entrusted": [{
		"processor": "v",
		"contract": object.union({"to": "2028-02-29", "clauses": {item: "1" | some item in _items}}, changes),
	}]},
}
