package dubbing.project.label_pace_test

import data.dubbing.project.label_pace

_slowest := data.dubbing.params.label_pace_minimum

_fastest := data.dubbing.params.label_pace_maximum

test_pace_is_normal_from_the_slowest_to_the_fastest if {
	every characters in [_slowest, _slowest + 1, _fastest - 1, _fastest] {
		count(label_pace.warn) == 0 with input as _project([_label(_text(characters), 60)])
	}
}

test_one_character_less_a_minute_is_slow if {
	findings := label_pace.warn with input as _project([_label(_text(_slowest - 1), 60)])
	findings == {object.union(_finding(_slowest - 1, 60), {"code": "slow", "minimum": _slowest})}
}

test_one_character_more_a_minute_is_fast if {
	findings := label_pace.warn with input as _project([_label(_text(_fastest + 1), 60)])
	findings == {object.union(_finding(_fastest + 1, 60), {"code": "fast", "maximum": _fastest})}
}

test_durations_count_to_the_microsecond if {
	# Ten characters last five seconds at the slowest pace of the standard and 3.75 at its fastest.
	every seconds in [3.75, 4.1, 5, 5.0000004] {
		count(label_pace.warn) == 0 with input as _project([_label("本音频由人工智能生成", seconds)])
	}
	every seconds, code in {3.749999: "fast", 0.001: "fast", 5.000001: "slow", 86400: "slow"} {
		findings := label_pace.warn with input as _project([_label("本音频由人工智能生成", seconds)])
		{finding.code | some finding in findings} == {code}
	}
}

test_signs_and_spaces_do_not_count if {
	spoken := label_pace.warn with input as _project([_label("（AI 3）㐀，生成！—😀", 60)])
	{finding.characters | some finding in spoken} == {6}
}

test_label_without_words_or_duration_is_unmeasured if {
	every label in [{"form": "spoken"}, {"form": "spoken", "text": "生成"}, {"form": "spoken", "seconds": 4}] {
		findings := label_pace.warn with input as _project([label])
		findings == {{"code": "unmeasured", "path": ["deliverables", 0, "labels", 0], "file": "a.wav"}}
	}
}

test_chinese_of_any_region_is_judged if {
	every language in ["zh", "zh-Hans", "zh-TW"] {
		label_pace.applies with input as _project([{"form": "spoken", "language": language}])
	}
}

test_labels_in_other_languages_are_not_applicable if {
	every language in ["en", "zha", "ja"] {
		not label_pace.applies with input as _project([{"form": "spoken", "language": language}])
	}
}

test_labels_that_are_not_spoken_are_not_applicable if {
	not label_pace.applies with input as _project([{"form": "text"}, {"form": "rhythm"}])
	not label_pace.applies with input as _project([])
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not label_pace.applies with input as json.patch(_project([{"form": "spoken"}]), abroad)
}

test_human_deliverables_are_not_applicable if {
	human := [
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
	]
	not label_pace.applies with input as json.patch(_project([{"form": "spoken"}]), human)
}

test_empty_document_is_not_applicable if not label_pace.applies with input as {"document": {}}

_text(characters) := concat("", ["生" | some _ in numbers.range(1, characters)])

_label(text, seconds) := {"form": "spoken", "at": "start", "text": text, "seconds": seconds}

_finding(characters, seconds) := {
	"path": ["deliverables", 0, "labels", 0, "seconds"],
	"file": "a.wav",
	"characters": characters,
	"seconds": seconds,
}

_project(labels) := {"document": {
	"scope": {"domestic_public": true},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"], "labels": labels}],
}}
