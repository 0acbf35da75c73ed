package provenance.corpus.lawful_source_test

import data.provenance.corpus.lawful_source

test_each_type_with_its_record_passes if {
	every type, ground in _grounds {
		lawful_source.applies with input as _document(type, ground, "00")
		count(lawful_source.deny) == 0 with input as _document(type, ground, "00")
	}
}

test_each_type_without_its_record_is_denied if {
	every type, ground in _grounds {
		findings := lawful_source.deny with input as _document(type, "other", "00")
		findings == {{"code": "missing", "path": ["sources", 0], "source": "s1", "type": type, "ground": ground}}
	}
}

test_record_of_another_type_does_not_do if {
	findings := lawful_source.deny with input as _document("purchased", "licence", "00")
	{finding.ground | some finding in findings} == {"contract"}
}

test_record_that_does_not_exist_is_denied if {
	findings := lawful_source.deny with input as _document("open_source", "licence", null)
	findings == {_record("lost")}
}

test_record_with_other_bytes_is_denied if {
	findings := lawful_source.deny with input as _document("open_source", "licence", "01")
	findings == {object.union(_record("altered"), {"stated": "00", "actual": "01"})}
}

test_record_without_a_digest_is_denied if {
	without := [{"op": "remove", "path": "/document/sources/0/licence/sha256"}]
	findings := lawful_source.deny with input as json.patch(_document("open_source", "licence", "00"), without)
	findings == {object.union(_record("altered"), {"stated": null, "actual": "00"})}
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not lawful_source.applies with input as json.patch(_document("open_source", "licence", "00"), abroad)
}

test_empty_document_is_not_applicable if {
	not lawful_source.applies with input as {"document": {}}
}

_grounds := {
	"open_source": "licence",
	"own_collection": "collection_record",
	"purchased": "contract",
	"user_input": "authorisation",
}

_record(code) := {
	"code": code,
	"path": ["sources", 0, "licence"],
	"source": "s1",
	"ground": "licence",
	"file": "r.txt",
}

_document(type, ground, digest) := {
	"document": {
		"scope": {"domestic_public": true},
		"sources": [{"id": "s1", "type": type, ground: {"file": "r.txt", "sha256": "00"}}],
	},
	"related": [{"pointer": sprintf("/sources/0/%s/file", [ground]), "sha256": digest}],
}
