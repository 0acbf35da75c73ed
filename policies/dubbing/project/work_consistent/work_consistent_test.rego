package dubbing.project.work_consistent_test

import data.dubbing.project.work_consistent

test_consistent_work_passes if count(work_consistent.warn) == 0 with input as _project([])

test_foreign_language_of_a_domestic_work_is_warned_of if {
	findings := work_consistent.warn with input as _project([_set("/work/original_language", "en")])
	findings == {{
		"code": "language",
		"path": ["work", "original_language"],
		"work": "w",
		"related": [{"path": ["work", "origin"]}],
	}}
	every origin in [["CN", "GB"], ["GB"]] {
		foreign := [_set("/work/original_language", "en"), _set("/work/origin", origin)]
		count(work_consistent.warn) == 0 with input as _project(foreign)
	}
}

test_micro_drama_of_another_genre_is_warned_of if {
	every key, value in {"broadcast_number": {"type": "permit", "number": "1"}, "micro_drama_class": "class_1"} {
		change := _set(concat("/", ["/work", key]), value)
		findings := work_consistent.warn with input as _project([change])
		findings == {{"code": "genre", "path": ["work", key], "work": "w", "related": [{"path": ["work", "genre"]}]}}
		micro := [change, _set("/work/genre", "micro_drama")]
		count(work_consistent.warn) == 0 with input as _project(micro)
	}
}

test_work_made_with_ai_without_anything_synthetic_is_warned_of if {
	made := _set("/work/made_with_ai", true)
	count(work_consistent.warn) == 0 with input as _project([made, _set("/deliverables/0/synthetic", true)])
	findings := work_consistent.warn with input as _project([made])
	findings == {{
		"code": "synthetic",
		"path": ["work", "made_with_ai"],
		"work": "w",
		"related": [{"path": ["deliverables"]}],
	}}
}

test_opening_with_another_number_than_the_permit_is_warned_of if {
	permit := _set("/work/permit", {"kind": "film_release", "number": "第[1]号"})
	shown := _set("/deliverables/0/opening", {"title": "T", "number": "第（1）号"})
	count(work_consistent.warn) == 0 with input as _project([permit, shown])
	findings := work_consistent.warn with input as _project([permit, shown, _set("/deliverables/0/opening/number", "2")])
	findings == {{
		"code": "number",
		"path": ["deliverables", 0, "opening", "number"],
		"file": "a.mp4",
		"shown": "2",
		"number": "第[1]号",
		"related": [{"path": ["work", "permit", "number"]}],
	}}
}

test_empty_document_contradicts_nothing if count(work_consistent.warn) == 0 with input as {"document": {}}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_project(changes) := json.patch(
	{"document": {
		"work": {"id": "w", "genre": "film", "original_language": "zh", "origin": ["CN"]},
		"voices": [{"id": "h", "type": "human"}],
		"deliverables": [{"file": "a.mp4", "media": "video", "synthetic": false, "voices": ["h"]}],
	}},
	changes,
)
