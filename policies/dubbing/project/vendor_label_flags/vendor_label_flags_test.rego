package dubbing.project.vendor_label_flags_test

import data.dubbing.project.vendor_label_flags

test_switches_that_are_on_pass if {
	count(vendor_label_flags.deny) == 0 with input as _project({"audible": true, "metadata": true}, [])
}

test_switch_that_is_off_is_denied if {
	every label, labels in {
		"audible": {"audible": false, "metadata": true},
		"metadata": {"audible": true, "metadata": false},
	} {
		findings := vendor_label_flags.deny with input as _project(labels, [])
		findings == {_off(label)}
	}
}

test_absent_switches_are_denied if {
	findings := vendor_label_flags.deny with input as _project({}, [])
	findings == {_off("audible"), _off("metadata")}
	none := [{"op": "remove", "path": "/document/engine/labels"}]
	same := vendor_label_flags.deny with input as json.patch(_project({}, []), none)
	same == findings
}

test_own_step_with_its_record_stands_in if {
	count(vendor_label_flags.deny) == 0 with input as _project({"audible": false, "metadata": false}, ["audible", "metadata"])
}

test_own_step_stands_in_for_its_own_label_only if {
	findings := vendor_label_flags.deny with input as _project({"audible": false, "metadata": false}, ["audible"])
	findings == {_off("metadata")}
}

test_own_step_without_its_record_proves_nothing if {
	every gone in [{"op": "replace", "path": "/related/0/sha256", "value": null}, {"op": "remove", "path": "/related"}] {
		labels := {"audible": false, "metadata": true}
		findings := vendor_label_flags.deny with input as json.patch(_project(labels, ["audible"]), [gone])
		findings == {_off("audible")}
	}
}

test_synthesis_without_an_engine_is_denied if {
	without := json.patch(_project({}, []), [{"op": "remove", "path": "/document/engine"}])
	findings := vendor_label_flags.deny with input as without
	findings == {{"code": "engine", "path": ["engine"]}}
}

test_synthetic_deliverable_for_the_domestic_public_makes_it_applicable if {
	vendor_label_flags.applies with input as _project({}, [])
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not vendor_label_flags.applies with input as json.patch(_project({}, []), abroad)
}

test_human_deliverables_are_not_applicable if {
	human := [
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
	]
	not vendor_label_flags.applies with input as json.patch(_project({}, []), human)
}

test_empty_document_is_not_applicable if not vendor_label_flags.applies with input as {"document": {}}

_off(label) := {"code": "off", "path": ["engine", "labels", label], "label": label}

_project(labels, steps) := {
	"related": [{"pointer": sprintf("/labelling_steps/%d/readback/file", [i]), "sha256": "1"} | some i, _ in steps],
	"document": {
		"scope": {"domestic_public": true},
		"engine": {"labels": labels},
		"labelling_steps": [{"label": label, "step": "s", "readback": {"file": "f"}} | some label in steps],
		"voices": [{"id": "v", "type": "synthetic"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
	},
}
