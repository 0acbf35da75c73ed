package dubbing.project.consent_scope_test

import data.dubbing.project.consent_scope

test_consent_that_covers_all_passes if {
	count(consent_scope.deny) == 0 with input as _project(_consent)
}

test_world_and_open_term_cover_all_places_and_days if {
	wide := {"scope": {"territories": ["*"]}, "term": {"to": null}}
	count(consent_scope.deny) == 0 with input as _project(object.union(_consent, wide))
}

test_world_release_needs_a_world_consent if {
	release := [{"op": "replace", "path": "/document/release/territories", "value": ["*"]}]
	findings := consent_scope.deny with input as json.patch(_project(_consent), release)
	findings == {_finding("territory", {"territory": "*"})}
	wide := object.union(_consent, {"scope": {"territories": ["*"]}})
	count(consent_scope.deny) == 0 with input as json.patch(_project(wide), release)
}

test_missing_consent_covers_nothing if {
	unknown := {{"code": "unknown", "path": ["voices", 0], "voice": "v"}}
	findings := consent_scope.deny with input as object.union(_project(_consent), {"related": []})
	findings == unknown
	unnamed := consent_scope.deny with input as object.remove(_project(_consent), ["related"])
	unnamed == unknown
}

test_consent_that_breaks_its_schema_covers_nothing if {
	findings := consent_scope.deny with input as _project(null)
	findings == {{"code": "unknown", "path": ["voices", 0], "voice": "v"}}
}

test_document_of_another_kind_covers_nothing if {
	other := [{"op": "replace", "path": "/related/0/kind", "value": "x.y"}]
	findings := consent_scope.deny with input as json.patch(_project(_consent), other)
	findings == {{"code": "unknown", "path": ["voices", 0], "voice": "v"}}
}

test_consent_of_another_performer_is_denied if {
	findings := consent_scope.deny with input as _project(object.union(_consent, {"subject": {"id": "q"}}))
	findings == {_finding("performer", {"performer": "q"})}
}

test_voice_that_names_no_performer_is_denied if {
	nameless := [{"op": "remove", "path": "/document/voices/0/performer"}]
	findings := consent_scope.deny with input as json.patch(_project(_consent), nameless)
	findings == {_finding("performer", {"performer": "p"})}
}

test_consent_without_synthesis_is_denied if {
	findings := consent_scope.deny with input as _project(object.union(_consent, {"scope": {"ai_synthesis": false}}))
	findings == {_finding("synthesis", {})}
}

test_consent_for_another_work_is_denied if {
	every works in [[], ["w2"]] {
		findings := consent_scope.deny with input as _project(object.union(_consent, {"scope": {"works": works}}))
		findings == {_finding("work", {"work": "w"})}
	}
}

test_consent_for_another_language_is_denied if {
	every languages in [[], ["e"], ["en-GB"], ["zh"]] {
		findings := consent_scope.deny with input as _project(object.union(_consent, {"scope": {"languages": languages}}))
		findings == {_finding("language", {"language": "en-US"})}
	}
}

test_consent_for_another_territory_is_denied if {
	findings := consent_scope.deny with input as _project(object.union(_consent, {"scope": {"territories": ["SG"]}}))
	findings == {_finding("territory", {"territory": "CN"})}
}

test_release_outside_the_term_is_denied if {
	every term in [{"from": "2026-12-02"}, {"to": "2026-11-30"}] {
		findings := consent_scope.deny with input as _project(object.union(_consent, {"term": term}))
		findings == {_finding("term", {"date": "2026-12-01"})}
	}
}

test_consent_withdrawn_before_the_release_is_denied if {
	every instant in ["2026-10-01T00:00:00+08:00", "2026-12-01T15:59:59Z"] {
		findings := consent_scope.deny with input as _project(object.union(_consent, {"withdrawn_at": instant}))
		findings == {_finding("withdrawn", {"date": "2026-12-01"})}
	}
}

test_consent_withdrawn_after_the_release_covered_it if {
	later := object.union(_consent, {"withdrawn_at": "2026-12-01T16:00:00Z"})
	count(consent_scope.deny) == 0 with input as _project(later)
}

test_absent_fields_cover_nothing if {
	findings := consent_scope.deny with input as _project({"subject": {"id": "p"}, "withdrawn_at": null})
	{finding.code | some finding in findings} == {"synthesis", "work", "language", "territory", "term"}
}

test_every_consent_of_a_file_must_cover_all if {
	second := object.union(_entry(_consent), {"document": {"scope": {"works": []}}})
	findings := consent_scope.deny with input as object.union(
		_project(_consent),
		{"related": [_entry(_consent), second]},
	)
	findings == {_finding("work", {"work": "w"})}
}

test_all_works_are_those_that_the_handler_dubs_itself if {
	all := object.union(_consent, {"scope": {"works": ["*"]}})
	count(consent_scope.deny) == 0 with input as _project(all)
	findings := consent_scope.deny with input as _project(object.union(all, {"handler": {"name": "Another"}}))
	findings == {_finding("work", {"work": "w"})}
}

test_all_languages_cover_each if {
	count(consent_scope.deny) == 0 with input as _project(object.union(_consent, {"scope": {"languages": ["*"]}}))
}

