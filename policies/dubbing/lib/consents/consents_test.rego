package dubbing.lib.consents_test

import data.dubbing.lib.consents

test_every_record_in_the_file_of_a_voice_is_named if {
	both := [_entry(0, {"id": "a"}), _entry(0, {"id": "b"})]
	_pairs(consents.named) == {[0, both[0]], [0, both[1]]} with input as _project(both)
}

test_a_record_that_breaks_its_schema_is_named_and_not_readable if {
	_pairs(consents.named) == {[0, _entry(0, null)]} with input as _project([_entry(0, null)])
	count(consents.readable) == 0 with input as _project([_entry(0, null)])
}

test_a_document_of_another_kind_is_no_record if {
	count(consents.named) == 0 with input as _project([object.union(_entry(0, {}), {"kind": "x.y"})])
}

test_only_voices_of_persons_need_theirs if {
	both := [_entry(0, {"id": "a"}), _entry(1, {"id": "b"})]
	_pairs(consents.readable) == {[0, both[0]], [1, both[1]]} with input as _project(both)
	_pairs(consents.personal) == {[0, both[0]]} with input as _project(both)
}

test_the_provider_is_the_handler_by_name_or_by_code if {
	consents.is_handled({"handler": {"name": "example studio"}}) with input as _project([])
	consents.is_handled({"handler": {"name": "示例", "code": "91000000MA0000007C"}}) with input as _coded
	not consents.is_handled({"handler": {"name": "Another"}}) with input as _project([])
	not consents.is_handled({"handler": {"name": "Example Studio", "code": "91000000MA0000008A"}}) with input as _coded
}

test_each_of_several_listed_handlers_counts if {
	both := {"handler": {"name": "甲公司、Example Studio", "code": "91000000MA0000008A"}}
	consents.handlers(both) == {{"name": "甲公司", "code": null}, {"name": "Example Studio", "code": null}}
	consents.is_handled(both) with input as _coded
	not consents.is_handled({"handler": {"name": "甲公司、乙公司"}}) with input as _coded
}

test_a_provider_without_an_organisations_code_has_none if {
	consents.provider == {"name": "Example Studio", "code": null} with input as _project([])
	consents.provider == {"name": "Example Studio", "code": "91000000MA0000007C"} with input as _coded
}

test_a_finding_names_both_places if {
	found := consents.finding(0, "x", _entry(0, {}), ["handler"]) with input as _project([])
	found == {
		"code": "x",
		"path": ["voices", 0, "consent"],
		"related": [{"artifact": "a.consent.yaml", "path": ["handler"]}],
		"voice": "v",
	}
}

_pairs(entries) := {[i, entry] | some i, those in entries; some entry in those}

_entry(i, document) := {
	"pointer": sprintf("/voices/%d/consent", [i]),
	"path": "a.consent.yaml",
	"kind": "dubbing.consent",
	"document": document,
}

_coded := object.union(
	_project([]),
	{"document": {"provider": {"name": "Example Studio", "code": "001191000000MA0000007C10000"}}},
)

_project(related) := {
	"document": {
		"provider": {"name": "Example Studio"},
		"voices": [{"id": "v", "type": "cloned"}, {"id": "h", "type": "human"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v", "h"]}],
	},
	"related": related,
}
