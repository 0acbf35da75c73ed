package dubbing.media.provenance_test

import data.dubbing.media.provenance

test_trusted_credentials_that_agree_with_the_label_pass if {
	count(provenance.warn) == 0 with input as _file("1", {"state": "trusted", "source_types": ["trainedAlgorithmicMedia"]})
	count(provenance.warn) == 0 with input as _file("2", {"state": "trusted", "source_types": ["digitalCapture"]})
	count(provenance.warn) == 0 with input as _file("1", {"state": "trusted"})
}

test_credentials_that_do_not_fit_are_told_with_why if {
	codes := ["b.mismatch", "a.mismatch"]
	findings := provenance.warn with input as _file("1", {"state": "invalid", "codes": codes})
	findings == {{"code": "invalid", "path": [], "codes": "a.mismatch, b.mismatch"}}
	unnamed := provenance.warn with input as _file("1", {"state": "invalid"})
	unnamed == {{"code": "invalid", "path": [], "codes": "?"}}
}

test_what_they_say_does_not_count_where_they_do_not_fit if {
	told := provenance.warn with input as _file("1", {"state": "invalid", "codes": [], "source_types": ["digitalCapture"]})
	{finding.code | some finding in told} == {"invalid"}
}

test_valid_is_not_trusted if {
	findings := provenance.warn with input as _file("1", {"state": "valid"})
	findings == {{"code": "untrusted", "path": []}}
}

test_credentials_that_lie_elsewhere_are_told if {
	findings := provenance.warn with input as _file("1", {"state": "remote"})
	findings == {{"code": "remote", "path": []}}
}

test_label_of_synthetic_content_that_was_recorded_is_told if {
	findings := provenance.warn with input as _file("1", {"state": "trusted", "source_types": ["digitalCapture"]})
	findings == {_finding("recorded")}
	mixed := {"state": "trusted", "source_types": ["digitalCapture", "algorithmicMedia"]}
	count(provenance.warn) == 0 with input as _file("1", mixed)
}

test_label_that_leaves_open_what_credentials_say_is_told if {
	every value in ["2", "3"] {
		given := {"state": "trusted", "source_types": ["compositeWithTrainedAlgorithmicMedia", "digitalCapture"]}
		findings := provenance.warn with input as _file(value, given)
		findings == {_finding("unsure")}
	}
}

test_credentials_make_it_applicable if {
	every state in ["invalid", "valid", "trusted", "remote"] {
		provenance.applies with input as _file("1", {"state": state})
	}
	every state in ["not_applicable", "absent"] {
		not provenance.applies with input as _file("1", {"state": state})
	}
	not provenance.applies with input as {"document": {"labels": []}, "facts": {}}
}

_finding(code) := {"code": code, "path": ["labels", 0, "fields", "Label"], "box": "RIFF/AIGC", "field": "Label"}

_file(value, credentials) := {
	"document": {"labels": [{"box": "RIFF/AIGC", "fields": {"Label": value}}]},
	"facts": {"provenance": credentials},
}
