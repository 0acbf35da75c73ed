package dubbing.project.micro_drama_number_test

import data.dubbing.project.micro_drama_number

test_opening_with_title_and_number_passes if {
	count(micro_drama_number.warn) == 0 with input as _project([])
}

test_work_without_a_number_is_warned_of if {
	every path in ["/work/broadcast_number", "/work/broadcast_number/number"] {
		findings := micro_drama_number.warn with input as _project([_remove(path)])
		findings == {{"code": "unnumbered", "path": ["work", "broadcast_number"], "work": "w"}}
	}
}

test_video_without_an_opening_is_warned_of if {
	findings := micro_drama_number.warn with input as _project([_remove("/deliverables/0/opening")])
	findings == {{"code": "opening", "path": ["deliverables", 0], "file": "01.mp4"}}
}

test_opening_without_a_number_is_warned_of if {
	findings := micro_drama_number.warn with input as _project([_remove("/deliverables/0/opening/number")])
	findings == {{"code": "silent", "path": ["deliverables", 0, "opening"], "file": "01.mp4"}}
}

test_opening_with_another_number_is_warned_of if {
	findings := micro_drama_number.warn with input as _project([_set("/deliverables/0/opening/number", "2")])
	findings == {{
		"code": "other",
		"path": ["deliverables", 0, "opening", "number"],
		"file": "01.mp4",
		"shown": "2",
		"number": "1",
	}}
}

test_sound_tracks_have_no_opening if {
	track := {"op": "add", "path": "/document/deliverables/-", "value": {"file": "01.wav", "media": "audio"}}
	count(micro_drama_number.warn) == 0 with input as _project([track])
}

test_video_of_a_micro_drama_makes_it_applicable if micro_drama_number.applies with input as _project([])

test_everything_else_is_not_applicable if {
	every change in [
		_set("/work/genre", "drama"),
		_set("/scope/domestic_public", false),
		_set("/deliverables/0/media", "audio"),
		_remove("/deliverables/0/media"),
	] {
		not micro_drama_number.applies with input as _project([change])
	}
}

test_empty_document_is_not_applicable if not micro_drama_number.applies with input as {"document": {}}

_set(path, value) := {"op": "replace", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"work": {"id": "w", "genre": "micro_drama", "broadcast_number": {"type": "permit", "number": "1"}},
		"deliverables": [{"file": "01.mp4", "media": "video", "opening": {"title": "T", "number": "1"}}],
	}},
	changes,
)
