package dubbing.consent.separate_consent_test

import data.dubbing.consent.separate_consent

test_separate_consent_with_its_record_passes if {
	every form in ["separate_document", "separate_item"] {
		count(separate_consent.deny) == 0 with input as _consent(form, "1")
	}
}

test_bundled_consent_is_denied if {
	findings := separate_consent.deny with input as _consent("bundled", "1")
	findings == {{"code": "bundled", "path": ["form"]}}
}

test_absent_form_is_denied if {
	formless := [{"op": "remove", "path": "/document/form"}]
	findings := separate_consent.deny with input as json.patch(_consent("bundled", "1"), formless)
	findings == {{"code": "bundled", "path": ["form"]}}
}

test_missing_record_is_denied if {
	findings := separate_consent.deny with input as _consent("separate_item", null)
	findings == {{"code": "missing", "path": ["record", "file"], "file": "c.pdf"}}
	unseen := separate_consent.deny with input as object.remove(_consent("separate_item", "1"), ["related"])
	unseen == findings
}

test_other_record_is_denied if {
	findings := separate_consent.deny with input as _consent("separate_item", "2")
	findings == {{
		"code": "altered",
		"path": ["record", "sha256"],
		"file": "c.pdf",
		"stated": "1",
		"actual": "2",
	}}
}

test_record_without_a_stated_digest_is_denied if {
	silent := [{"op": "remove", "path": "/document/record/sha256"}]
	findings := separate_consent.deny with input as json.patch(_consent("separate_item", "1"), silent)
	{[finding.code, finding.stated] | some finding in findings} == {["altered", null]}
}

test_empty_document_is_denied if {
	findings := separate_consent.deny with input as {"document": {}}
	findings == {{"code": "bundled", "path": ["form"]}, {"code": "missing", "path": ["record", "file"], "file": null}}
}

_consent(form, sha256) := {
	"document": {"form": form, "record": {"file": "c.pdf", "sha256": "1"}},
	"related": [{"pointer": "/record/file", "sha256": sha256}],
}
