package dubbing.media.producer_code_test

import data.dubbing.media.producer_code

# A code that nobody has: its digits fit.
_code := "001191110000MA0000007710000"

test_code_with_right_check_digits_passes if {
	count(producer_code.deny) == 0 with input as _file({"ContentProducer": _code, "ContentPropagator": _code})
	count(producer_code.warn) == 0 with input as _file({"ContentProducer": _code, "ContentPropagator": _code})
}

test_wrong_check_digit_is_denied if {
	wrong := "001191110000MA0000000B10000"
	findings := producer_code.deny with input as _file({"ContentProducer": wrong})
	findings == {_finding("check", "ContentProducer", wrong)}
}

test_code_of_another_prefix_is_told if {
	every other in ["00ECHO000000000000000010001", "002100000000000000000000000"] {
		findings := producer_code.warn with input as _file({"ContentProducer": other})
		findings == {_finding("prefix", "ContentProducer", other)}
		count(producer_code.deny) == 0 with input as _file({"ContentProducer": other})
	}
}

test_slip_in_a_code_is_told_with_its_length if {
	every slip in [substring(_code, 0, 26), substring(_code, 0, 25), concat("", [_code, "0"]), lower(_code)] {
		findings := producer_code.warn with input as _file({"ContentProducer": slip})
		findings == {object.union(_finding("shape", "ContentProducer", slip), {"length": count(slip)})}
	}
}

test_name_is_told if {
	every name in ["example-voice", "00", "示例"] {
		findings := producer_code.warn with input as _file({"ContentProducer": name})
		findings == {_finding("name", "ContentProducer", name)}
	}
}

test_propagator_is_looked_at_where_it_is_another if {
	findings := producer_code.warn with input as _file({"ContentProducer": _code, "ContentPropagator": "platform"})
	findings == {_finding("name", "ContentPropagator", "platform")}
	once := producer_code.warn with input as _file({"ContentProducer": "platform", "ContentPropagator": "platform"})
	once == {_finding("name", "ContentProducer", "platform")}
	alone := producer_code.warn with input as _file({"ContentPropagator": "platform"})
	alone == findings
}

test_what_states_nothing_or_holds_a_place_is_another_rules_matter if {
	every value in ["", " ", 7, "%!s(MISSING)"] {
		count(producer_code.warn) == 0 with input as _file({"ContentProducer": value, "ContentPropagator": value})
	}
}

test_label_that_names_somebody_makes_it_applicable if {
	producer_code.applies with input as _file({"ContentProducer": "x"})
	not producer_code.applies with input as _file({"ContentProducer": ""})
}

_finding(code, key, value) := {
	"code": code,
	"path": ["labels", 0, "fields", key],
	"box": "RIFF/AIGC",
	"field": key,
	"value": value,
}

_file(fields) := {"document": {"labels": [{"box": "RIFF/AIGC", "fields": fields}]}}
