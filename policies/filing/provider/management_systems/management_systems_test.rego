package filing.provider.management_systems_test

import data.filing.provider.management_systems

test_all_eight_pass if {
	count(management_systems.deny) == 0 with input as _provider([])
}

test_each_of_the_eight_is_required if {
	some i, system in _systems
	findings := management_systems.deny with input as _provider([{"op": "remove", "path": sprintf("/%d", [i])}])
	findings == {{"code": "missing", "path": ["management_systems"], "system": system}}
	count(_systems) == 8
}

test_system_without_a_date_is_denied if {
	every undated in [{"op": "replace", "path": "/2/adopted_on", "value": null}, {"op": "remove", "path": "/2/adopted_on"}] {
		findings := management_systems.deny with input as _provider([undated])
		findings == {{
			"code": "undated",
			"path": ["management_systems", 2, "adopted_on"],
			"system": _systems[2],
		}}
	}
}

test_system_of_tomorrow_is_denied if {
	tomorrow := {"op": "replace", "path": "/2/adopted_on", "value": "2026-11-24"}
	findings := management_systems.deny with input as _provider([tomorrow])
	findings == {{
		"code": "future",
		"path": ["management_systems", 2, "adopted_on"],
		"system": _systems[2],
		"adopted_on": "2026-11-24",
	}}
	count(management_systems.deny) == 0 with input as _provider([object.union(tomorrow, {"value": "2026-11-23"})])
}

test_system_that_nobody_owns_is_denied if {
	every unowned in [
		{"op": "replace", "path": "/2/owner", "value": null},
		{"op": "replace", "path": "/2/owner", "value": " "},
		{"op": "remove", "path": "/2/owner"},
	] {
		findings := management_systems.deny with input as _provider([unowned])
		findings == {{
			"code": "unowned",
			"path": ["management_systems", 2, "owner"],
			"system": _systems[2],
		}}
	}
}

test_empty_document_is_denied_of_all if {
	management_systems.applies with input as {"document": {}}
	findings := management_systems.deny with input as {"document": {}}
	{finding.system | some finding in findings} == {system | some system in _systems}
}

test_domestic_public_service_makes_it_applicable if {
	management_systems.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_who_only_uses_or_supplies_it_is_not_applicable if {
	every role in [["user"], ["technical_supporter"], ["user", "distribution_platform"]] {
		not management_systems.applies with input as {"document": {"role": role, "scope": {"domestic_public": true, "public_opinion": true}}}
	}
	management_systems.applies with input as {"document": {"role": ["user", "provider"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not management_systems.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_systems := [
	"user_registration", "algorithm_mechanism_review", "ethics_review", "information_release_review", "data_security", "personal_information_protection", "anti_telecom_fraud", "emergency_response",
]

_provider(changes) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"management_systems": json.patch(
		[{"system": system, "adopted_on": "2026-01-05", "owner": "compliance lead"} | some system in _systems],
		changes,
	)},
}
