package provenance.corpus.intellectual_property_test

import data.provenance.corpus.intellectual_property

test_owner_and_channel_pass if {
	intellectual_property.applies with input as _document
	count(intellectual_property.warn) == 0 with input as _document
}

test_each_that_is_missing_is_warned if {
	every key in ["owner", "complaint_channel"] {
		without := [{"op": "remove", "path": sprintf("/document/intellectual_property/%s", [key])}]
		findings := intellectual_property.warn with input as json.patch(_document, without)
		findings == {{"code": key, "path": ["intellectual_property", key]}}
	}
}

test_both_are_warned_where_the_section_is_absent if {
	findings := intellectual_property.warn with input as {"document": {"scope": {"domestic_public": true}}}
	{finding.code | some finding in findings} == {"owner", "complaint_channel"}
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not intellectual_property.applies with input as json.patch(_document, abroad)
}

test_empty_document_is_not_applicable if {
	not intellectual_property.applies with input as {"document": {}}
}

_document := {"document": {
	"scope": {"domestic_public": true},
	"intellectual_property": {"owner": "a role", "complaint_channel": "https://example.org/ip"},
}}