test_use_that_is_not_among_the_named_is_denied if {
	named := object.union(_consent, {"scope": {"uses": ["dub", "training"]}})
	count(consent_scope.deny) == 0 with input as _project(named)
	every genre, use in {"advertisement": "advertisement", "audiobook": "audiobook", "game": "game"} {
		findings := consent_scope.deny with input as json.patch(_project(named), _genre(genre))
		findings == {_finding("use", {"use": use})}
	}
}

test_use_that_is_named_passes if {
	every genre in ["advertisement", "audiobook", "game"] {
		named := object.union(_consent, {"scope": {"uses": [genre]}})
		count(consent_scope.deny) == 0 with input as json.patch(_project(named), _genre(genre))
	}
}

test_without_named_uses_an_advertisement_is_denied if {
	findings := consent_scope.deny with input as json.patch(_project(_consent), _genre("advertisement"))
	findings == {_finding("use_unstated", {"use": "advertisement"})}
	every genre in ["drama", "audiobook", "game", "other"] {
		count(consent_scope.deny) == 0 with input as json.patch(_project(_consent), _genre(genre))
	}
}

test_live_stream_must_be_named if {
	live := [{"op": "replace", "path": "/document/release/channels", "value": ["直播间"]}]
	unnamed := consent_scope.deny with input as json.patch(_project(_consent), live)
		with data.dubbing.params.live_words as ["直播"]
	unnamed == {_finding("use_unstated", {"use": "live"})}
	others := consent_scope.deny with input as json.patch(
		_project(object.union(_consent, {"scope": {"uses": ["dub"]}})),
		live,
	)
		with data.dubbing.params.live_words as ["直播"]
	others == {_finding("use", {"use": "live"})}
	named := object.union(_consent, {"scope": {"uses": ["dub", "live"]}})
	count(consent_scope.deny) == 0 with input as json.patch(_project(named), live)
		with data.dubbing.params.live_words as ["直播"]
}

test_consent_given_after_the_release_is_denied if {
	late := object.union(_consent, {"given_at": "2026-12-02T00:00:00+08:00"})
	findings := consent_scope.deny with input as _project(late)
	findings == {_finding("later", {"date": "2026-12-01", "given": "2026-12-02"})}
	count(consent_scope.deny) == 0 with input as _project(object.union(_consent, {"given_at": "2026-12-01T15:59:59Z"}))
}

test_recorded_voice_with_anothers_consent_is_denied if {
	recorded := [
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
	]
	other := object.union(_consent, {"subject": {"id": "q"}, "scope": {"works": []}})
	consent_scope.applies with input as json.patch(_project(other), recorded)
	findings := consent_scope.deny with input as json.patch(_project(other), recorded)
	findings == {_finding("performer", {"performer": "q"})}
}

test_voice_of_a_vendors_library_is_not_applicable if {
	library := [
		{"op": "add", "path": "/document/voices/0/source", "value": "vendor_library"},
		{"op": "remove", "path": "/document/voices/0/consent"},
	]
	not consent_scope.applies with input as object.union(json.patch(_project(_consent), library), {"related": []})
}

test_voice_of_a_person_makes_it_applicable if {
	consent_scope.applies with input as _project(_consent)
}

test_voices_of_nobody_are_not_applicable if {
	not consent_scope.applies with input as {"document": {"voices": [{
		"id": "v",
		"type": "synthetic",
		"derived_from_person": false,
	}]}}
}

test_empty_document_is_not_applicable if {
	not consent_scope.applies with input as {"document": {}}
}

_genre(genre) := [{"op": "replace", "path": "/document/work/genre", "value": genre}]

_consent := {
	"subject": {"id": "p"},
	"scope": {
		"ai_synthesis": true,
		"works": ["w"],
		"languages": ["EN"],
		"territories": ["CN"],
	},
	"handler": {"name": "Studio"},
	"given_at": "2026-01-01T00:00:00+08:00",
	"term": {"from": "2026-01-01", "to": "2026-12-01"},
	"withdrawn_at": null,
}

_finding(code, details) := object.union(
	{
		"code": code,
		"path": ["voices", 0, "consent"],
		"related": [{"artifact": "v.consent.yaml", "path": _places[code]}],
		"voice": "v",
	},
	details,
)

_places := {
	"performer": ["subject", "id"],
	"synthesis": ["scope", "ai_synthesis"],
	"work": ["scope", "works"],
	"use": ["scope", "uses"],
	"use_unstated": ["scope"],
	"language": ["scope", "languages"],
	"territory": ["scope", "territories"],
	"term": ["term"],
	"later": ["given_at"],
	"withdrawn": ["withdrawn_at"],
}

_entry(document) := {
	"pointer": "/voices/0/consent",
	"path": "v.consent.yaml",
	"kind": "dubbing.consent",
	"sha256": "0",
	"verdict": "pass",
	"document": document,
}

_project(consent) := {
	"document": {
		"work": {"id": "w", "genre": "drama"},
		"provider": {"name": "Studio"},
		"release": {"date": "2026-12-01", "territories": ["CN"], "channels": ["app"]},
		"voices": [{"id": "v", "type": "cloned", "performer": "p", "consent": "v.consent.yaml"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"], "language": "en-US"}],
	},
	"related": [_entry(consent)],
}
