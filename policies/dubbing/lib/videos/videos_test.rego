package dubbing.lib.videos_test

import data.dubbing.lib.videos

_seconds := data.dubbing.params.video_label_seconds

_percent := data.dubbing.params.video_label_percent

test_synthetic_video_is_due if videos.due == {0} with input as _project([])

test_audio_and_human_videos_are_not_due if {
	audio := [{"op": "replace", "path": "/document/deliverables/0/media", "value": "audio"}]
	count(videos.due) == 0 with input as json.patch(_project([]), audio)
	human := [
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
	]
	count(videos.due) == 0 with input as json.patch(_project([]), human)
}

test_recorded_unlabelled_supply_is_not_due if {
	count(videos.due) == 0 with input as object.union(_project([]), {
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

test_text_labels_are_those_in_the_picture if {
	labels := [{"form": "corner_mark"}, {"form": "text"}, {"form": "spoken"}, {"form": "text"}]
	videos.texts == {0: {1, 3}} with input as _project(labels)
	videos.texts == {} with input as _project([{"form": "corner_mark"}])
}

test_label_that_denies_is_none if {
	videos.texts == {} with input as _project([{"form": "text", "text": "本片不含AI生成内容"}])
	videos.texts == {0: {0}} with input as _project([{"form": "text", "text": "AI生成"}])
}

test_label_is_legible_from_the_least_duration_and_height if {
	every label in [_label, object.union(_label, {"seconds": _seconds + 1}), object.union(_label, {"height": 201})] {
		videos.legible == {0: {0}} with input as _project([label])
	}
	every label in [
		object.union(_label, {"seconds": _seconds - 1}),
		object.union(_label, {"height": (10 * _percent) - 1}),
		object.remove(_label, ["seconds"]),
		object.remove(_label, ["height"]),
	] {
		videos.legible == {} with input as _project([label])
	}
}

test_either_side_may_be_the_shortest if {
	videos.shortest({"width": 1000, "height": 1920}) == 1000
	videos.shortest({"width": 1920, "height": 1000}) == 1000
}

test_nothing_is_legible_in_a_frame_of_unknown_size if {
	every gone in ["/document/deliverables/0/frame", "/document/deliverables/0/frame/width"] {
		unknown := [{"op": "remove", "path": gone}]
		videos.legible == {} with input as json.patch(_project([_label]), unknown)
	}
}

test_nothing_is_due_in_an_empty_document if count(videos.due) == 0 with input as {"document": {}}

_label := {"form": "text", "seconds": _seconds, "height": 10 * _percent}

_project(labels) := {"document": {
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{
		"file": "a.mp4",
		"media": "video",
		"synthetic": true,
		"voices": ["v"],
		"labels": labels,
		"frame": {"width": 1920, "height": 1000},
	}],
}}
