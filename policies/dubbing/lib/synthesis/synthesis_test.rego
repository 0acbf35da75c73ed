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
