package dubbing.project.records_agree_test

import data.dubbing.project.records_agree

test_records_that_say_the_same_pass if {
	records_agree.applies with input as _input([], [], [])
	count(records_agree.deny) == 0 with input as _input([], [], [])
}

test_without_records_there_is_nothing_to_compare if {
	not records_agree.applies with input as {"document": {}}
}

test_a_record_that_cannot_be_read_is_denied if {
	missing := object.union(_input([], [], []), {"related": []})
	found := records_agree.deny with input as missing
	found == {
		{"code": "unreadable", "path": ["records", "provider"], "record": "p.yaml"},
		{"code": "unreadable", "path": ["records", "service"], "record": "s.yaml"},
	}
}

test_the_record_of_another_provider_is_denied if {
	other := [{"op": "replace", "path": "/provider", "value": "Example Other"}]
	found := records_agree.deny with input as _input([], other, [])
	found == {_finding("party", ["provider", "name"], _p, ["provider"], {
		"provider": "Example Studio",
		"other": "Example Other",
	})}
}

test_who_only_uses_a_service_may_name_its_vendors_record if {
	user := [{"op": "add", "path": "/role", "value": ["user"]}]
	vendor := [{"op": "replace", "path": "/provider", "value": "Example Vendor"}, {
		"op": "add",
		"path": "/models/-",
		"value": {"number": "Example-Voice-20260101"},
	}]
	count(records_agree.deny) == 0 with input as _input(user, vendor, [])
	both := [{"op": "add", "path": "/role", "value": ["user", "provider"]}]
	found := records_agree.deny with input as _input(both, vendor, [])
	{finding.code | some finding in found} == {"party"}
}

test_a_role_that_the_record_does_not_know_is_denied if {
	roles := [{"op": "add", "path": "/role", "value": ["provider", "user"]}]
	record := [{"op": "add", "path": "/role", "value": ["provider"]}]
	found := records_agree.deny with input as _input(roles, record, [])
	found == {_finding("role", ["role", 1], _p, ["role"], {"role": "user"})}
	count(records_agree.deny) == 0 with input as _input(roles, [], [])
}

test_scopes_that_differ_are_denied if {
	narrow := [
		{"op": "replace", "path": "/scope/domestic_public", "value": false},
		{"op": "replace", "path": "/scope/public_opinion", "value": false},
	]
	found := records_agree.deny with input as _input(narrow, [], [])
	found == {
		_finding("domestic", ["scope", "domestic_public"], _p, ["scope", "domestic_public"], {}),
		_finding("domestic", ["scope", "domestic_public"], _s, ["domestic_public"], {}),
		_finding("opinion", ["scope", "public_opinion"], _p, ["scope", "public_opinion"], {}),
	}
	reverse := records_agree.deny with input as _input([], narrow, [])
	{finding.code | some finding in reverse} == {"domestic", "opinion"}
}

test_the_number_of_the_providers_own_engine_is_in_its_record if {
	own := [{"op": "replace", "path": "/engine/vendor", "value": "example studio (CN)"}]
	found := records_agree.deny with input as _input(own, [], [])
	found == {_finding("number", ["engine", "filings", 1, "number"], _p, ["algorithms"], {"number": "Example-Voice-20260101"})}
	filed := [{"op": "replace", "path": "/service_filing", "value": {"number": "Example-Voice-20260101"}}]
	count(records_agree.deny) == 0 with input as _input(own, filed, [])
}

test_a_supporter_that_the_record_denies_is_denied if {
	none := [{"op": "replace", "path": "/technical_supporters", "value": false}]
	found := records_agree.deny with input as _input([], none, [])
	found == {_finding("supporter", ["engine", "vendor"], _p, ["technical_supporters"], {"vendor": "Example Vendor"})}
}

test_cloning_that_the_record_denies_is_denied if {
	none := [{"op": "replace", "path": "/biometric_editing", "value": false}]
	found := records_agree.deny with input as _input([], none, [])
	found == {_finding("editing", ["voices", 0, "type"], _p, ["biometric_editing"], {"voice": "v"})}
}

test_unlabelled_supply_that_the_service_denies_is_denied if {
	none := [{"op": "replace", "path": "/unlabelled_supply", "value": false}]
	found := records_agree.deny with input as _input([], [], none)
	found == {_finding("unlabelled", ["unlabelled_supply", 0], _s, ["unlabelled_supply"], {"file": "a.wav"})}
}

test_logs_that_the_service_keeps_shorter_are_denied if {
	short := [{"op": "replace", "path": "/logs/1/retention/value", "value": 3}]
	found := records_agree.deny with input as _input([], [], short)
	path := ["unlabelled_supply", 0, "log_retention_months"]
	found == {_finding("kept", path, _s, ["logs", 1, "retention"], {"file": "a.wav", "months": 6})}
}

_finding(code, path, record, other, more) := object.union(more, {
	"code": code,
	"path": path,
	"record": record,
	"related": [{"artifact": record, "path": other}],
})

_input(project, provider, service) := {
	"document": json.patch(_project, project),
	"related": [
		{"pointer": "/records/provider", "path": _p, "kind": "filing.provider", "document": json.patch(_provider, provider)},
		{"pointer": "/records/service", "path": _s, "kind": "identity.service", "document": json.patch(_service, service)},
	],
}

_p := "p.yaml"

_s := "s.yaml"

_project := {
	"records": {"provider": "p.yaml", "service": "s.yaml"},
	"scope": {"domestic_public": true, "public_opinion": true},
	"provider": {"name": "Example Studio"},
	"engine": {"vendor": "Example Vendor", "filings": [
		{"type": "algorithm", "number": "网信算备 000000000000000000000号"},
		{"type": "service", "number": "Example-Voice-20260101"},
	]},
	"voices": [{"id": "v", "type": "cloned"}, {"id": "w", "type": "human"}],
	"unlabelled_supply": [{"file": "a.wav", "log_retention_months": 6}],
}

_provider := {
	"provider": "Example Studio",
	"scope": {"domestic_public": true, "public_opinion": true},
	"biometric_editing": true,
	"technical_supporters": true,
	"algorithms": [{"filing": {"number": "网信算备：000000000000000000000号"}}, {"filing": null}],
	"models": [{"number": null}],
	"service_filing": null,
}

_service := {
	"domestic_public": true,
	"unlabelled_supply": true,
	"logs": [
		{"category": "login", "retention": {"value": 1, "unit": "months"}},
		{"category": "unlabelled_export", "retention": {"value": 184, "unit": "days"}},
	],
}
