package dubbing.project.rights_cleared_test

import data.dubbing.project.rights_cleared

test_licence_that_covers_all_passes if {
	count(rights_cleared.deny) == 0 with input as _project([])
}

test_adaptation_is_enough if {
	count(rights_cleared.deny) == 0 with input as _project([_set("/work/rights/uses", ["adaptation", "reproduction"])])
}

test_licence_for_the_whole_world_covers_every_territory if {
	world := [_set("/work/rights/territories", ["*"]), _set("/release/territories", ["CN", "JP", "*"])]
	count(rights_cleared.deny) == 0 with input as _project(world)
}

test_other_uses_are_denied if {
	every uses in [[], ["translation", "network_communication"], ["reproduction", "network_communication"]] {
		findings := rights_cleared.deny with input as _project([_set("/work/rights/uses", uses)])
		findings == {{"code": "use", "path": ["work", "rights", "uses"], "work": "w"}}
	}
}

test_rights_of_the_law_are_enough if {
	every uses in [["translation", "reproduction"], ["reproduction", "translation", "network_communication"]] {
		count(rights_cleared.deny) == 0 with input as _project([_set("/work/rights/uses", uses)])
	}
}

test_translation_is_not_needed_for_the_language_of_the_original if {
	same := [_set("/work/rights/uses", ["reproduction"]), _set("/deliverables/0/language", "zh-Hans")]
	count(rights_cleared.deny) == 0 with input as _project(same)
}

test_exclusive_licence_is_in_writing if {
	licence := {"op": "add", "path": "/document/work/rights/exclusive", "value": true}
	count(rights_cleared.deny) == 0 with input as _project([licence])
	every licensor in ["Licensor", "Provider"] {
		unwritten := object.union(_project([licence, _set("/work/rights/licensor", licensor)]), {"related": []})
		findings := rights_cleared.deny with input as unwritten
		findings == {{"code": "exclusive", "path": ["work", "rights", "licence"], "work": "w"}}
	}
}

test_each_territory_without_a_licence_is_denied if {
	findings := rights_cleared.deny with input as _project([_set("/release/territories", ["CN", "JP", "*"])])
	findings == {
		{"code": "territory", "path": ["work", "rights", "territories"], "work": "w", "territory": "JP"},
		{"code": "territory", "path": ["work", "rights", "territories"], "work": "w", "territory": "*"},
	}
}

test_release_on_the_first_and_the_last_day_passes if {
	every date in ["2026-01-01", "2026-12-31"] {
		count(rights_cleared.deny) == 0 with input as _project([_set("/release/date", date)])
	}
}

test_release_outside_the_term_is_denied if {
	every date in ["2025-12-31", "2027-01-01"] {
		findings := rights_cleared.deny with input as _project([_set("/release/date", date)])
		findings == {{"code": "term", "path": ["work", "rights"], "work": "w", "date": date}}
	}
}

test_licence_without_an_end_lasts if {
	endless := [_set("/work/rights/to", null), _set("/release/date", "2099-12-31")]
	count(rights_cleared.deny) == 0 with input as _project(endless)
}

test_the_day_of_the_run_does_not_matter if {
	count(rights_cleared.deny) == 0 with input as object.union(_project([]), {"as_of": "2099-01-01T00:00:00Z"})
}

test_work_of_another_needs_its_licence if {
	undocumented := {{
		"code": "undocumented",
		"path": ["work", "rights", "licence"],
		"work": "w",
		"licensor": "Licensor",
	}}
	every related in [[], [{"pointer": "/work/rights/licence/file", "sha256": null}]] {
		findings := rights_cleared.deny with input as object.union(_project([]), {"related": related})
		findings == undocumented
	}
}

test_own_work_needs_no_licence if {
	own := object.union(_project([_set("/work/rights/licensor", "Provider")]), {"related": []})
	count(rights_cleared.deny) == 0 with input as own
}

test_each_absent_field_is_denied if {
	expected := {
		"/document/work/rights/uses": "use",
		"/document/work/rights/territories": "territory",
		"/document/work/rights/from": "term",
		"/document/work/rights/to": "term",
	}
	every path, code in expected {
		findings := rights_cleared.deny with input as json.patch(_project([]), [{"op": "remove", "path": path}])
		{finding.code | some finding in findings} == {code}
	}
}

test_provider_without_a_name_owns_nothing if {
	nameless := object.union(
		json.patch(_project([]), [{"op": "remove", "path": "/document/provider/name"}]),
		{"related": []},
	)
	{finding.code | some finding in rights_cleared.deny} == {"undocumented"} with input as nameless
}

test_empty_document_finds_nothing_to_name if {
	count(rights_cleared.deny) == 0 with input as {"document": {}}
}

_set(path, value) := {"op": "replace", "path": concat("", ["/document", path]), "value": value}

_project(changes) := json.patch(
	{
		"related": [{"pointer": "/work/rights/licence/file", "sha256": "1"}],
		"document": {
			"deliverables": [{"language": "en"}],
			"work": {"id": "w", "original_language": "zh", "rights": {
				"licensor": "Licensor",
				"uses": ["dubbing"],
				"territories": ["CN", "SG"],
				"from": "2026-01-01",
				"to": "2026-12-31",
			}},
			"release": {"date": "2026-06-01", "territories": ["CN"]},
			"provider": {"name": "Provider"},
		},
	},
	changes,
)
