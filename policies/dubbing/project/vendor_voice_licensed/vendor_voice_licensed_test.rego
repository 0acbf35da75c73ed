package dubbing.project.vendor_voice_licensed_test

import data.dubbing.project.vendor_voice_licensed

test_licence_of_the_engines_vendor_for_all_of_it_passes if {
	every changes in [
		{},
		{"languages": ["*"], "territories": ["*"], "to": null},
		{"vendor": "VENDOR (CN)"},
		{"languages": ["EN"]},
	] {
		count(vendor_voice_licensed.deny) == 0 with input as _project(changes)
		count(vendor_voice_licensed.warn) == 0 with input as _project(changes)
	}
}

test_voice_without_a_licence_is_denied if {
	findings := vendor_voice_licensed.deny with input as json.patch(_project({}), [_remove("/voices/0/licence")])
	findings == {_finding("missing", [], {})}
}

test_licence_to_oneself_is_denied if {
	findings := vendor_voice_licensed.deny with input as json.patch(
		_project({"vendor": "studio (CN)"}),
		[_set("/engine/vendor", "Studio")],
	)
	findings == {object.union(_finding("own", ["vendor"], {}), {"related": [{"path": ["provider", "name"]}]})}
}

test_licence_to_oneself_by_way_of_others_is_denied if {
	chain := [_link("Studio", "Reseller")]
	findings := vendor_voice_licensed.deny with input as json.patch(
		_project({"vendor": "Reseller", "chain": chain}),
		[_set("/engine/vendor", "Studio")],
	)
	findings == {object.union(
		_finding("own", ["chain", 0, "licensor"], {}),
		{"related": [{"path": ["provider", "name"]}]},
	)}
}

test_licence_for_the_studios_own_engine_passes if {
	own := json.patch(_project({"vendor": "Reseller"}), [_set("/engine/vendor", "Studio")])
	count(vendor_voice_licensed.deny) == 0 with input as own
}

test_licence_without_a_warranty_is_denied if {
	silent := vendor_voice_licensed.deny with input as _project({"warranty": {"ai_synthesis": false}})
	silent == {_finding("synthesis", ["warranty", "ai_synthesis"], {})}
	fixed := vendor_voice_licensed.deny with input as _project({"warranty": {"sublicensing": false}})
	fixed == {_finding("sublicensing", ["warranty", "sublicensing"], {})}
	bare := vendor_voice_licensed.deny with input as json.patch(_project({}), [_set("/voices/0/licence/warranty", {})])
	{finding.code | some finding in bare} == {"synthesis", "sublicensing"}
}

test_voice_of_a_child_needs_the_guardian_in_the_warranty if {
	child := {"op": "add", "path": "/document/voices/0/under_14", "value": true}
	findings := vendor_voice_licensed.deny with input as json.patch(_project({}), [child])
	findings == {object.union(
		_finding("guardian", ["warranty"], {}),
		{"related": [{"path": ["voices", 0, "under_14"]}]},
	)}
	warranted := {"warranty": {"guardian": true}}
	count(vendor_voice_licensed.deny) == 0 with input as json.patch(_project(warranted), [child])
}

test_licence_for_another_use_is_denied if {
	every uses in [[], ["audiobook"], ["other"]] {
		findings := vendor_voice_licensed.deny with input as _project({"uses": uses})
		findings == {_finding("use", ["uses"], {"use": "dub"})}
	}
}

test_licence_for_another_language_is_denied if {
	every languages in [[], ["e"], ["en-GB"], ["zh"]] {
		findings := vendor_voice_licensed.deny with input as _project({"languages": languages})
		findings == {_finding("language", ["languages"], {"language": "en-US"})}
	}
}

test_licence_for_another_territory_is_denied if {
	findings := vendor_voice_licensed.deny with input as _project({"territories": ["SG"]})
	findings == {_finding("territory", ["territories"], {"territory": "CN"})}
}

test_licence_outside_its_term_is_denied if {
	every changes in [{"from": "2026-12-02"}, {"to": "2026-11-30"}, {"from": "2027-01-01", "to": "2026-01-01"}] {
		findings := vendor_voice_licensed.deny with input as object.union(
			_project(changes),
			{"as_of": "2026-01-01T00:00:00Z"},
		)
		findings == {_finding("term", ["to"], {"date": "2026-12-01"})}
	}
}

