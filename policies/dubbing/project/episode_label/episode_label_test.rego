package dubbing.project.episode_label_test

import data.dubbing.project.episode_label

test_episode_with_a_prompt_label_passes if {
	every media, forms in _forms {
		every form in forms {
			count(episode_label.warn) == 0 with input as _project(media, [{"form": form}])
		}
	}
}

test_episode_without_one_is_warned_of if {
	every media, other in {"video": "audio", "audio": "video"} {
		every labels in [[], [{"form": "interface", "persistent": true}], [{"form": form} | some form in _forms[other]]] {
			findings := episode_label.warn with input as _project(media, labels)
			findings == {{"code": "dubbed", "path": ["deliverables", 0, "labels"], "file": "01"}}
		}
	}
}

test_episode_made_with_ai_without_one_is_denied if {
	every change in [[], [_human], [_recorded], [_human, _recorded]] {
		made := json.patch(_project("video", []), array.concat(change, [_made]))
		findings := episode_label.deny with input as made
		findings == {{"code": "made", "path": ["deliverables", 0, "labels"], "file": "01"}}
		count(episode_label.warn) == 0 with input as made
		episode_label.applies with input as made
	}
}

test_episode_made_with_ai_with_one_passes if {
	every form in _forms.video {
		made := json.patch(_project("video", [{"form": form}]), [_made])
		count(episode_label.deny) + count(episode_label.warn) == 0 with input as made
	}
}

test_sound_track_of_one_made_with_ai_is_warned_of if {
	made := json.patch(_project("audio", []), [_made])
	count(episode_label.deny) == 0 with input as made
	count(episode_label.warn) == 1 with input as made
}

test_label_that_denies_is_none if {
	every label in [{"form": "text", "text": "不含AI生成内容"}, {"form": "corner_mark", "text": "非AI"}] {
		count(episode_label.warn) == 1 with input as _project("video", [label])
	}
}

test_every_episode_is_judged if {
	second := [{"op": "add", "path": "/document/deliverables/-", "value": {
		"file": "02",
		"media": "video",
		"synthetic": true,
		"voices": ["v"],
		"labels": [],
	}}]
	findings := episode_label.warn with input as json.patch(_project("video", [{"form": "text"}]), second)
	findings == {{"code": "dubbed", "path": ["deliverables", 1, "labels"], "file": "02"}}
}

test_absent_labels_are_warned_of if {
	every path in ["/document/deliverables/0/labels", "/document/deliverables/0/media"] {
		bare := json.patch(_project("video", [{"form": "text"}]), [{"op": "remove", "path": path}])
		count(episode_label.warn) == 1 with input as bare
	}
}

test_micro_drama_for_the_domestic_public_makes_it_applicable if {
	episode_label.applies with input as _project("video", [])
}

test_everything_else_is_not_applicable if {
	every changes in [
		[{"op": "replace", "path": "/document/work/genre", "value": "drama"}],
		[{"op": "replace", "path": "/document/scope/domestic_public", "value": false}],
		[
			{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
			{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
		],
	] {
		not episode_label.applies with input as json.patch(_project("video", []), changes)
	}
}

test_empty_document_is_not_applicable if not episode_label.applies with input as {"document": {}}

_made := {"op": "add", "path": "/document/work/made_with_ai", "value": true}

_human := {"op": "replace", "path": "/document/voices/0/type", "value": "human"}

_recorded := {"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false}

_forms := {"video": ["text", "corner_mark"], "audio": ["spoken", "rhythm"]}

_project(media, labels) := {"document": {
	"scope": {"domestic_public": true},
	"work": {"genre": "micro_drama"},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{"file": "01", "media": media, "synthetic": true, "voices": ["v"], "labels": labels}],
}}
