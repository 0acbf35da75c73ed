package dubbing.project.micro_drama_number_test

import data.dubbing.project.micro_drama_number
import future.keywords.not

test_opening_with_title_and_number_passes if _found([]) == set()

test_numbers_are_compared_whatever_their_brackets if {
	number := _set("/work/broadcast_number/number", "（示例）网微剧备字（2026）第1号")
	_found([number, _set("/deliverables/0/opening/number", "[示例]网微剧备字〔2026〕第 1 号")]) == set()
}

test_work_without_a_number_is_denied if {
	every path in ["/work/broadcast_number", "/work/broadcast_number/number"] {
		findings := micro_drama_number.deny with input as _project([_remove(path)])
		findings == {{"code": "unnumbered", "path": ["work", "broadcast_number"], "work": "w"}}
	}
}

test_number_without_a_digit_is_denied if {
	same := [_set("/work/broadcast_number/number", "申请中"), _set("/deliverables/0/opening/number", "申请中")]
	findings := micro_drama_number.deny with input as _project(same)
	findings == {{"code": "placeholder", "path": ["work", "broadcast_number", "number"], "number": "申请中"}}
}

test_number_of_another_kind_is_warned_of if {
	every number, expected in {
		"（示例）网微剧备字（2026）第00001号": set(),
		"(总局)网剧审字(2026)第001号": set(),
		"京ICP备2026000001号": {{
			"code": "shape",
			"path": ["work", "broadcast_number", "number"],
			"number": "京ICP备2026000001号",
		}},
	} {
		_found([_set("/work/broadcast_number/number", number), _set("/deliverables/0/opening/number", number)]) == expected
	}
}

test_each_class_has_its_kind_of_number if {
	every class, fits in _types {
		every _, type in _types {
			findings := micro_drama_number.deny with input as _project([
				_set("/work/micro_drama_class", class),
				_set("/work/broadcast_number/type", type),
			])
			findings == _mismatch(class, fits, type)
		}
	}
}

test_work_without_a_class_is_warned_of if {
	project := _project([_remove("/work/micro_drama_class")])
	count(micro_drama_number.deny) == 0 with input as project
	findings := micro_drama_number.warn with input as project
	findings == {{"code": "unclassed", "path": ["work", "broadcast_number", "type"], "work": "w"}}
}

test_platform_gives_its_own_programme_number if {
	platform := _set("/role", ["user", "distribution_platform"])
	programme := [platform, _set("/work/micro_drama_class", "class_3"), _set("/work/broadcast_number/type", "programme")]
	_found(array.concat(programme, [_set("/work/broadcast_number/given_by", "Provider")])) == set()
	silent := micro_drama_number.deny with input as _project(programme)
	silent == {{"code": "unattributed", "path": ["work", "broadcast_number"], "work": "w"}}
	other := array.concat(programme, [_set("/work/broadcast_number/given_by", "Other")])
	findings := micro_drama_number.deny with input as _project(other)
	findings == {{
		"code": "foreign",
		"path": ["work", "broadcast_number", "given_by"],
		"given_by": "Other",
		"related": [{"path": ["provider", "name"]}],
	}}
}

test_permit_of_the_authority_counts_for_each_platform if {
	_found([_set("/role", ["distribution_platform"]), _set("/work/broadcast_number/given_by", "Other")]) == set()
}

test_video_without_an_opening_is_denied if {
	findings := micro_drama_number.deny with input as _project([_remove("/deliverables/0/opening")])
	findings == {{"code": "opening", "path": ["deliverables", 0], "file": "01.mp4"}}
}

test_opening_without_a_number_is_denied if {
	findings := micro_drama_number.deny with input as _project([_remove("/deliverables/0/opening/number")])
	findings == {{"code": "silent", "path": ["deliverables", 0, "opening"], "file": "01.mp4"}}
}

test_opening_with_another_number_is_denied if {
	findings := micro_drama_number.deny with input as _project([_set("/deliverables/0/opening/number", "2")])
	findings == {{
		"code": "other",
		"path": ["deliverables", 0, "opening", "number"],
		"file": "01.mp4",
		"shown": "2",
		"number": "1",
		"related": [{"path": ["work", "broadcast_number", "number"]}],
	}}
}

test_opening_with_another_title_is_warned_of if {
	_found([_set("/deliverables/0/opening/title", " T ")]) == set()
	project := _project([_set("/deliverables/0/opening/title", "S")])
	count(micro_drama_number.deny) == 0 with input as project
	findings := micro_drama_number.warn with input as project
	findings == {{
		"code": "title",
		"path": ["deliverables", 0, "opening", "title"],
		"file": "01.mp4",
		"shown": "S",
		"title": "T",
		"related": [{"path": ["work", "title"]}],
	}}
}

test_sound_tracks_have_no_opening if {
	_found([_set("/deliverables/-", {"file": "01.wav", "media": "audio"})]) == set()
}

test_micro_drama_for_the_domestic_public_makes_it_applicable if {
	micro_drama_number.applies with input as _project([])
	micro_drama_number.applies with input as _project([_set("/deliverables/0/media", "audio")])
	micro_drama_number.applies with input as _project([_set("/work/original_language", "en")])
	micro_drama_number.applies with input as _project([_set("/work/origin", ["CN", "GB"])])
}

test_everything_else_is_not_applicable if {
	every change in [
		_set("/work/genre", "drama"),
		_set("/scope/domestic_public", false),
		_set("/work/origin", ["GB"]),
	] {
		not micro_drama_number.applies with input as _project([change])
	}
}

test_empty_document_is_not_applicable if not micro_drama_number.applies with input as {"document": {}}

_types := {"class_1": "permit", "class_2": "approval", "class_3": "programme"}

_mismatch(_, fitting, type) := set() if type == fitting

_mismatch(class, fitting, type) := {{
	"code": "type",
	"path": ["work", "broadcast_number", "type"],
	"work": "w",
	"class": class,
	"expected": fitting,
	"type": type,
	"related": [{"path": ["work", "micro_drama_class"]}],
}} if {
	type != fitting
}

_found(changes) := findings if {
	project := _project(changes)
	denied := micro_drama_number.deny with input as project
	warned := micro_drama_number.warn with input as project
	findings := denied | warned
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"provider": {"name": "Provider"},
		"work": {
			"id": "w",
			"title": "T",
			"genre": "micro_drama",
			"micro_drama_class": "class_1",
			"broadcast_number": {"type": "permit", "number": "1"},
		},
		"deliverables": [{"file": "01.mp4", "media": "video", "opening": {"title": "T", "number": "1"}}],
	}},
	changes,
)
