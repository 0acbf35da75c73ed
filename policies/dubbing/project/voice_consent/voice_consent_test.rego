package dubbing.project.voice_consent_test

import data.dubbing.project.voice_consent

test_consent_that_passes_is_enough if {
	count(voice_consent.deny) == 0 with input as _project(_cloned, [_consent("pass")])
	count(voice_consent.deny) == 0 with input as _project(_cloned, [_consent("warn")])
}

test_cloned_voice_without_consent_is_denied if {
	findings := voice_consent.deny with input as _project({"id": "v", "type": "cloned"}, [])
	findings == {{"code": "missing", "path": ["voices", 0], "voice": "v"}}
}

test_synthetic_voice_that_says_nothing_is_denied if {
	findings := voice_consent.deny with input as _project({"id": "v", "type": "synthetic"}, [])
	findings == {{"code": "missing", "path": ["voices", 0], "voice": "v"}}
}

test_altered_human_voice_is_denied if {
	findings := voice_consent.deny with input as _project({"id": "v", "type": "human"}, [])
	findings == {{"code": "missing", "path": ["voices", 0], "voice": "v"}}
}

test_consent_that_does_not_exist_is_denied if {
	gone := object.union(_consent("error"), {"sha256": null})
	every related in [[], [gone]] {
		findings := voice_consent.deny with input as _project(_cloned, related)
		findings == {_finding("not_found")}
	}
}

test_consent_that_does_not_pass_is_denied if {
	every verdict in ["deny", "error", null] {
		findings := voice_consent.deny with input as _project(_cloned, [_consent(verdict)])
		findings == {_finding("rejected")}
	}
}

test_consent_without_a_verdict_is_denied if {
	findings := voice_consent.deny with input as _project(_cloned, [object.remove(_consent("pass"), ["verdict"])])
	findings == {_finding("rejected")}
}

test_file_of_another_kind_is_no_consent if {
	findings := voice_consent.deny with input as _project(_cloned, [object.union(_consent("pass"), {"kind": "x.y"})])
	findings == {_finding("rejected")}
}

test_every_consent_of_a_file_must_pass if {
	findings := voice_consent.deny with input as _project(_cloned, [_consent("pass"), _consent("deny")])
	findings == {_finding("rejected")}
}

test_each_voice_is_judged_whatever_the_others_lack if {
	bare := {"id": "bare", "type": "cloned"}
	gone := {"id": "gone", "type": "cloned", "consent": "gone.consent.yaml"}
	every voices in [[bare, gone, _cloned], [_cloned, gone, bare]] {
		place := [i | some i, voice in voices; voice == _cloned][0]
		rejected := object.union(_consent("deny"), {"pointer": sprintf("/voices/%d/consent", [place])})
		findings := voice_consent.deny with input as {"document": {"voices": voices}, "related": [rejected]}
		{[finding.voice, finding.code] | some finding in findings} == {
			["bare", "missing"],
			["gone", "not_found"],
			["v", "rejected"],
		}
	}
}

test_undeclared_voice_is_denied if {
	findings := voice_consent.deny with input as {"document": {
		"voices": [{"id": "v", "type": "human"}],
		"deliverables": [{"file": "a.wav", "synthetic": false, "voices": ["v", "w"]}],
	}}
	findings == {{"code": "undeclared", "path": ["deliverables", 0, "voices", 1], "file": "a.wav", "voice": "w"}}
}

test_undeclared_voice_makes_it_applicable if {
	voice_consent.applies with input as {"document": {
		"voices": [{"id": "v", "type": "human"}],
		"deliverables": [{"file": "a.wav", "synthetic": false, "voices": ["w"]}],
	}}
}

test_voice_of_a_person_makes_it_applicable if {
	voice_consent.applies with input as _project(_cloned, [])
}

test_voices_of_nobody_are_not_applicable if {
	nobody := {"id": "v", "type": "synthetic", "derived_from_person": false}
	not voice_consent.applies with input as _project(nobody, [])
}

test_unaltered_human_voice_is_not_applicable if {
	not voice_consent.applies with input as {"document": {
		"voices": [{"id": "v", "type": "human"}],
		"deliverables": [{"file": "a.wav", "synthetic": false, "voices": ["v"]}],
	}}
}

test_empty_document_is_not_applicable if {
	not voice_consent.applies with input as {"document": {}}
}

_cloned := {"id": "v", "type": "cloned", "consent": "v.consent.yaml"}

_consent(verdict) := {
	"pointer": "/voices/0/consent",
	"path": "v.consent.yaml",
	"kind": "dubbing.consent",
	"sha256": "0",
	"verdict": verdict,
}

_finding(code) := {"code": code, "path": ["voices", 0, "consent"], "voice": "v", "consent": "v.consent.yaml"}

_project(voice, related) := {
	"document": {
		"voices": [voice],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
	},
	"related": related,
}
