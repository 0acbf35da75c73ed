package dubbing.project.minor_guardian_test

import data.dubbing.project.minor_guardian

test_child_with_a_consent_that_passes_passes if {
	count(minor_guardian.deny) == 0 with input as _project({"under_14": true}, [_consent(true, "pass")])
	count(minor_guardian.deny) == 0 with input as _project({}, [_consent(true, "warn")])
}

test_child_without_a_consent_that_passes_is_denied if {
	every related in [
		[],
		[_consent(true, "deny")],
		[_consent(true, "error")],
		[_consent(true, "pass"), _consent(true, "deny")],
		[object.union(_consent(true, "pass"), {"kind": "identity.service"})],
		[object.remove(_consent(true, "pass"), ["verdict"])],
	] {
		findings := minor_guardian.deny with input as _project({"under_14": true}, related)
		findings == {{"code": "guardian", "path": ["voices", 0, "consent"], "voice": "v"}}
	}
}

test_consent_that_says_so_makes_it_a_child if {
	findings := minor_guardian.deny with input as _project({}, [_consent(true, "deny")])
	findings == {{"code": "guardian", "path": ["voices", 0, "consent"], "voice": "v"}}
}

test_voice_and_consent_that_disagree_are_denied if {
	child := minor_guardian.deny with input as _project({"under_14": true}, [_consent(false, "pass")])
	child == {_contradiction("under_14")}
	adult := minor_guardian.deny with input as _project({"under_14": false}, [_consent(true, "pass")])
	adult == child
}

test_age_and_age_band_of_a_consent_are_compared_too if {
	every key, value in {"age": 13, "age_band": "8_13"} {
		young := _said({key: value, "under_14": false})
		findings := minor_guardian.deny with input as _project({"under_14": false}, [young])
		findings == {_contradiction(key)}
	}
	every key, value in {"age": 14, "age_band": "14_15"} {
		older := _said({key: value, "under_14": true})
		findings := minor_guardian.deny with input as _project({"under_14": true}, [older])
		findings == {_contradiction(key)}
	}
}

test_consent_of_a_young_age_makes_it_a_child if {
	every key, value in {"age": 13, "age_band": "under_8"} {
		young := object.union(_said({key: value, "under_14": false}), {"verdict": "deny"})
		findings := minor_guardian.deny with input as _project({}, [young])
		findings == {{"code": "guardian", "path": ["voices", 0, "consent"], "voice": "v"}}
	}
}

test_two_voices_of_one_performer_that_disagree_are_denied if {
	first := {"id": "v", "type": "human", "performer": "p", "under_14": false}
	second := {"id": "w", "type": "human", "performer": "p", "under_14": true}
	findings := minor_guardian.deny with input as {"document": {"voices": [first, second]}, "related": []}
	findings == {
		{
			"code": "performer",
			"path": ["voices", 1, "under_14"],
			"voice": "w",
			"other": "v",
			"related": [{"path": ["voices", 0, "under_14"]}],
		},
		{"code": "guardian", "path": ["voices", 1, "consent"], "voice": "w"},
	}
	others := object.union(second, {"performer": "q"})
	alone := minor_guardian.deny with input as {"document": {"voices": [first, others]}, "related": []}
	{finding.code | some finding in alone} == {"guardian"}
}

test_voice_of_a_vendors_library_is_not_applicable_unless_it_names_a_consent if {
	every change in [{}, {"under_14": true}] {
		library := object.union(change, {"type": "cloned", "source": "vendor_library"})
		not minor_guardian.applies with input as _project(library, [])
		named := object.union(library, {"consent": "c.yaml"})
		minor_guardian.applies with input as _project(named, [])
	}
}

test_age_that_nobody_states_is_denied if {
	unstated := {{"code": "unstated", "path": ["voices", 0], "voice": "v"}}
	every change in [{}, {"type": "cloned"}, {"type": "synthetic"}, {"type": "synthetic", "derived_from_person": true}] {
		findings := minor_guardian.deny with input as _project(change, [])
		findings == unstated
		minor_guardian.applies with input as _project(change, [])
	}
	unreadable := object.union(_consent(true, "deny"), {"document": null})
	findings := minor_guardian.deny with input as _project({}, [unreadable])
	findings == unstated
	silent := json.patch(_consent(true, "deny"), [{"op": "remove", "path": "/document/subject/under_14"}])
	same := minor_guardian.deny with input as _project({}, [silent])
	same == unstated
}

test_adults_are_not_applicable if {
	not minor_guardian.applies with input as _project({"under_14": false}, [])
	not minor_guardian.applies with input as _project({}, [_consent(false, "pass")])
}

test_voices_of_nobody_are_not_applicable if {
	not minor_guardian.applies with input as _project({"type": "synthetic", "derived_from_person": false}, [])
}

test_child_makes_it_applicable if minor_guardian.applies with input as _project({"under_14": true}, [])

test_empty_document_is_not_applicable if not minor_guardian.applies with input as {"document": {}}

_contradiction(key) := {
	"code": "contradiction",
	"path": ["voices", 0, "under_14"],
	"voice": "v",
	"related": [{"artifact": "v.consent.yaml", "path": ["subject", key]}],
}

_said(subject) := object.union(_consent(true, "pass"), {"document": {"subject": subject}})

_consent(under_14, verdict) := {
	"pointer": "/voices/0/consent",
	"path": "v.consent.yaml",
	"kind": "dubbing.consent",
	"sha256": "1",
	"verdict": verdict,
	"document": {"subject": {"under_14": under_14}},
}

_project(change, related) := {
	"related": related,
	"document": {"voices": [object.union({"id": "v", "type": "human"}, change)]},
}
