package dubbing.media.label_value_test

import data.dubbing.media.label_value

test_values_of_the_annex_pass if {
	every value in ["1", "2", "3"] {
		count(label_value.deny) == 0 with input as _file({"Label": value})
	}
}

test_other_texts_are_denied if {
	every value in ["AIGC", "AIGCLabelType.AI_GENERATED", "0", "4", "01", " 1", ""] {
		findings := label_value.deny with input as _file({"Label": value})
		findings == {object.union(_finding("value"), {"value": value})}
	}
}

test_long_value_is_cut if {
	some finding in label_value.deny with input as _file({"Label": concat("", ["x" | some _ in numbers.range(1, 500)])})
	count(finding.value) == 64
}

test_number_is_denied if {
	findings := label_value.deny with input as _file({"Label": 1})
	findings == {_finding("number")}
}

test_what_is_neither_is_denied if {
	every value in [null, true, ["1"], {"Label": "1"}] {
		findings := label_value.deny with input as _file({"Label": value})
		findings == {_finding("type")}
	}
}

test_label_that_has_the_field_makes_it_applicable if {
	label_value.applies with input as _file({"Label": "1"})
	not label_value.applies with input as _file({})
	not label_value.applies with input as {"document": {"labels": []}}
}

_finding(code) := {"code": code, "path": ["labels", 0, "fields", "Label"], "box": "RIFF/AIGC", "field": "Label"}

_file(fields) := {"document": {"labels": [{"box": "RIFF/AIGC", "fields": fields}]}}
