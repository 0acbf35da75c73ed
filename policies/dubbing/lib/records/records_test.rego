package dubbing.lib.records_test

import data.dubbing.lib.records

test_records_are_what_the_project_names if {
	providers := records.providers with input as {"related": [_provider, _service]}
	{entry.path | some entry in providers} == {"a"}
	services := records.services with input as {"related": [_provider, _service]}
	{entry.path | some entry in services} == {"b"}
}

test_another_kind_at_the_place_is_no_record if {
	other := [object.union(_provider, {"kind": "x.y"}), object.union(_service, {"kind": "x.y"})]
	count(records.providers) == 0 with input as {"related": other}
	count(records.services) == 0 with input as {"related": other}
}

test_a_record_that_breaks_its_schema_says_nothing if {
	broken := [object.union(_provider, {"document": null}), object.union(_service, {"document": null})]
	count(records.providers) == 0 with input as {"related": broken}
	count(records.services) == 0 with input as {"related": broken}
}

test_what_is_named_elsewhere_is_no_record if {
	elsewhere := [object.union(_provider, {"pointer": "/evidence/0/file"}), object.union(_service, {"pointer": "/x"})]
	count(records.providers) == 0 with input as {"related": elsewhere}
	count(records.services) == 0 with input as {"related": elsewhere}
}

_provider := {"pointer": "/records/provider", "kind": "filing.provider", "path": "a", "document": {"provider": "p"}}

_service := {"pointer": "/records/service", "kind": "identity.service", "path": "b", "document": {"service": "s"}}
