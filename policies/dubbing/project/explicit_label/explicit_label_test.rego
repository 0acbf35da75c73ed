package dubbing.project.explicit_label_test

import data.dubbing.project.explicit_label

test_spoken_or_rhythm_label_passes if {
	every form in ["spoken", "rhythm"] {
		every at in ["start", "middle", "end"] {
			count(explicit_label.deny) == 0 with input as _project("audio", "file", [{"form": form, "at": at}])
			count(explicit_label.deny) == 0 with input as _project("audio", "stream", [{"form": form, "at": at}])
		}
	}
}

test_label_that_denies_is_none if {
	labels := [{"form": "spoken", "at": "start", "text": "本音频未使用AI合成"}]
	findings := explicit_label.deny with input as _project("audio", "file", labels)
	findings == {_finding("audio_file")}
	texts := [object.union(_text, {"text": "本片不含AI生成内容"})]
	videos := explicit_label.deny with input as _project("video", "file", texts)
	videos == {_finding("video")}
}

test_file_without_a_label_is_denied if {
	findings := explicit_label.deny with input as _project("audio", "file", [])
	findings == {_finding("audio_file")}
}

test_label_that_is_nowhere_in_time_is_denied if {
	findings := explicit_label.deny with input as _project("audio", "file", [{"form": "spoken"}, {"form": "rhythm"}])
	findings == {_finding("audio_file")}
}

test_label_in_the_interface_is_not_in_the_file if {
	labels := [{"form": "interface", "persistent": true}, {"form": "text", "at": "start"}]
	findings := explicit_label.deny with input as _project("audio", "file", labels)
	findings == {_finding("audio_file")}
}

test_stream_may_have_a_persistent_interface_label if {
	count(explicit_label.deny) == 0 with input as _project("audio", "stream", [{"form": "interface", "persistent": true}])
}

test_stream_without_a_persistent_label_is_denied if {
	every labels in [[], [{"form": "interface"}], [{"form": "interface", "persistent": false}]] {
		findings := explicit_label.deny with input as _project("audio", "stream", labels)
		findings == {_finding("audio_stream")}
	}
}

test_video_with_a_legible_text_label_passes if {
	count(explicit_label.deny) == 0 with input as _project("video", "file", [_text])
}

test_video_without_a_text_label_is_denied if {
	labels := [{"form": "spoken", "at": "start"}, {"form": "corner_mark"}, {"form": "interface", "persistent": true}]
	every delivery in ["file", "stream"] {
		findings := explicit_label.deny with input as _project("video", delivery, labels)
		findings == {_finding("video")}
	}
}

test_video_whose_text_label_cannot_be_read_is_denied if {
	every label in [
		{"form": "text"},
		object.union(_text, {"seconds": data.dubbing.params.video_label_seconds - 1}),
		object.union(_text, {"height": (10 * data.dubbing.params.video_label_percent) - 1}),
	] {
		findings := explicit_label.deny with input as _project("video", "file", [label])
		findings == {_finding("video")}
	}
}

test_recorded_unlabelled_supply_passes if {
	count(explicit_label.deny) == 0 with input as _supplied({})
	count(explicit_label.deny) == 0 with input as json.patch(
		_supplied({}),
		[{"op": "replace", "path": "/document/deliverables/0/media", "value": "video"}],
	)
}

test_record_with_a_defect_or_of_another_file_is_no_excuse if {
	every change in [
		{"log_retention_months": data.dubbing.params.unlabelled_log_months - 1},
		{"requested_on": "2026-11-24"},
		{"file": "b.wav"},
	] {
		findings := explicit_label.deny with input as _supplied(change)
		findings == {_finding("audio_file")}
	}
	unread := explicit_label.deny with input as object.union(_supplied({}), {"related": []})
	unread == {_finding("audio_file")}
}

test_generated_voice_needs_a_label_whatever_is_declared if {
	quiet := [{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false}]
	findings := explicit_label.deny with input as json.patch(_project("audio", "file", []), quiet)
	findings == {_finding("audio_file")}
}

test_absent_labels_are_denied if {
	bare := [{"op": "remove", "path": "/document/deliverables/0/labels"}]
	findings := explicit_label.deny with input as json.patch(_project("audio", "file", []), bare)
	findings == {_finding("audio_file")}
}

test_synthetic_deliverable_for_the_domestic_public_makes_it_applicable if {
	explicit_label.applies with input as _project("audio", "file", [])
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not explicit_label.applies with input as json.patch(_project("audio", "file", []), abroad)
}

test_human_deliverables_are_not_applicable if {
	human := [
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
	]
	not explicit_label.applies with input as json.patch(_project("audio", "file", []), human)
}

test_empty_document_is_not_applicable if {
	not explicit_label.applies with input as {"document": {}}
}

_finding(code) := {"code": code, "path": ["deliverables", 0, "labels"], "file": "a.wav"}

_text := {
	"form": "text",
	"seconds": data.dubbing.params.video_label_seconds,
	"height": 10 * data.dubbing.params.video_label_percent,
}

_supplied(change) := object.union(_project("audio", "file", []), {
	"as_of": "2026-11-23T12:00:00Z",
	"related": [{"pointer": "/unlabelled_supply/0/agreement/file", "sha256": "1"}],
	"document": {"release": {"date": "2026-12-01"}, "unlabelled_supply": [object.union(
		{
			"file": "a.wav",
			"recipient": "Example Client",
			"requested_on": "2026-11-01",
			"log_retention_months": data.dubbing.params.unlabelled_log_months,
		},
		change,
	)]},
})

_project(media, delivery, labels) := {"document": {
	"scope": {"domestic_public": true},
	"release": {"delivery": delivery},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{
		"file": "a.wav",
		"media": media,
		"synthetic": true,
		"voices": ["v"],
		"labels": labels,
		"frame": {"width": 1000, "height": 1920},
	}],
}}
