package dubbing.lib.synthesis_test

import data.dubbing.lib.synthesis

test_declared_synthetic_is_synthetic if {
	synthesis.deliverables == {1} with input as _project([_deliverable(false, ["h"]), _deliverable(true, ["h"])])
}

test_generated_voice_makes_it_synthetic if {
	synthesis.deliverables == {0} with input as _project([_deliverable(false, ["h", "s"])])
}

test_undeclared_voice_makes_it_synthetic if {
	synthesis.deliverables == {0} with input as _project([_deliverable(false, ["nobody"])])
}

test_voice_declared_twice_counts_as_generated if {
	synthesis.deliverables == {0} with input as {"document": {
		"voices": [{"id": "h", "type": "human"}, {"id": "h", "type": "cloned"}],
		"deliverables": [_deliverable(false, ["h"])],
	}}
}

test_cloned_voice_comes_from_a_person if {
	synthesis.personal == {0} with input as _voices([{"id": "c", "type": "cloned", "derived_from_person": false}])
}

test_synthetic_voice_comes_from_a_person_unless_ruled_out if {
	synthesis.personal == {0} with input as _voices([{"id": "s", "type": "synthetic"}])
	synthesis.personal == {0} with input as _voices([{"id": "s", "type": "synthetic", "derived_from_person": true}])
	synthesis.personal == set() with input as _voices([{"id": "s", "type": "synthetic", "derived_from_person": false}])
}

test_voice_whose_source_is_nobody_comes_from_no_person if {
	nobody := {"id": "s", "type": "synthetic", "source": "nobody"}
	synthesis.personal == set() with input as _voices([nobody])
	synthesis.personal == set() with input as _voices([object.union(nobody, {"derived_from_person": false})])
}

test_voice_that_contradicts_its_source_comes_from_a_person if {
	every voice in [
		{"id": "s", "type": "synthetic", "source": "nobody", "derived_from_person": true},
		{"id": "s", "type": "synthetic", "source": "own_clone", "derived_from_person": false},
		{"id": "s", "type": "cloned", "source": "nobody"},
	] {
		synthesis.personal == {0} with input as _voices([voice])
	}
}

test_voice_of_a_vendors_library_needs_no_consent_unless_it_names_one if {
	every type in ["cloned", "synthetic"] {
		voice := {"id": "s", "type": type, "source": "vendor_library"}
		synthesis.library == {0} with input as _voices([voice])
		synthesis.personal == set() with input as _voices([voice])
		synthesis.personal == {0} with input as _voices([object.union(voice, {"consent": "c.yaml"})])
	}
}

test_human_voice_is_in_no_library if {
	altered := object.union(
		_project([_deliverable(true, ["h"])]),
		{"document": {
			"voices": [{"id": "h", "type": "human", "source": "vendor_library"}],
			"deliverables": [_deliverable(true, ["h"])],
		}},
	)
	synthesis.library == set() with input as altered
	synthesis.personal == {0} with input as altered
}

test_human_voice_comes_from_a_person_only_when_altered if {
	synthesis.personal == set() with input as _project([_deliverable(false, ["h"])])
	synthesis.personal == {0} with input as _project([_deliverable(true, ["h"])])
	synthesis.personal == set() with input as _project([_deliverable(true, ["h", "s"])])
}

test_voice_is_heard_in_the_languages_of_its_deliverables if {
	synthesis.heard == {"h": {"en", "fr"}, "s": {"fr"}} with input as _project([
		_deliverable(false, ["h"]),
		object.union(_deliverable(true, ["h", "s"]), {"language": "fr"}),
	])
}

test_empty_document_has_nothing_synthetic if {
	synthesis.deliverables == set() with input as {"document": {}}
	synthesis.personal == set() with input as {"document": {}}
	count([voice | some voice, _ in synthesis.heard]) == 0 with input as {"document": {}}
}

_deliverable(synthetic, voices) := {"synthetic": synthetic, "voices": voices, "language": "en"}

_project(deliverables) := {"document": {
	"voices": [{"id": "h", "type": "human"}, {"id": "s", "type": "synthetic", "derived_from_person": false}],
	"deliverables": deliverables,
}}

_voices(voices) := {"document": {"voices": voices, "deliverables": []}}