test_licence_that_has_ended_since_warns if {
	later := object.union(_project({}), {"as_of": "2027-01-01T00:00:00+08:00"})
	findings := vendor_voice_licensed.warn with input as later
	findings == {_finding("ended", ["to"], {"date": "2026-12-31"})}
	count(vendor_voice_licensed.warn) == 0 with input as object.union(
		_project({}),
		{"as_of": "2026-12-31T00:00:00+08:00"},
	)
}

test_voice_without_an_engine_is_denied if {
	findings := vendor_voice_licensed.deny with input as json.patch(_project({}), [_remove("/engine")])
	findings == {object.union(_finding("engine", [], {}), {"path": ["voices", 0]})}
}

test_licence_of_another_than_the_engines_vendor_is_denied if {
	findings := vendor_voice_licensed.deny with input as _project({"vendor": "Reseller"})
	findings == {_broken("Reseller")}
}

test_contracts_from_the_licence_to_the_engine_pass if {
	every chain in [
		[_link("Vendor", "Reseller")],
		[_link("Reseller", "Vendor")],
		[_link("Middle", "Reseller"), _link("Vendor", "Middle")],
	] {
		count(vendor_voice_licensed.deny) == 0 with input as _project({"vendor": "Reseller", "chain": chain})
		count(vendor_voice_licensed.warn) == 0 with input as _project({"vendor": "Reseller", "chain": chain})
	}
}

test_contracts_that_end_nowhere_are_denied if {
	every chain in [
		[_link("Nowhere", "Reseller")],
		[_link("Vendor", "Nowhere")],
		[_link("Middle", "Reseller"), _link("Vendor", "Other")],
		[_link("Vendor", "Middle"), _link("Middle", "Reseller")],
		[],
	] {
		findings := vendor_voice_licensed.deny with input as _project({"vendor": "Reseller", "chain": chain})
		findings == {_broken("Reseller")}
	}
}

test_contract_outside_its_term_is_denied if {
	chain := [object.union(_link("Vendor", "Reseller"), {"to": "2026-11-30"})]
	findings := vendor_voice_licensed.deny with input as _project({"vendor": "Reseller", "chain": chain})
	details := {"licensor": "Vendor", "licensee": "Reseller", "date": "2026-12-01"}
	findings == {_finding("link_term", ["chain", 0, "to"], details)}
}

test_contract_that_began_after_the_licence_warns if {
	chain := [object.union(_link("Vendor", "Reseller"), {"from": "2026-02-01"})]
	findings := vendor_voice_licensed.warn with input as _project({"vendor": "Reseller", "chain": chain})
	details := {"licensor": "Vendor", "licensee": "Reseller", "from": "2026-02-01"}
	findings == {_finding("order", ["chain", 0, "from"], details)}
}

test_voice_of_a_vendors_library_makes_it_applicable if vendor_voice_licensed.applies with input as _project({})

test_other_voices_are_not_applicable if {
	not vendor_voice_licensed.applies with input as json.patch(_project({}), [_set("/voices/0/source", "own_clone")])
	not vendor_voice_licensed.applies with input as json.patch(_project({}), [_remove("/voices/0/source")])
	not vendor_voice_licensed.applies with input as {"document": {}}
}

_broken(vendor) := object.union(
	_finding("broken", ["chain"], {"licensor": vendor, "vendor": "Vendor"}),
	{"related": [{"path": ["engine", "vendor"]}]},
)

_finding(code, place, details) := object.union(
	{"code": code, "path": array.concat(["voices", 0, "licence"], place), "voice": "v"},
	details,
)

_link(licensor, licensee) := {"licensor": licensor, "licensee": licensee, "from": "2025-01-01", "to": null}

_set(path, value) := {"op": "replace", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := {
	"as_of": "2026-12-01T00:00:00Z",
	"document": {
		"work": {"genre": "drama"},
		"release": {"date": "2026-12-01", "territories": ["CN"], "channels": ["app"]},
		"provider": {"name": "Studio"},
		"engine": {"vendor": "Vendor"},
		"voices": [{
			"id": "v",
			"type": "synthetic",
			"source": "vendor_library",
			"licence": object.union(
				{
					"vendor": "Vendor",
					"uses": ["dub"],
					"territories": ["CN", "SG"],
					"languages": ["en", "zh"],
					"from": "2026-01-01",
					"to": "2026-12-31",
					"warranty": {"ai_synthesis": true, "sublicensing": true},
				},
				changes,
			),
		}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"], "language": "en-US"}],
	},
}
