package dubbing.media.single_label_test

import data.dubbing.media.single_label

test_one_label_passes if {
	count(single_label.deny) == 0 with input as _file([{"box": "a", "fields": {"Label": "1"}}])
}

test_second_label_is_denied_even_if_it_says_the_same if {
	findings := single_label.deny with input as _file([
		{"box": "a", "fields": {"Label": "1"}},
		{"box": "b", "fields": {"Label": "1"}},
	])
	findings == {_finding("second", 1, "b")}
}

test_labels_that_contradict_each_other_are_denied if {
	findings := single_label.deny with input as _file([
		{"box": "a", "fields": {"Label": "1"}},
		{"box": "b", "fields": {"Label": "2"}},
		{"box": "c"},
	])
	findings == {_finding("contradicts", 1, "b"), _finding("second", 2, "c")}
}

test_file_with_a_label_makes_it_applicable if {
	single_label.applies with input as _file([{"box": "a"}])
	not single_label.applies with input as _file([])
}

_finding(code, i, box) := {
	"code": code,
	"path": ["labels", i],
	"related": [{"path": ["labels", 0]}],
	"box": box,
	"first": "a",
}

_file(labels) := {"document": {"labels": labels}}
