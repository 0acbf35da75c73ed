package dubbing.project.cloning_covered_test

import data.dubbing.project.cloning_covered

test_consent_that_covers_training_and_the_model_passes if {
	every fate in ["delete", "stop_processing", "keep"] {
		consent := object.union(_consent, {"withdrawal": {"voice_model": fate}})
		every type in ["cloned", "synthetic"] {
			count(cloning_covered.deny) == 0 with input as _project(type, [_entry(consent)])
		}
	}
}

test_consent_without_training_is_denied if {
	every scope in [{"training": false}, {}] {
		consent := object.union(object.remove(_consent, ["scope"]), {"scope": scope})
		findings := cloning_covered.deny with input as _project("cloned", [_entry(consent)])
		findings == {_finding("training", ["scope", "training"])}
	}
}

test_synthetic_voice_of_a_person_is_made_by_a_model_too if {
	consent := object.union(_consent, {"scope": {"training": false}})
	findings := cloning_covered.deny with input as _project("synthetic", [_entry(consent)])
	findings == {_finding("training", ["scope", "training"])}
}

test_record_that_says_no_training_is_done_is_denied if {
	every processing in [{"training": false}, {}] {
		consent := object.union(object.remove(_consent, ["processing"]), {"processing": processing})
		findings := cloning_covered.deny with input as _project("cloned", [_entry(consent)])
		findings == {_finding("unrecorded", ["processing", "training"])}
	}
}

test_model_that_is_said_not_to_be_is_denied if {
	every withdrawal in [{"voice_model": "none"}, {}] {
		consent := object.union(object.remove(_consent, ["withdrawal"]), {"withdrawal": withdrawal})
		findings := cloning_covered.deny with input as _project("cloned", [_entry(consent)])
		findings == {_finding("model", ["withdrawal", "voice_model"])}
	}
}

test_every_consent_of_a_file_counts if {
	findings := cloning_covered.deny with input as _project("cloned", [_entry(_consent), _entry({})])
	{finding.code | some finding in findings} == {"training", "unrecorded", "model"}
}

test_human_voice_is_not_applicable if not cloning_covered.applies with input as _project("human", [_entry(_consent)])

test_without_a_readable_consent_it_is_not_applicable if {
	not cloning_covered.applies with input as _project("cloned", [])
	not cloning_covered.applies with input as _project("cloned", [_entry(null)])
	cloning_covered.applies with input as _project("cloned", [_entry(_consent)])
}

_finding(code, place) := {
	"code": code,
	"path": ["voices", 0, "consent"],
	"related": [{"artifact": "v.consent.yaml", "path": place}],
	"voice": "v",
}

_consent := {
	"scope": {"training": true},
	"processing": {"training": true},
	"withdrawal": {"voice_model": "delete"},
}

_entry(document) := {
	"pointer": "/voices/0/consent",
	"path": "v.consent.yaml",
	"kind": "dubbing.consent",
	"document": document,
}

_project(type, related) := {
	"document": {
		"voices": [{"id": "v", "type": type, "consent": "v.consent.yaml"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
	},
	"related": related,
}
