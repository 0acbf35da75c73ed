package dubbing.consent.reconsent_test

import data.dubbing.consent.reconsent

test_processing_that_was_agreed_to_passes if {
	count(reconsent.deny) == 0 with input as _consent({})
}

test_processing_of_less_passes if {
	count(reconsent.deny) == 0 with input as _consent({"methods": ["synthesis"]})
}

test_each_that_is_new_is_denied if {
	every key in ["purposes", "methods", "types"] {
		findings := reconsent.deny with input as _consent({key: array.concat(_agreed[key], ["new"])})
		findings == {_finding(key, count(_agreed[key]), "new")}
	}
}

test_what_the_notice_does_not_state_was_not_agreed_to if {
	every key in ["purposes", "methods", "types"] {
		silent := [{"op": "remove", "path": concat("", ["/document/notice/", key])}]
		findings := reconsent.deny with input as json.patch(_consent({}), silent)
		findings == {_finding(key, i, value) | some i, value in _agreed[key]}
	}
}

test_processing_that_states_nothing_is_denied if {
	every key in ["purposes", "methods", "types"] {
		findings := reconsent.deny with input as _consent({key: []})
		findings == {{"code": concat("_", ["no", key]), "path": ["processing", key]}}
	}
}

test_empty_document_is_denied if {
	findings := reconsent.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"no_purposes", "no_methods", "no_types"}
}

_finding(key, i, value) := {
	"code": key,
	"path": ["processing", key, i],
	"related": [{"path": ["notice", key]}],
	"value": value,
}

_agreed := {"purposes": ["dubbing"], "methods": ["training", "synthesis"], "types": ["voiceprint"]}

_consent(changes) := {"document": {"notice": _agreed, "processing": object.union(_agreed, changes)}}
