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
			findings == {{"path": ["deliverables", 0, "labels"], "file": "01"}}
		}
	}
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
	findings == {{"path": ["deliverables", 1, "labels"], "file": "02"}}
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

_forms := {"video": ["text", "corner_mark"], "audio": ["spoken", "rhythm"]}

_project(media, labels) := {"document": {
	"scope": {"domestic_public": true},
	"work": {"genre": "micro_drama"},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{"file": "01", "media": media, "synthetic": true, "voices": ["v"], "labels": labels}],
}}
