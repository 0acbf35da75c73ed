package dubbing.project.undeclared_synthetic_test

import data.dubbing.project.undeclared_synthetic

test_file_without_a_label_passes if {
	count(undeclared_synthetic.deny) == 0 with input as _project(false, [])
	count(undeclared_synthetic.warn) == 0 with input as _project(false, [])
}

test_label_that_says_it_is_synthetic_is_denied if {
	every value in ["1", 1] {
		findings := undeclared_synthetic.deny with input as _project(false, [_label({"Label": value})])
		findings == {_finding("generated", 0)}
	}
}

test_label_that_leaves_it_open_is_told if {
	every value in ["2", "3"] {
		findings := undeclared_synthetic.warn with input as _project(false, [_label({"Label": value})])
		findings == {_finding("possible", 0)}
	}
}

test_label_that_does_not_say_what_it_is_is_told if {
	every label in [_label({"Label": "AIGC"}), _label({"Label": null}), _label({}), {"box": "RIFF/AIGC", "form": "broken"}] {
		findings := undeclared_synthetic.warn with input as _project(false, [label])
		findings == {_finding("unclear", 0)}
		count(undeclared_synthetic.deny) == 0 with input as _project(false, [label])
	}
}

test_each_label_counts if {
	findings := undeclared_synthetic.deny with input as _project(false, [_label({}), _label({"Label": "1"})])
	findings == {_finding("generated", 1)}
}

test_deliverable_that_is_declared_not_to_be_synthetic_makes_it_applicable if {
	undeclared_synthetic.applies with input as _project(false, [])
	not undeclared_synthetic.applies with input as _project(true, [])
	not undeclared_synthetic.applies with input as object.remove(_project(false, []), ["related"])
}

_finding(code, i) := {
	"code": code,
	"path": ["deliverables", 0, "synthetic"],
	"related": [{"artifact": "job/out/a.wav", "path": ["labels", i]}],
	"file": "out/a.wav",
	"box": "RIFF/AIGC",
}

_label(fields) := {"box": "RIFF/AIGC", "form": "object", "fields": fields}

_project(synthetic, labels) := {
	"document": {"deliverables": [{"file": "out/a.wav", "synthetic": synthetic}]},
	"related": [{
		"pointer": "/deliverables/0/file",
		"path": "job/out/a.wav",
		"kind": "dubbing.media",
		"sha256": "1",
		"document": {"container": "wav", "labels": labels},
	}],
}
