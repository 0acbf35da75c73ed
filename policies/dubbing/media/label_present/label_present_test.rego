package dubbing.media.label_present_test

import data.dubbing.media.label_present

test_file_with_a_label_passes_whatever_else_it_says if {
	labelled := object.union(_file([], {}), {"labels": [{"box": "RIFF/AIGC", "form": "broken"}]})
	count(label_present.warn) == 0 with input as {"document": labelled, "facts": {"rhythms": [{}]}}
}

test_file_without_a_label_is_told if {
	findings := label_present.warn with input as {"document": _file([], {}), "facts": {}}
	findings == {{"code": "silent", "path": ["labels"]}}
	same := label_present.warn with input as {"document": _file([], {}), "facts": {"rhythms": []}}
	same == findings
}

test_credentials_that_name_a_model_are_told if {
	every state in ["valid", "trusted"] {
		findings := label_present.warn with input as _credentials(state, ["trainedAlgorithmicMedia"])
		findings == {{"code": "credentials", "path": ["labels"]}}
	}
}

test_credentials_that_do_not_fit_or_name_no_model_say_nothing if {
	every given in [["invalid", ["trainedAlgorithmicMedia"]], ["trusted", ["digitalCapture"]], ["trusted", []]] {
		findings := label_present.warn with input as _credentials(given[0], given[1])
		findings == {{"code": "silent", "path": ["labels"]}}
	}
}

test_rhythm_that_is_heard_is_told if {
	findings := label_present.warn with input as {"document": _file([], {}), "facts": {"rhythms": [{"place": "end"}]}}
	findings == {{"code": "heard", "path": ["labels"]}}
}

test_label_in_a_tag_of_another_name_is_told if {
	text := `{"AIGC":{"Label":"1","ContentProducer":"x","ProduceID":"y"}}`
	tags := [{"name": "title", "value": "ContentProducer"}, {"name": "comment", "value": text}]
	findings := label_present.warn with input as {"document": _file(tags, {}), "facts": {}}
	findings == {{"code": "misplaced", "path": ["tags", 1], "tag": "comment"}}
}

test_containers_that_carry_no_label_are_not_applicable if {
	label_present.applies with input as {"document": _file([], {})}
	every container in ["adts", "pcm"] {
		not label_present.applies with input as {"document": _file([], {"container": container})}
	}
}

_credentials(state, types) := {
	"document": _file([], {}),
	"facts": {"provenance": {"state": state, "source_types": types}},
}

_file(tags, more) := object.union({"container": "wav", "tags": tags, "labels": []}, more)
