package dubbing.project.video_label_test

import data.dubbing.project.video_label

_seconds := data.dubbing.params.video_label_seconds

_percent := data.dubbing.params.video_label_percent

test_label_of_the_least_duration_and_height_passes if {
	count(video_label.deny) == 0 with input as _project([_label({})])
	count(video_label.deny) == 0 with input as _project([_label({"seconds": _seconds + 1, "height": (10 * _percent) + 1})])
}

test_one_good_label_is_enough if {
	count(video_label.deny) == 0 with input as _project([_label({"seconds": 0.1}), {"form": "text"}, _label({})])
}

test_label_that_denies_is_none if {
	findings := video_label.deny with input as _project([_label({"text": "本片不含AI生成内容"})])
	{finding.code | some finding in findings} == {"missing"}
}

test_video_without_a_text_label_is_denied if {
	every labels in [[], [{"form": "corner_mark", "seconds": 3, "height": 200}, {"form": "spoken"}, {"form": "interface"}]] {
		findings := video_label.deny with input as _project(labels)
		findings == {{"code": "missing", "path": ["deliverables", 0, "labels"], "file": "a.mp4"}}
	}
}

test_shorter_label_is_denied if {
	every seconds in [_seconds - 1, to_number(sprintf("%d.999", [_seconds - 1]))] {
		findings := video_label.deny with input as _project([_label({"seconds": seconds})])
		findings == {object.union(_finding("short"), {"seconds": seconds, "least": _seconds})}
	}
}

test_lower_label_is_denied if {
	low := (10 * _percent) - 1
	findings := video_label.deny with input as _project([_label({"height": low})])
	findings == {object.union(_finding("low"), {"height": low, "percent": _percent, "shortest": 1000})}
}

test_parameters_can_ask_for_more if {
	findings := video_label.deny with input as _project([_label({})])
		with data.dubbing.params.video_label_seconds as _seconds + 1
		with data.dubbing.params.video_label_percent as _percent + 1
	{finding.code | some finding in findings} == {"short", "low"}
}

test_label_without_measures_is_denied if {
	every key in ["seconds", "height"] {
		findings := video_label.deny with input as _project([object.remove(_label({}), [key])])
		findings == {_finding("unmeasured")}
	}
	frameless := [{"op": "remove", "path": "/document/deliverables/0/frame"}]
	findings := video_label.deny with input as json.patch(_project([_label({})]), frameless)
	findings == {_finding("unmeasured")}
}

test_every_label_of_a_video_without_a_good_one_is_judged if {
	findings := video_label.deny with input as _project([_label({"seconds": 0.5}), _label({"height": 1})])
	{[finding.path[3], finding.code] | some finding in findings} == {[0, "short"], [1, "low"]}
}

test_recorded_unlabelled_supply_is_not_applicable if {
	not video_label.applies with input as object.union(_project([]), {
		"as_of": "2026-11-23T12:00:00Z",
		"related": [{"pointer": "/unlabelled_supply/0/agreement/file", "sha256": "1"}],
		"document": {"release": {"date": "2026-12-01"}, "unlabelled_supply": [{
			"file": "a.mp4",
			"recipient": "Example Client",
			"requested_on": "2026-11-01",
			"log_retention_months": data.dubbing.params.unlabelled_log_months,
		}]},
	})
}

test_synthetic_video_for_the_domestic_public_makes_it_applicable if video_label.applies with input as _project([])

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not video_label.applies with input as json.patch(_project([]), abroad)
}

test_audio_is_not_applicable if {
	audio := [{"op": "replace", "path": "/document/deliverables/0/media", "value": "audio"}]
	not video_label.applies with input as json.patch(_project([]), audio)
}

test_absent_labels_are_denied if {
	bare := [{"op": "remove", "path": "/document/deliverables/0/labels"}]
	findings := video_label.deny with input as json.patch(_project([]), bare)
	findings == {{"code": "missing", "path": ["deliverables", 0, "labels"], "file": "a.mp4"}}
}

test_empty_document_is_not_applicable if not video_label.applies with input as {"document": {}}

_label(change) := object.union({"form": "text", "seconds": _seconds, "height": 10 * _percent}, change)

_finding(code) := {"code": code, "path": ["deliverables", 0, "labels", 0], "file": "a.mp4"}

_project(labels) := {"document": {
	"scope": {"domestic_public": true},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{
		"file": "a.mp4",
		"media": "video",
		"synthetic": true,
		"voices": ["v"],
		"labels": labels,
		"frame": {"width": 1000, "height": 1920},
	}],
}}
