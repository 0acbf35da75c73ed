package dubbing.project.rhythm_heard_test

import data.dubbing.project.rhythm_heard

test_what_is_declared_and_heard_passes if {
	every at in ["start", "end"] {
		count(rhythm_heard.warn) == 0 with input as _project([_label(at)], [_rhythm(at)])
	}
	both := [_label("start"), _label("end")]
	count(rhythm_heard.warn) == 0 with input as _project(both, [_rhythm("start"), _rhythm("end")])
}

test_nothing_declared_and_nothing_heard_passes if {
	count(rhythm_heard.warn) == 0 with input as _project([{"form": "spoken", "at": "start"}], [])
}

test_declared_and_not_heard_warns if {
	findings := rhythm_heard.warn with input as _project([_label("start")], [])
	findings == {{"code": "silent", "path": ["deliverables", 0, "labels", 0], "file": "a.wav", "at": "start"}}
}

test_heard_elsewhere_warns_of_both if {
	findings := rhythm_heard.warn with input as _project([_label("start")], [_rhythm("end")])
	{finding.code | some finding in findings} == {"silent", "undeclared"}
}

test_heard_and_not_declared_warns if {
	findings := rhythm_heard.warn with input as _project([{"form": "spoken", "at": "end"}], [_rhythm("end")])
	findings == {{"code": "undeclared", "path": ["deliverables", 0, "file"], "file": "a.wav", "milliseconds": 250}}
}

test_each_file_is_compared_with_its_own_sound if {
	project := _project([_label("start")], [_rhythm("start")])
	two := json.patch(project, [
		{"op": "add", "path": "/document/deliverables/-", "value": {"file": "b.wav", "labels": [_label("start")]}},
		{"op": "add", "path": "/facts/heard/-", "value": {"deliverable": 1, "whole": false, "rhythms": []}},
	])
	findings := rhythm_heard.warn with input as two
	{[finding.code, finding.file] | some finding in findings} == {["silent", "b.wav"]}
}

test_label_without_a_place_may_be_anywhere if {
	every at in ["start", "end"] {
		count(rhythm_heard.warn) == 0 with input as _project([{"form": "rhythm"}], [_rhythm(at)])
	}
	findings := rhythm_heard.warn with input as _project([{"form": "rhythm"}], [])
	findings == {{"code": "nowhere", "path": ["deliverables", 0, "labels", 0], "file": "a.wav"}}
}

test_middle_is_compared_only_where_all_was_heard if {
	ends := _project([_label("middle")], [])
	count(rhythm_heard.warn) == 0 with input as ends
	all := json.patch(ends, [{"op": "replace", "path": "/facts/heard/0/whole", "value": true}])
	findings := rhythm_heard.warn with input as all
	{finding.code | some finding in findings} == {"silent"}
	heard := json.patch(all, [{"op": "replace", "path": "/facts/heard/0/rhythms", "value": [_rhythm("middle")]}])
	count(rhythm_heard.warn) == 0 with input as heard
}

test_gap_that_differs_from_the_pattern_warns if {
	every pattern, gap in {"short long gap short short": false, "short long short short": true} {
		label := object.union(_label("end"), {"pattern": split(pattern, " ")})
		findings := rhythm_heard.warn with input as _project([label], [object.union(_rhythm("end"), {"gap": gap})])
		findings == {{
			"code": "gap",
			"path": ["deliverables", 0, "labels", 0, "pattern"],
			"file": "a.wav",
			"milliseconds": 250,
		}}
	}
}

test_gap_that_fits_the_pattern_passes if {
	every pattern, gap in {"short long gap short short": true, "short long short short": false} {
		label := object.union(_label("end"), {"pattern": split(pattern, " ")})
		rhythm := object.union(_rhythm("end"), {"gap": gap})
		count(rhythm_heard.warn) == 0 with input as _project([label], [rhythm])
	}
}

test_what_cannot_be_decoded_warns_where_a_rhythm_is_declared if {
	findings := rhythm_heard.warn with input as _project([_label("start")], null)
	findings == {{"code": "undecoded", "path": ["deliverables", 0, "labels", 0], "file": "a.wav"}}
	count(rhythm_heard.warn) == 0 with input as _project([{"form": "spoken"}], null)
	count(rhythm_heard.warn) == 1 with input as _project([{"form": "rhythm"}], null)
}

test_sounds_that_were_heard_make_it_applicable if {
	rhythm_heard.applies with input as _project([], [])
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not rhythm_heard.applies with input as json.patch(_project([_label("start")], []), abroad)
}

test_where_nobody_listened_it_is_not_applicable if {
	not rhythm_heard.applies with input as object.union(_project([_label("start")], []), {"facts": {"heard": []}})
	deaf := json.patch(_project([_label("start")], []), [{"op": "replace", "path": "/facts", "value": {}}])
	not rhythm_heard.applies with input as deaf
	count(rhythm_heard.warn) == 0 with input as deaf
}

_label(at) := {"form": "rhythm", "at": at}

_rhythm(place) := {"start": 250, "end": 1570, "place": place, "gap": true, "confidence": 99}

_project(labels, rhythms) := {
	"document": {
		"scope": {"domestic_public": true},
		"deliverables": [{"file": "a.wav", "labels": labels}],
	},
	"facts": {"heard": [{"deliverable": 0, "whole": false, "rhythms": rhythms}]},
}
