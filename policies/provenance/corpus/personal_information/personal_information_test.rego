package provenance.corpus.personal_information_test

import data.provenance.corpus.personal_information

test_consent_on_record_passes if {
	personal_information.applies with input as _document(_voice)
	count(personal_information.deny) == 0 with input as _document(_voice)
}

test_plain_personal_information_needs_no_separate_consent if {
	plain := object.union(object.remove(_voice, ["separate_consent"]), {"biometric": false})
	count(personal_information.deny) == 0 with input as _document(plain)
}

test_another_ground_of_the_law_passes if {
	plain := object.union(_voice, {"ground": "other_ground_of_law"})
	count(personal_information.deny) == 0 with input as _document(plain)
}

test_personal_information_without_a_ground_is_denied if {
	findings := personal_information.deny with input as _document(object.remove(_voice, ["ground"]))
	findings == {{"code": "ungrounded", "path": ["sources", 0, "personal_information"], "source": "s1"}}
}

test_each_record_that_is_missing_is_denied if {
	every key in ["record", "separate_consent"] {
		findings := personal_information.deny with input as _document(object.remove(_voice, [key]))
		findings == {{
			"code": "unrecorded",
			"path": ["sources", 0, "personal_information"],
			"source": "s1",
			"record": key,
		}}
	}
}

test_record_that_does_not_exist_is_denied if {
	gone := [{"op": "replace", "path": "/related/1/sha256", "value": null}]
	findings := personal_information.deny with input as json.patch(_document(_voice), gone)
	findings == {_record("lost", "separate_consent", "b.txt")}
}

test_record_with_other_bytes_is_denied if {
	other := [{"op": "replace", "path": "/related/0/sha256", "value": "02"}]
	findings := personal_information.deny with input as json.patch(_document(_voice), other)
	findings == {object.union(_record("altered", "record", "a.txt"), {"stated": "00", "actual": "02"})}
}

test_biometric_information_is_personal if {
	findings := personal_information.deny with input as _document(object.union(_voice, {"contained": false}))
	findings == {{
		"code": "contradiction",
		"path": ["sources", 0, "personal_information", "contained"],
		"source": "s1",
	}}
}

test_source_that_does_not_say_is_held_to_have_some if {
	findings := personal_information.deny with input as {"document": {"sources": [{"id": "s1"}]}}
	{finding.code | some finding in findings} == {"contradiction", "ungrounded", "unrecorded"}
	every key in ["contained", "biometric"] {
		plain := {"contained": false, "biometric": false}
		personal_information.applies with input as _document(object.remove(plain, [key]))
	}
}

test_source_without_personal_information_is_not_applicable if {
	not personal_information.applies with input as _document({"contained": false, "biometric": false})
}

test_empty_document_is_not_applicable if {
	not personal_information.applies with input as {"document": {}}
}

test_audio_without_personal_information_is_a_contradiction if {
	every media in ["audio", "image", "video"] {
		source := _source({"media": media})
		personal_information.applies with input as source
		findings := personal_information.deny with input as source
		{finding | some finding in findings; finding.code == "persons"} == {{
			"code": "persons",
			"path": ["sources", 0, "personal_information", "contained"],
			"source": "s1",
			"media": media,
			"related": [{"path": ["sources", 0, "media"]}],
		}}
		{finding.code | some finding in findings} == {"persons", "ungrounded", "unrecorded"}
	}
}

test_audio_in_which_nobody_is_recognised_is_not_applicable if {
	every persons in ["unidentifiable", "none"] {
		not personal_information.applies with input as _source({"media": "audio", "persons": persons})
	}
	identifiable := _source({"media": "audio", "persons": "identifiable"})
	personal_information.applies with input as identifiable
	not personal_information.applies with input as _source({"media": "text"})
}

test_voices_that_are_said_not_to_be_biometric_are_warned if {
	plain := _document(object.union(_voice, {"biometric": false}))
	audio := json.patch(plain, [{"op": "add", "path": "/document/sources/0/media", "value": "audio"}])
	findings := personal_information.warn with input as audio
	findings == {{
		"code": "recognisable",
		"path": ["sources", 0, "personal_information", "biometric"],
		"source": "s1",
		"media": "audio",
		"related": [{"path": ["sources", 0, "media"]}],
	}}
	count(personal_information.warn) == 0 with input as plain
}

test_one_file_as_licence_and_as_consent_is_warned if {
	every key, digest in {"record": "00", "separate_consent": "01"} {
		every ground in ["licence", "collection_record", "contract", "authorisation"] {
			record := {"file": "a.txt", "sha256": digest}
			both := [{"op": "add", "path": sprintf("/document/sources/0/%s", [ground]), "value": record}]
			findings := personal_information.warn with input as json.patch(_document(_voice), both)
			{[finding.code, finding.record, finding.related] | some finding in findings} == {[
				"same",
				key,
				[{"path": ["sources", 0, ground]}],
			]}
		}
	}
}

test_one_file_as_both_consents_is_warned if {
	one := [{"op": "replace", "path": "/document/sources/0/personal_information/separate_consent/sha256", "value": "00"}]
	findings := personal_information.warn with input as json.patch(_document(_voice), one)
	findings == {{
		"code": "same",
		"path": ["sources", 0, "personal_information", "separate_consent"],
		"source": "s1",
		"record": "separate_consent",
		"file": "b.txt",
		"related": [{"path": ["sources", 0, "personal_information", "record"]}],
	}}
}

_source(fields) := {"document": {"sources": [object.union(
	{"id": "s1", "personal_information": {"contained": false, "biometric": false}},
	fields,
)]}}

_voice := {
	"contained": true,
	"biometric": true,
	"ground": "consent",
	"record": {"file": "a.txt", "sha256": "00"},
	"separate_consent": {"file": "b.txt", "sha256": "01"},
}

_record(code, key, file) := {
	"code": code,
	"path": ["sources", 0, "personal_information", key],
	"source": "s1",
	"record": key,
	"file": file,
}

_document(personal) := {
	"document": {"sources": [{"id": "s1", "personal_information": personal}]},
	"related": [
		{"pointer": "/sources/0/personal_information/record/file", "sha256": "00"},
		{"pointer": "/sources/0/personal_information/separate_consent/file", "sha256": "01"},
	],
}
