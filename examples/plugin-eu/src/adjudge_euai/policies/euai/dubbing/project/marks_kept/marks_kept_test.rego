package euai.dubbing.project.marks_kept_test

import data.euai.dubbing.project.marks_kept

test_it_applies_to_generated_voices_in_the_union if {
	marks_kept.applies with input as _of("FR", {})
	not marks_kept.applies with input as _of("CN", {})
	not marks_kept.applies with input as {"document": {
		"release": {"territories": ["FR"]},
		"voices": [{"id": "actor", "type": "human"}],
		"deliverables": [{"file": "a.wav", "voices": ["actor"]}],
	}}
}

test_a_dub_without_a_mark_is_a_warning if {
	every more in [
		{},
		{"engine": {"labels": {"metadata": false}}},
		{"labelling_steps": [{"label": "audible"}]},
	] {
		findings := marks_kept.warn with input as _of("FR", more)
		findings == {{"path": ["deliverables", 0], "file": "out/a.fr.wav", "voices": ["anchor", "robot"]}}
	}
}

test_a_mark_of_the_engine_or_of_the_job_will_do if {
	every more in [
		{"engine": {"labels": {"metadata": true}}},
		{"labelling_steps": [{"label": "audible"}, {"label": "metadata"}]},
	] {
		count(marks_kept.warn) == 0 with input as _of("FR", more)
	}
}

_of(territory, more) := {"document": object.union(
	{
		"release": {"territories": [territory]},
		"voices": [
			{"id": "robot", "type": "synthetic", "derived_from_person": false},
			{"id": "anchor", "type": "cloned"},
		],
		"deliverables": [{"file": "out/a.fr.wav", "voices": ["robot", "anchor"]}],
	},
	more,
)}
