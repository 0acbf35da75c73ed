package filing.provider.records_agree_test

import data.filing.provider.records_agree

test_records_that_say_the_same_pass if {
	records_agree.applies with input as _input([], [], [])
	count(records_agree.deny | records_agree.warn) == 0 with input as _input([], [], [])
}

test_without_records_there_is_nothing_to_compare if {
	not records_agree.applies with input as {"document": {}}
}

test_a_record_that_cannot_be_read_is_denied if {
	found := records_agree.deny with input as object.union(_input([], [], []), {"related": []})
	found == {
		{"code": "unreadable", "path": ["records", "service"], "record": _s},
		{"code": "unreadable", "path": ["records", "corpora", 0], "record": _c},
	}
}

test_the_record_of_another_service_is_denied if {
	other := [{"op": "replace", "path": "/service", "value": "Other"}]
	found := records_agree.deny with input as _input([], other, [])
	found == {_finding("service", ["service"], _s, ["service"], {"service": "Example Dubbing", "other": "Other"})}
}

test_scopes_that_differ_are_denied if {
	abroad := [{"op": "replace", "path": "/scope/domestic_public", "value": false}]
	found := records_agree.deny with input as _input(abroad, [], [])
	found == {
		_finding("domestic", ["scope", "domestic_public"], _s, ["domestic_public"], {}),
		_finding("domestic", ["scope", "domestic_public"], _c, ["scope", "domestic_public"], {}),
	}
}

test_a_registration_beside_training_data_is_denied if {
	registered := [{"op": "replace", "path": "/service_filing/type", "value": "registration"}]
	found := records_agree.deny with input as _input(registered, [], [])
	found == {_finding("registered", ["service_filing", "type"], _c, ["sources"], {})}
}

test_a_base_model_that_the_record_does_not_name_is_warned_of if {
	none := [{"op": "replace", "path": "/models", "value": []}]
	found := records_agree.warn with input as _input(none, [], [])
	found == {_finding("model", ["models"], _c, ["base_model"], {"number": "Example-Base-20260101"})}
	own := [{"op": "replace", "path": "/base_model/third_party", "value": false}]
	count(records_agree.warn) == 0 with input as _input(none, [], own)
}

test_an_audiovisual_service_without_such_a_business_is_warned_of if {
	none := [{"op": "replace", "path": "/businesses", "value": ["internet_news"]}]
	found := records_agree.warn with input as _input(none, [], [])
	found == {_finding("business", ["businesses"], _s, ["service_types"], {})}
	game := [{"op": "replace", "path": "/service_types", "value": ["game"]}]
	count(records_agree.warn) == 0 with input as _input(none, game, [])
}

_finding(code, path, record, other, more) := object.union(more, {
	"code": code,
	"path": path,
	"record": record,
	"related": [{"artifact": record, "path": other}],
})

_input(provider, service, corpus) := {
	"document": json.patch(_provider, provider),
	"related": [
		{"pointer": "/records/service", "path": _s, "kind": "identity.service", "document": json.patch(_service, service)},
		{"pointer": "/records/corpora/0", "path": _c, "kind": "provenance.corpus", "document": json.patch(_corpus, corpus)},
	],
}

_s := "s.yaml"

_c := "c.yaml"

_provider := {
	"records": {"service": "s.yaml", "corpora": ["c.yaml"]},
	"service": "Example Dubbing",
	"scope": {"domestic_public": true},
	"businesses": ["network_audiovisual"],
	"service_filing": {"type": "filing"},
	"models": [{"number": "Example-Base-20260101"}],
}

_service := {"service": "example dubbing", "domestic_public": true, "service_types": ["audio_video"]}

_corpus := {
	"scope": {"domestic_public": true},
	"base_model": {"third_party": true, "filing_number": "Example-Base-20260101"},
}
