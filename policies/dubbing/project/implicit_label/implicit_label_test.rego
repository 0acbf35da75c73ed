package dubbing.project.implicit_label_test

import data.dubbing.project.implicit_label

test_labelled_file_passes if {
	count(implicit_label.deny) == 0 with input as _project([_label], {}, {})
	count(implicit_label.warn) == 0 with input as _project([_label], {}, {})
}

test_one_usable_label_among_several_is_enough_here if {
	count(implicit_label.deny) == 0 with input as _project([{"form": "broken"}, _label], {}, {})
}

test_synthetic_file_without_a_label_is_denied if {
	findings := implicit_label.deny with input as _project([], {}, {})
	findings == {_finding("missing", ["labels"], {})}
}

test_label_that_does_not_state_the_three_is_denied if {
	every change in [
		{"Label": "AIGC"}, {"Label": 1}, {"ContentProducer": ""}, {"ProduceID": null}, {"ProduceID": "\u200b"},
	] {
		label := {"form": "object", "fields": object.union(_label.fields, change)}
		findings := implicit_label.deny with input as _project([label], {}, {})
		findings == {_finding("unusable", ["labels", 0], {})}
	}
	every key in ["Label", "ContentProducer", "ProduceID"] {
		label := {"form": "object", "fields": object.remove(_label.fields, [key])}
		findings := implicit_label.deny with input as _project([label], {}, {})
		findings == {_finding("unusable", ["labels", 0], {})}
	}
	broken := implicit_label.deny with input as _project([{"form": "broken"}], {}, {})
	broken == {_finding("unusable", ["labels", 0], {})}
}

test_container_that_carries_no_label_is_denied if {
	findings := implicit_label.deny with input as _project([], {}, {"container": "adts"})
	findings == {_finding("carrier", ["container"], {"container": "adts"})}
}

test_file_that_cannot_be_read_is_denied_once_for_all if {
	every change in [
		{"op": "replace", "path": "/related/0/document", "value": null},
		{"op": "replace", "path": "/related/0/kind", "value": null},
	] {
		findings := implicit_label.deny with input as json.patch(_project([_label], {}, {}), [change])
		findings == {{"code": "unread", "path": ["deliverables", 0, "file"], "files": ["out/a.wav"]}}
	}
	second := [
		{"op": "replace", "path": "/related/0/document", "value": null},
		{"op": "add", "path": "/related/-", "value": {"pointer": "/deliverables/1/file", "kind": null, "sha256": "2"}},
		{"op": "add", "path": "/document/deliverables/-", "value": {"file": "b.wav", "synthetic": true, "voices": ["v"]}},
	]
	both := implicit_label.deny with input as json.patch(_project([_label], {}, {}), second)
	both == {{"code": "unread", "path": ["deliverables", 0, "file"], "files": ["b.wav", "out/a.wav"]}}
}

test_file_that_is_not_there_is_another_rules_matter if {
	gone := [
		{"op": "replace", "path": "/related/0/sha256", "value": null},
		{"op": "replace", "path": "/related/0/document", "value": null},
	]
	count(implicit_label.deny) == 0 with input as json.patch(_project([], {}, {}), gone)
}

test_supply_without_an_explicit_label_needs_this_one if {
	supplied := {"unlabelled_supply": [{"file": "out/a.wav"}]}
	findings := implicit_label.deny with input as _project([], supplied, {})
	findings == {_finding("missing", ["labels"], {})}
}

test_loss_of_anothers_label_is_told if {
	every role in [["user"], ["distribution_platform"]] {
		findings := implicit_label.warn with input as _project([], {"role": role}, {})
		findings == {_finding("missing", ["labels"], {})}
		count(implicit_label.deny) == 0 with input as _project([], {"role": role}, {})
	}
	every role in [["provider"], ["technical_supporter"], ["user", "provider"]] {
		count(implicit_label.warn) == 0 with input as _project([], {"role": role}, {})
		count(implicit_label.deny) == 1 with input as _project([], {"role": role}, {})
	}
}

test_voice_that_is_generated_makes_a_deliverable_synthetic if {
	denied := json.patch(_project([], {}, {}), [{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false}])
	count(implicit_label.deny) == 1 with input as denied
}

test_synthetic_deliverable_for_the_domestic_public_makes_it_applicable if {
	implicit_label.applies with input as _project([], {}, {})
	not implicit_label.applies with input as _project([], {"scope": {"domestic_public": false}}, {})
	not implicit_label.applies with input as {"document": {"scope": {"domestic_public": true}}}
}

_finding(code, place, more) := object.union(more, {
	"code": code,
	"path": ["deliverables", 0, "file"],
	"related": [{"artifact": "job/out/a.wav", "path": place}],
	"file": "out/a.wav",
})

_label := {"form": "object", "fields": {"Label": "1", "ContentProducer": "p", "ProduceID": "n"}}

_project(labels, project, file) := {
	"document": object.union(
		{
			"scope": {"domestic_public": true},
			"voices": [{"id": "v", "type": "synthetic"}],
			"deliverables": [{"file": "out/a.wav", "synthetic": true, "voices": ["v"]}],
		},
		project,
	),
	"related": [{
		"pointer": "/deliverables/0/file",
		"path": "job/out/a.wav",
		"kind": "dubbing.media",
		"sha256": "1",
		"document": object.union({"container": "wav", "labels": labels}, file),
	}],
}
