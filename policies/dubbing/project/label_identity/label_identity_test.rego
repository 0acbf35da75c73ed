package dubbing.project.label_identity_test

import data.dubbing.project.label_identity

_ours := "001191110000MA0000007710000"

_vendors := "001191110000MA0000015210000"

_others := "001191000000MA0000007C10000"

test_label_of_the_provider_or_the_vendor_passes if {
	every producer in [_ours, _vendors, "Example Studio", "example vendor"] {
		count(label_identity.deny) == 0 with input as _project([[_label(producer, "n")]], {})
		count(label_identity.warn) == 0 with input as _project([[_label(producer, "n")]], {})
	}
}

test_code_of_somebody_else_is_denied if {
	every producer in [_others, "002100000000000000000000000"] {
		findings := label_identity.deny with input as _project([[_label(producer, "n")]], {})
		findings == {_finding(0, "producer", "ContentProducer", {"producer": producer})}
		count(label_identity.warn) == 0 with input as _project([[_label(producer, "n")]], {})
	}
}

test_engine_of_the_providers_own_needs_no_second_code if {
	own := json.patch(_project([[_label(_others, "n")]], {}), [
		{"op": "remove", "path": "/document/engine/code"},
		{"op": "replace", "path": "/document/engine/vendor", "value": "Example Studio"},
	])
	count(label_identity.deny) == 1 with input as own
	none := json.patch(_project([[_label(_others, "n")]], {}), [{"op": "remove", "path": "/document/engine"}])
	count(label_identity.deny) == 1 with input as none
}

test_producer_that_cannot_be_compared_is_told if {
	expected := {_finding(0, "unknown", "ContentProducer", {"producer": _others})}
	every path in ["/document/engine/code", "/document/provider/code"] {
		without := json.patch(_project([[_label(_others, "n")]], {}), [{"op": "remove", "path": path}])
		findings := label_identity.warn with input as without
		findings == expected
		count(label_identity.deny) == 0 with input as without
	}
	named := label_identity.warn with input as _project([[_label("other-voice", "n")]], {})
	named == {_finding(0, "unknown", "ContentProducer", {"producer": "other-voice"})}
}

test_other_extension_of_the_providers_code_is_told if {
	producer := "001191110000MA0000007712345"
	findings := label_identity.warn with input as _project([[_label(producer, "n")]], {})
	findings == {_finding(0, "extension", "ContentProducer", {"producer": producer})}
	count(label_identity.deny) == 0 with input as _project([[_label(producer, "n")]], {})
}

test_engine_of_the_providers_own_may_have_its_own_extension if {
	producer := "001191110000MA0000007712345"
	own := json.patch(_project([[_label(producer, "n")]], {}), [
		{"op": "replace", "path": "/document/engine/code", "value": producer},
	])
	count(label_identity.warn) == 0 with input as own
}

test_extension_is_that_of_an_organisations_code if {
	project := json.patch(_project([[_label("002100000000000000000000000", "n")]], {}), [
		{"op": "replace", "path": "/document/provider/code", "value": "003100000000000000000000000"},
	])
	told := label_identity.warn with input as project
	count(told) == 0
	count(label_identity.deny) == 1 with input as project
}

test_what_the_manifest_states_of_a_label_stands_in_it if {
	stated := {"label": "1", "producer": _others, "produce_id": "n"}
	count(label_identity.deny) == 0 with input as _project([[_label(_others, "n")]], stated)
	count(label_identity.warn) == 0 with input as _project([[_label(_others, "n")]], stated)
}

test_label_that_differs_from_what_is_stated_is_denied if {
	every case in [
		[{"label": "2"}, "stated_label", "label", "Label", {"stated": "2"}],
		[{"producer": _vendors}, "stated_producer", "producer", "ContentProducer", {"producer": _ours}],
		[{"produce_id": "m"}, "stated_number", "produce_id", "ProduceID", {"number": "n"}],
	] {
		findings := label_identity.deny with input as _project([[_label(_ours, "n")]], case[0])
		findings == {object.union(_finding(0, case[1], case[3], case[4]), {"path": ["deliverables", 0, "implicit_label", case[2]]})}
	}
}

test_label_that_lacks_what_is_stated_is_denied if {
	empty := {"box": "RIFF/AIGC", "fields": {}}
	stated := {"label": "1", "producer": _ours, "produce_id": "n"}
	findings := label_identity.deny with input as _project([[empty]], stated)
	{[finding.code, object.get(finding, "number", object.get(finding, "producer", null))] | some finding in findings} == {
		["stated_label", null],
		["stated_producer", "-"],
		["stated_number", "-"],
	}
}

test_one_number_for_several_files_is_told_at_the_later_ones if {
	labels := [[_label(_ours, "n")], [_label(_ours, "m")], [_label(_ours, "n")]]
	findings := label_identity.warn with input as _project(labels, {})
	findings == {object.union(
		_finding(2, "same_number", "ProduceID", {"number": "n", "other": "out/0.wav"}),
		{"related": [
			{"artifact": "job/out/2.wav", "path": ["labels", 0, "fields", "ProduceID"]},
			{"path": ["deliverables", 0, "file"]},
		]},
	)}
}

test_numbers_that_state_nothing_or_hold_a_place_are_not_compared if {
	every number in ["", "%!s(MISSING)"] {
		labels := [[_label(_ours, number)], [_label(_ours, number)]]
		count(label_identity.warn) == 0 with input as _project(labels, {})
	}
}

test_label_in_a_synthetic_deliverable_makes_it_applicable if {
	label_identity.applies with input as _project([[_label(_ours, "n")]], {})
	not label_identity.applies with input as _project([[]], {})
	not label_identity.applies with input as _project([[{"box": "RIFF/AIGC", "form": "broken"}]], {})
	human := json.patch(_project([[_label(_ours, "n")]], {}), [
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
	])
	not label_identity.applies with input as human
}

_finding(i, code, key, more) := object.union(more, {
	"code": code,
	"path": ["deliverables", i, "file"],
	"related": [{"artifact": sprintf("job/out/%d.wav", [i]), "path": ["labels", 0, "fields", key]}],
	"file": sprintf("out/%d.wav", [i]),
})

_label(producer, number) := {
	"box": "RIFF/AIGC",
	"form": "object",
	"fields": {"Label": "1", "ContentProducer": producer, "ProduceID": number},
}

_project(files, stated) := {
	"document": {
		"provider": {"name": "Example Studio", "code": _ours},
		"engine": {"vendor": "Example Vendor", "code": _vendors},
		"voices": [{"id": "v", "type": "synthetic"}],
		"deliverables": [deliverable |
			some i, _ in files
			deliverable := {
				"file": sprintf("out/%d.wav", [i]),
				"synthetic": true,
				"voices": ["v"],
				"implicit_label": stated,
			}
		],
	},
	"related": [entry |
		some i, labels in files
		entry := {
			"pointer": sprintf("/deliverables/%d/file", [i]),
			"path": sprintf("job/out/%d.wav", [i]),
			"kind": "dubbing.media",
			"sha256": "1",
			"document": {"container": "wav", "labels": labels},
		}
	],
}
