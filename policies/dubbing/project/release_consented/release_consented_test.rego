package dubbing.project.release_consented_test

import data.dubbing.project.release_consented
import future.keywords.not

test_consent_that_knows_of_the_release_passes if {
	count(release_consented.warn) == 0 with input as _project({}, {})
}

test_public_release_that_the_consent_does_not_know_warns if {
	findings := release_consented.warn with input as _project({}, {"publication": null})
	findings == {_finding("publication", ["publication"], ["scope", "domestic_public"])}
	absent := release_consented.warn with input as _project({"scope": {"domestic_public": null}}, {"publication": null})
	absent == findings
}

test_release_that_is_not_for_the_public_needs_no_publication if {
	private := {"scope": {"domestic_public": false}}
	count(release_consented.warn) == 0 with input as _project(private, {"publication": null})
}

test_first_day_of_publication_passes_and_a_day_before_warns if {
	count(release_consented.warn) == 0 with input as _project({"release": {"date": "2026-03-01"}}, {})
	findings := release_consented.warn with input as _project({"release": {"date": "2026-02-28"}}, {})
	findings == {object.union(
		_finding("early", ["publication", "from"], ["release", "date"]),
		{"date": "2026-02-28", "from": "2026-03-01"},
	)}
}

test_release_abroad_that_the_consent_does_not_know_warns if {
	every territory in ["SG", "HK", "*"] {
		release := {"release": {"territories": ["CN", territory]}}
		findings := release_consented.warn with input as _project(release, {"abroad": []})
		findings == {object.union(
			_finding("abroad", ["abroad"], ["release", "territories", 1]),
			{"territory": territory},
		)}
	}
}

test_release_in_china_needs_nobody_abroad if {
	count(release_consented.warn) == 0 with input as _project({"release": {"territories": ["CN"]}}, {"abroad": []})
}

test_consent_that_is_silent_warns if {
	silent := json.patch(_project({}, {}), [
		{"op": "remove", "path": "/related/0/document/abroad"},
		{"op": "remove", "path": "/related/0/document/publication"},
	])
	findings := release_consented.warn with input as silent
	{finding.code | some finding in findings} == {"publication", "abroad"}
}

test_voice_of_a_person_with_a_consent_makes_it_applicable if {
	release_consented.applies with input as _project({}, {})
}

test_nobodys_voice_or_no_consent_is_not_applicable if {
	human := json.patch(_project({}, {}), [{"op": "replace", "path": "/document/voices/0/type", "value": "human"}])
	not release_consented.applies with input as human
	not release_consented.applies with input as object.remove(_project({}, {}), ["related"])
	not release_consented.applies with input as {"document": {}}
}

_finding(code, theirs, ours) := {
	"code": code,
	"path": ["voices", 0, "consent"],
	"related": [{"artifact": "c.consent.yaml", "path": theirs}, {"path": ours}],
	"voice": "lead",
}

_project(changes, consent) := {
	"document": object.union(
		{
			"scope": {"domestic_public": true},
			"release": {"date": "2026-03-20", "territories": ["CN", "SG"]},
			"voices": [{"id": "lead", "type": "cloned"}],
			"deliverables": [],
		},
		changes,
	),
	"related": [{
		"pointer": "/voices/0/consent",
		"path": "c.consent.yaml",
		"kind": "dubbing.consent",
		"document": object.union({"publication": {"from": "2026-03-01"}, "abroad": [{"country": "SG"}]}, consent),
	}],
}
