package dubbing.project.consent_parties_test

import data.dubbing.project.consent_parties

test_the_handlers_own_project_passes if {
	every name in ["Studio", "STUDIO (CN)", "Ｓｔｕｄｉｏ"] {
		count(consent_parties.deny) == 0 with input as _project(name, [_entry(_consent)])
	}
}

test_another_company_is_denied if {
	findings := consent_parties.deny with input as _project("Another", [_entry(_consent)])
	findings == {_stranger}
}

test_a_remark_beside_the_handlers_name_makes_another_company if {
	findings := consent_parties.deny with input as _project("Studio（与同意书所列处理者无关）", [_entry(_consent)])
	{finding.code | some finding in findings} == {"stranger"}
}

test_a_supply_with_its_own_separate_consent_passes if {
	every form in ["separate_document", "separate_item"] {
		supplied := _supplied({"consent": {"form": form}})
		count(consent_parties.deny) == 0 with input as _project("Another", [_entry(supplied)])
	}
}

test_a_supply_to_a_third_company_is_none if {
	third := _supplied({"recipient": "Third", "consent": {"form": "separate_item"}})
	findings := consent_parties.deny with input as _project("Another", [_entry(third)])
	findings == {_stranger}
}

test_a_supply_without_a_separate_consent_is_denied if {
	every consent in [null, {"form": "bundled"}, {}] {
		findings := consent_parties.deny with input as _project("Another", [_entry(_supplied({"consent": consent}))])
		findings == {_finding("no_consent", ["supplies", 0, "consent"], {"provider": "Another"})}
	}
}

test_a_supply_that_begins_after_the_release_is_denied if {
	late := _supplied({"from": "2026-12-02", "consent": {"form": "separate_item"}})
	findings := consent_parties.deny with input as _project("Another", [_entry(late)])
	findings == {_finding(
		"early",
		["supplies", 0, "from"],
		{"provider": "Another", "from": "2026-12-02", "date": "2026-12-01"},
	)}
}

test_codes_decide_whatever_the_names_say if {
	coded := object.union(_consent, {"handler": {"name": "示例", "code": "91000000MA0000007C"}})
	code := [{"op": "add", "path": "/document/provider/code", "value": "001191000000MA0000007C10000"}]
	count(consent_parties.deny) == 0 with input as json.patch(_project("Studio", [_entry(coded)]), code)
	other := object.union(coded, {"handler": {"name": "Studio", "code": "91000000MA0000008A"}})
	findings := consent_parties.deny with input as json.patch(_project("Studio", [_entry(other)]), code)
	{finding.code | some finding in findings} == {"stranger"}
}

test_every_consent_of_a_file_counts if {
	foreign := object.union(_consent, {"handler": {"name": "Second"}})
	findings := consent_parties.deny with input as _project("Studio", [_entry(_consent), _entry(foreign)])
	{finding.handler | some finding in findings} == {"Second"}
}

test_absent_fields_are_strangers if {
	findings := consent_parties.deny with input as _project("Another", [_entry(object.remove(_consent, ["supplies"]))])
	findings == {_stranger}
}

test_without_a_readable_consent_it_is_not_applicable if {
	not consent_parties.applies with input as _project("Studio", [])
	not consent_parties.applies with input as _project("Studio", [_entry(null)])
	consent_parties.applies with input as _project("Studio", [_entry(_consent)])
}

test_a_voice_of_nobody_is_not_applicable if {
	nobody := [
		{"op": "replace", "path": "/document/voices/0/type", "value": "synthetic"},
		{"op": "add", "path": "/document/voices/0/derived_from_person", "value": false},
	]
	not consent_parties.applies with input as json.patch(_project("Studio", [_entry(_consent)]), nobody)
}

_stranger := _finding("stranger", ["handler", "name"], {"handler": "Studio", "provider": "Another"})

_finding(code, place, details) := object.union(
	{
		"code": code,
		"path": ["voices", 0, "consent"],
		"related": [{"artifact": "v.consent.yaml", "path": place}],
		"voice": "v",
	},
	details,
)

_consent := {"handler": {"name": "Studio"}, "supplies": []}

_supplied(changes) := {
	"handler": {"name": "Studio"},
	"supplies": [object.union({"recipient": "Another", "from": "2026-12-01"}, changes)],
}

_entry(document) := {
	"pointer": "/voices/0/consent",
	"path": "v.consent.yaml",
	"kind": "dubbing.consent",
	"document": document,
}

_project(provider, related) := {
	"document": {
		"provider": {"name": provider},
		"release": {"date": "2026-12-01"},
		"voices": [{"id": "v", "type": "cloned", "consent": "v.consent.yaml"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
	},
	"related": related,
}
