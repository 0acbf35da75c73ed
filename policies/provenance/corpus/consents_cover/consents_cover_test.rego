package provenance.corpus.consents_cover_test

import data.provenance.corpus.consents_cover

test_consent_to_training_passes if {
	consents_cover.applies with input as _input
	count(consents_cover.deny | consents_cover.warn) == 0 with input as _input
}

test_consent_that_is_none_is_denied if {
	every change in [
		[{"op": "remove", "path": "/related/0"}],
		[{"op": "replace", "path": "/related/0/document", "value": null}],
		[{"op": "replace", "path": "/related/0/kind", "value": null}],
	] {
		findings := consents_cover.deny with input as json.patch(_input, change)
		findings == {_finding({"code": "lost"})}
	}
}

test_consent_that_failed_is_denied if {
	every verdict in ["deny", "error"] {
		change := [{"op": "replace", "path": "/related/0/verdict", "value": verdict}]
		findings := consents_cover.deny with input as json.patch(_input, change)
		findings == {_finding({"code": "failed", "related": [{"artifact": "consents/a.consent.yaml", "path": []}]})}
	}
	warned := [{"op": "replace", "path": "/related/0/verdict", "value": "warn"}]
	count(consents_cover.deny) == 0 with input as json.patch(_input, warned)
}

test_consent_without_training_is_denied if {
	every part in ["scope", "processing"] {
		place := sprintf("/related/0/document/%s/training", [part])
		every change in [[{"op": "replace", "path": place, "value": false}], [{"op": "remove", "path": place}]] {
			findings := consents_cover.deny with input as json.patch(_input, change)
			there := {"artifact": "consents/a.consent.yaml", "path": [part, "training"]}
			findings == {_finding({"code": "untrained", "related": [there]})}
		}
	}
}

test_consent_after_the_collection_is_denied if {
	late := [{"op": "replace", "path": "/related/0/document/given_at", "value": "2026-01-31T16:00:00Z"}]
	findings := consents_cover.deny with input as json.patch(_input, late)
	findings == {_finding({
		"code": "late",
		"given": "2026-02-01",
		"collected": "2026-01-31",
		"related": [{"artifact": "consents/a.consent.yaml", "path": ["given_at"]}],
	})}
}

test_consents_beside_no_personal_information_are_a_contradiction if {
	none := [{"op": "replace", "path": "/document/sources/0/personal_information/contained", "value": false}]
	findings := consents_cover.deny with input as json.patch(_input, none)
	findings == {{
		"code": "contained",
		"path": ["sources", 0, "personal_information", "consents"],
		"source": "s1",
		"related": [{"path": ["sources", 0, "personal_information", "contained"]}],
	}}
}

test_consents_beside_no_biometric_information_are_warned if {
	none := [{"op": "replace", "path": "/document/sources/0/personal_information/biometric", "value": false}]
	count(consents_cover.deny) == 0 with input as json.patch(_input, none)
	findings := consents_cover.warn with input as json.patch(_input, none)
	findings == {{
		"code": "biometric",
		"path": ["sources", 0, "personal_information", "consents"],
		"source": "s1",
		"related": [{"path": ["sources", 0, "personal_information", "biometric"]}],
	}}
}

test_source_without_consents_is_not_applicable if {
	not consents_cover.applies with input as {"document": {}}
	empty := [{"op": "replace", "path": "/document/sources/0/personal_information/consents", "value": []}]
	not consents_cover.applies with input as json.patch(_input, empty)
}

_finding(more) := object.union(
	{
		"path": ["sources", 0, "personal_information", "consents", 0],
		"source": "s1",
		"file": "a.consent.yaml",
	},
	more,
)

_input := {
	"document": {"sources": [{
		"id": "s1",
		"collected_at": "2026-01-31",
		"personal_information": {"contained": true, "biometric": true, "consents": ["a.consent.yaml"]},
	}]},
	"related": [{
		"pointer": "/sources/0/personal_information/consents/0",
		"path": "consents/a.consent.yaml",
		"kind": "dubbing.consent",
		"verdict": "pass",
		"document": {
			"given_at": "2026-01-31T10:00:00+08:00",
			"scope": {"training": true},
			"processing": {"training": true},
		},
	}],
}
