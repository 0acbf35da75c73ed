package dubbing.project.chinese_subtitles_test

import data.dubbing.project.chinese_subtitles
import future.keywords.not

test_foreign_video_with_chinese_subtitles_passes if {
	every subtitles in [["zh"], ["en", "zh-Hans"], ["cmn"]] {
		_found([_set("/deliverables/0/subtitles", subtitles)]) == set()
	}
}

test_foreign_video_without_them_is_denied if {
	every change in [
		_set("/deliverables/0/subtitles", []),
		_set("/deliverables/0/subtitles", ["en", "zha"]),
		_remove("/deliverables/0/subtitles"),
	] {
		findings := chinese_subtitles.deny with input as _project([change])
		findings == {{"code": "missing", "path": ["deliverables", 0, "subtitles"], "file": "a.mp4"}}
	}
}

test_foreign_sound_track_is_warned_of if {
	every change in [_set("/deliverables/0/media", "audio"), _remove("/deliverables/0/media")] {
		_found([change, _remove("/deliverables/0/subtitles")]) == {{
			"code": "track",
			"path": ["deliverables", 0, "subtitles"],
			"file": "a.mp4",
		}}
		_found([change]) == set()
	}
}

test_chinese_version_of_a_foreign_original_states_its_subtitles if {
	chinese := _set("/deliverables/0/language", "zh")
	_found([chinese, _remove("/deliverables/0/subtitles")]) == {{
		"code": "unstated",
		"path": ["deliverables", 0, "subtitles"],
		"file": "a.mp4",
	}}
	every subtitles in [[], ["zh"]] {
		_found([chinese, _set("/deliverables/0/subtitles", subtitles)]) == set()
	}
}

test_micro_drama_with_foreign_words_makes_it_applicable if {
	chinese_subtitles.applies with input as _project([])
	chinese_subtitles.applies with input as _project([_set("/deliverables/0/language", "zh")])
}

test_everything_else_is_not_applicable if {
	every changes in [
		[_set("/work/genre", "drama")],
		[_set("/scope/domestic_public", false)],
		[_set("/work/original_language", "zh"), _set("/deliverables/0/language", "yue")],
	] {
		not chinese_subtitles.applies with input as _project(changes)
	}
	not chinese_subtitles.applies with input as {"document": {}}
}

_found(changes) := findings if {
	project := _project(changes)
	denied := chinese_subtitles.deny with input as project
	warned := chinese_subtitles.warn with input as project
	findings := denied | warned
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"work": {"genre": "micro_drama", "original_language": "en"},
		"deliverables": [{"file": "a.mp4", "media": "video", "language": "en", "subtitles": ["zh"]}],
	}},
	changes,
)
