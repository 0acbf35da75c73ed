package dubbing.project.rhythm_pattern_test

import data.dubbing.project.rhythm_pattern

test_short_long_short_short_passes if {
	count(rhythm_pattern.deny) == 0 with input as _project([_rhythm(["short", "long", "short", "short"])])
}

test_gap_between_the_letters_may_be_declared if {
	count(rhythm_pattern.deny) == 0 with input as _project([_rhythm(["short", "long", "gap", "short", "short"])])
	count(rhythm_pattern.deny) == 1 with input as _project([_rhythm(["short", "gap", "long", "short", "short"])])
}

test_other_rhythms_are_denied if {
	every pattern in [
		["short"],
		["short", "long", "short"],
		["short", "long", "short", "short", "short"],
		["long", "short", "long", "long"],
		["short", "short", "long", "short"],
		[],
	] {
		findings := rhythm_pattern.deny with input as _project([_rhythm(pattern)])
		findings == {object.union(_finding("pattern"), {"pattern": pattern})}
	}
}

test_rhythm_without_beats_is_denied if {
	findings := rhythm_pattern.deny with input as _project([{"form": "rhythm", "at": "end"}])
	findings == {_finding("silent")}
}

test_every_rhythm_is_judged if {
	labels := [_rhythm(["short", "long", "short", "short"]), {"form": "spoken"}, _rhythm(["long"])]
	findings := rhythm_pattern.deny with input as _project(labels)
	{finding.path | some finding in findings} == {["deliverables", 0, "labels", 2, "pattern"]}
}

test_rhythm_for_the_domestic_public_makes_it_applicable if {
	rhythm_pattern.applies with input as _project([{"form": "rhythm"}])
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not rhythm_pattern.applies with input as json.patch(_project([{"form": "rhythm"}]), abroad)
}

test_other_labels_are_not_applicable if {
	not rhythm_pattern.applies with input as _project([{"form": "spoken"}, {"form": "text"}])
	not rhythm_pattern.applies with input as _project([])
}

test_human_deliverables_are_not_applicable if {
	human := [
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
	]
	not rhythm_pattern.applies with input as json.patch(_project([{"form": "rhythm"}]), human)
}

test_empty_document_is_not_applicable if not rhythm_pattern.applies with input as {"document": {}}

_rhythm(pattern) := {"form": "rhythm", "at": "end", "pattern": pattern}

_finding(code) := {"code": code, "path": ["deliverables", 0, "labels", 0, "pattern"], "file": "a.wav"}

_project(labels) := {"document": {
	"scope": {"domestic_public": true},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"], "labels": labels}],
}}
