package dubbing.project.video_label_position_test

import data.dubbing.project.video_label_position

test_edges_and_corners_of_the_start_frame_pass if {
	every position in [
		"top_left", "top", "top_right", "left",
		"right", "bottom_left", "bottom", "bottom_right",
	] {
		count(video_label_position.deny) == 0 with input as _project([_label({"position": position})])
	}
}

test_later_label_is_denied if {
	every start in [0.04, 1, 30] {
		findings := video_label_position.deny with input as _project([_label({"start_seconds": start})])
		findings == {object.union(_finding(0, "late"), {"start": start})}
	}
}

test_label_elsewhere_is_denied if {
	findings := video_label_position.deny with input as _project([_label({"position": "elsewhere"})])
	findings == {_finding(0, "place")}
}

test_label_that_states_no_place_is_denied if {
	every key in ["start_seconds", "position"] {
		findings := video_label_position.deny with input as _project([object.remove(_label({}), [key])])
		findings == {_finding(0, "unstated")}
	}
}

test_one_well_placed_label_is_enough if {
	labels := [_label({"position": "elsewhere"}), _label({}), _label({"start_seconds": 5})]
	count(video_label_position.deny) == 0 with input as _project(labels)
}

test_label_that_cannot_be_read_does_not_stand_in_for_one_that_can if {
	labels := [_label({"seconds": 0.1}), _label({"start_seconds": 5})]
	findings := video_label_position.deny with input as _project(labels)
	findings == {object.union(_finding(1, "late"), {"start": 5})}
}

test_labels_that_cannot_be_read_are_placed_all_the_same if {
	count(video_label_position.deny) == 0 with input as _project([_label({"seconds": 0.1})])
	findings := video_label_position.deny with input as _project([_label({"seconds": 0.1, "position": "elsewhere"})])
	findings == {_finding(0, "place")}
}

test_text_label_for_the_domestic_public_makes_it_applicable if {
	video_label_position.applies with input as _project([{"form": "text"}])
}

test_video_without_a_text_label_is_not_applicable if {
	not video_label_position.applies with input as _project([{"form": "corner_mark"}])
	not video_label_position.applies with input as _project([])
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not video_label_position.applies with input as json.patch(_project([_label({})]), abroad)
}

test_empty_document_is_not_applicable if not video_label_position.applies with input as {"document": {}}

_label(change) := object.union(
	{
		"form": "text",
		"seconds": data.dubbing.params.video_label_seconds,
		"height": 10 * data.dubbing.params.video_label_percent,
		"start_seconds": 0,
		"position": "top_left",
	},
	change,
)

_finding(j, code) := {"code": code, "path": ["deliverables", 0, "labels", j], "file": "a.mp4"}

_project(labels) := {"document": {
	"scope": {"domestic_public": true},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{
		"file": "a.mp4",
		"media": "video",
		"synthetic": true,
		"voices": ["v"],
		"labels": labels,
		"frame": {"width": 1000, "height": 1000},
	}],
}}
