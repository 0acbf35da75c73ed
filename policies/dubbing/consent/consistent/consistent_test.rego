package dubbing.consent.consistent_test

import data.dubbing.consent.consistent

test_statements_that_agree_pass if {
	count(consistent.deny) == 0 with input as _consent({})
	count(consistent.warn) == 0 with input as _consent({})
}

test_empty_document_passes_since_nothing_is_stated_twice if {
	count(consistent.deny) == 0 with input as {"document": {}}
	count(consistent.warn) == 0 with input as {"document": {}}
}

test_age_that_is_what_is_said_of_being_under_fourteen_passes if {
	every under, age in {true: 13, false: 14} {
		count(consistent.deny) == 0 with input as _consent({"subject": {"under_14": under, "age": age}})
	}
	every under, band in {true: "8_13", false: "14_15"} {
		count(consistent.deny) == 0 with input as _consent({"subject": {"under_14": under, "age": null, "age_band": band}})
	}
}

test_age_and_under_fourteen_that_disagree_are_denied if {
	every under, age in {true: 14, false: 13} {
		findings := consistent.deny with input as _consent({"subject": {"under_14": under, "age": age}})
		findings == {_apart("age", ["subject", "age"], ["subject", "under_14"], {"age": age})}
	}
}

test_age_band_and_under_fourteen_that_disagree_are_denied if {
	findings := consistent.deny with input as _consent({"subject": {"under_14": false, "age": null, "age_band": "8_13"}})
	findings == {_apart("band", ["subject", "age_band"], ["subject", "under_14"], {"band": "8_13"})}
	other := consistent.deny with input as _consent({"subject": {"under_14": true, "age": null, "age_band": "14_15"}})
	{finding.code | some finding in other} == {"band"}
}

test_age_outside_its_band_is_denied if {
	every band, ages in {
		"under_8": [8, 12],
		"8_13": [7, 14],
		"14_15": [13, 16],
		"16_17": [15, 18],
		"adult": [17],
	} {
		every age in ages {
			findings := consistent.deny with input as _consent({"subject": {"age": age, "age_band": band}})
			findings == {_apart("band_age", ["subject", "age_band"], ["subject", "age"], {"band": band, "age": age})}
		}
	}
}

test_age_inside_its_band_passes if {
	every band, ages in {"under_8": [0, 7], "8_13": [8, 13], "14_15": [14, 15], "16_17": [16, 17], "adult": [18, 90]} {
		every age in ages {
			findings := consistent.deny with input as _consent({"subject": {"age": age, "age_band": band}})
			count(findings) == 0
		}
	}
}

test_handler_that_is_its_own_vendor_or_recipient_is_denied if {
	every key, field in {"entrusted": "processor", "supplies": "recipient"} {
		findings := consistent.deny with input as _consent({key: [{field: "STUDIO"}]})
		findings == {_apart("own", [key, 0, field], ["handler", "name"], {"party": "STUDIO"})}
	}
	count(consistent.deny) == 0 with input as _consent({"abroad": [{"recipient": "Studio"}]})
}

test_training_as_a_use_that_is_not_covered_is_denied if {
	every training in [{"training": false}, {}] {
		scope := object.union({"uses": ["dub", "training"]}, training)
		findings := consistent.deny with input as _consent({"scope": scope})
		findings == {_apart("uses", ["scope", "training"], ["scope", "uses", 1], {})}
	}
	count(consistent.deny) == 0 with input as _consent({"scope": {"uses": ["training"], "training": true}})
}

test_two_documents_of_their_own_that_are_one_file_are_denied if {
	findings := consistent.deny with input as _consent({"guardian": {"consent": _record("separate_document", "1")}})
	findings == {_apart(
		"same_document",
		["guardian", "consent", "record", "file"],
		["record", "file"],
		{"file": "1.pdf"},
	)}
}

test_items_of_one_document_and_other_documents_pass if {
	count(consistent.deny) == 0 with input as _consent({"guardian": {"consent": _record("separate_item", "1")}})
	count(consistent.deny) == 0 with input as _consent({"guardian": {"consent": _record("separate_document", "2")}})
}

test_credit_code_that_is_none_is_denied if {
	count(consistent.deny) == 0 with input as _consent({"handler": {"code": "91350100M000100Y43"}})
	findings := consistent.deny with input as _consent({"handler": {"code": "91350100M000100Y44"}})
	findings == {{"code": "code", "path": ["handler", "code"], "value": "91350100M000100Y44"}}
}

test_vendor_that_is_a_handler_of_its_own_warns if {
	findings := consistent.warn with input as _consent({
		"entrusted": [{"processor": "Vendor"}],
		"supplies": [{"recipient": "vendor"}],
	})
	findings == {_apart("both", ["supplies", 0, "recipient"], ["entrusted", 0, "processor"], {"party": "vendor"})}
}

test_party_that_stands_twice_in_a_list_warns if {
	every key, field in {"entrusted": "processor", "supplies": "recipient", "abroad": "recipient"} {
		findings := consistent.warn with input as _consent({key: [{field: "A"}, {field: "B"}, {field: "a"}]})
		findings == {_apart("twice", [key, 2, field], [key, 0, field], {"party": "a"})}
	}
}

_apart(code, path, other, about) := object.union(about, {"code": code, "path": path, "related": [{"path": other}]})

_record(form, sha256) := {
	"form": form,
	"record": {"file": concat("", [sha256, ".pdf"]), "sha256": sha256},
}

_consent(changes) := {"document": object.union(
	object.union(_record("separate_document", "1"), {"handler": {"name": "Studio"}}),
	changes,
)}
