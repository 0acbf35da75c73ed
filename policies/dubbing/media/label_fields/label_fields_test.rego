package dubbing.media.label_fields_test

import data.dubbing.media.label_fields

test_label_with_all_its_fields_passes if {
	count(label_fields.deny) == 0 with input as _file(_whole)
	count(label_fields.warn) == 0 with input as _file(_whole)
}

test_reserved_codes_may_be_empty_or_hold_anything if {
	every code in ["", "{\"Type\":\"TC260PG\",\"PubSD\":[{\"Type\":\"DS\"}]}", "c2lnbmF0dXJl"] {
		fields := object.union(_whole, {"ReservedCode1": code, "ReservedCode2": code})
		count(label_fields.warn) == 0 with input as _file(fields)
	}
}

test_each_of_the_three_elements_that_is_missing_is_denied if {
	every key in ["Label", "ContentProducer", "ProduceID"] {
		findings := label_fields.deny with input as _file(object.remove(_whole, [key]))
		findings == {{"code": "missing", "path": ["labels", 0], "box": "RIFF/AIGC", "field": key}}
	}
}

test_element_that_states_nothing_is_denied if {
	every value in ["", " ", "\u200b", null, 7, ["x"]] {
		findings := label_fields.deny with input as _file(object.union(_whole, {"ProduceID": value}))
		findings == {_field("unstated", "ProduceID")}
	}
}

test_misspelt_key_is_denied if {
	every found, key in {
		"ReserveCode1": "ReservedCode1",
		"ReserveCode2": "ReservedCode2",
		"contentProducer": "ContentProducer",
		"produce_id": "ProduceID",
		"PropatorID": "PropagateID",
		"Propagator": "ContentPropagator",
	} {
		fields := object.union(object.remove(_whole, [key]), {found: "x"})
		findings := label_fields.deny with input as _file(fields)
		findings == {object.union(_field("misspelt", found), {"field": key, "found": found})}
		count(label_fields.warn) == 0 with input as _file(fields)
	}
}

test_misspelt_key_of_one_label_is_missing_in_another if {
	slip := object.union(object.remove(_whole, ["ReservedCode1"]), {"ReserveCode1": "x"})
	labels := _labels([_label(slip, []), _label(object.remove(_whole, ["ReservedCode1", "ProduceID"]), [])])
	denied := label_fields.deny with input as labels
	{[finding.code, finding.path[1]] | some finding in denied} == {["misspelt", 0], ["missing", 1]}
	told := label_fields.warn with input as labels
	{[finding.code, finding.path[1]] | some finding in told} == {["incomplete", 1]}
}

test_key_that_is_doubled_is_denied_where_it_is_one_of_the_three if {
	findings := label_fields.deny with input as _labels([_label(_whole, ["ProduceID", "ReservedCode1"])])
	findings == {_field("repeated", "ProduceID")}
	told := label_fields.warn with input as _labels([_label(_whole, ["ProduceID", "ReservedCode1"])])
	told == {_field("repeated", "ReservedCode1")}
}

test_each_further_field_that_is_missing_is_told if {
	every key in ["ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"] {
		fields := object.remove(_whole, [key])
		findings := label_fields.warn with input as _file(fields)
		findings == {{"code": "incomplete", "path": ["labels", 0], "box": "RIFF/AIGC", "field": key}}
		count(label_fields.deny) == 0 with input as _file(fields)
	}
}

test_further_field_that_is_no_text_is_told if {
	findings := label_fields.warn with input as _file(object.union(_whole, {"PropagateID": 7}))
	findings == {_field("untyped", "PropagateID")}
}

test_key_that_the_annex_does_not_have_is_told if {
	every found in ["Timestamp", "ReserveCode1"] {
		findings := label_fields.warn with input as _file(object.union(_whole, {found: "x"}))
		findings == {{"code": "unknown", "path": ["labels", 0], "box": "RIFF/AIGC", "found": found}}
	}
}

test_placeholder_is_told if {
	every value in ["%!s(MISSING)", "AXXXX", "value7", "${id}", "{{id}}", "{id}", "<id>", "undefined", "N/A"] {
		findings := label_fields.warn with input as _file(object.union(_whole, {"PropagateID": value}))
		findings == {_field("placeholder", "PropagateID")}
	}
}

test_every_label_is_looked_at if {
	findings := label_fields.deny with input as _labels([_label(_whole, []), _label(object.remove(_whole, ["Label"]), [])])
	findings == {{"code": "missing", "path": ["labels", 1], "box": "RIFF/AIGC", "field": "Label"}}
}

test_label_whose_fields_can_be_read_makes_it_applicable if {
	label_fields.applies with input as _file(_whole)
	not label_fields.applies with input as _labels([])
	not label_fields.applies with input as _labels([{"box": "RIFF/AIGC", "form": "broken"}])
}

_field(code, key) := {"code": code, "path": ["labels", 0, "fields", key], "box": "RIFF/AIGC", "field": key}

_whole := {
	"Label": "1",
	"ContentProducer": "p",
	"ProduceID": "n",
	"ReservedCode1": "r",
	"ContentPropagator": "p",
	"PropagateID": "n",
	"ReservedCode2": "r",
}

_file(fields) := _labels([{"box": "RIFF/AIGC", "form": "object", "fields": fields}])

_label(fields, repeated) := {"box": "RIFF/AIGC", "form": "object", "fields": fields, "repeated": repeated}

_labels(labels) := {"document": {"labels": labels}}
