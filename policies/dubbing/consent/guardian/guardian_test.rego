package dubbing.consent.guardian_test

import data.dubbing.consent.guardian

test_guardian_who_agreed_under_rules_passes if {
	count(guardian.deny) == 0 with input as _consent({})
}

test_child_without_a_guardian_is_denied if {
	every none in [{"guardian": null}, {"guardian": {"relation": "parent"}}] {
		findings := guardian.deny with input as object.union(_child, {"document": none})
		findings == {
			{"code": "no_consent", "path": ["guardian", "consent"]},
			{"code": "no_rules", "path": ["guardian", "rules"]},
		}
	}
}

test_ratification_alone_is_no_consent if {
	findings := guardian.deny with input as json.patch(_consent({"ratified_on": "2026-02-20"}), [{
		"op": "replace",
		"path": "/document/guardian/consent",
		"value": null,
	}])
	findings == {{"code": "no_consent", "path": ["guardian", "consent"]}}
}

test_performer_below_the_parameter_only_is_not_said_to_be_under_fourteen if {
	older := {"as_of": "2026-11-23T12:00:00Z", "document": {"subject": {"under_14": false, "age": _age}, "guardian": null}}
	findings := guardian.deny with input as older with data.dubbing.params.guardian_below_age as _age + 1
	{finding.code | some finding in findings} == {"below_age", "no_rules"}
}

test_age_band_of_a_child_makes_it_applicable if {
	guardian.applies with input as _subject({"under_14": false, "age": null, "age_band": "8_13"})
	not guardian.applies with input as _subject({"under_14": false, "age": null, "age_band": "14_15"})
}

test_bundled_consent_of_a_guardian_is_denied if {
	findings := guardian.deny with input as _consent({"consent": {"form": "bundled"}})
	findings == {{"code": "bundled", "path": ["guardian", "consent", "form"]}}
}

test_first_day_of_the_term_is_in_time_and_the_next_is_denied if {
	count(guardian.deny) == 0 with input as _consent({"consent": {"given_at": "2026-03-01T12:00:00+08:00"}})
	findings := guardian.deny with input as _consent({"consent": {"given_at": "2026-03-02T00:00:00+08:00"}})
	findings == {{"code": "late", "path": ["guardian", "consent", "given_at"], "related": [{"path": ["term", "from"]}]}}
}

test_term_that_never_begins_is_denied if {
	findings := guardian.deny with input as json.patch(_consent({}), [{"op": "remove", "path": "/document/term"}])
	findings == {{"code": "late", "path": ["guardian", "consent", "given_at"], "related": [{"path": ["term", "from"]}]}}
}

test_child_without_dedicated_rules_is_denied if {
	findings := guardian.deny with input as _consent({"rules": null})
	findings == {{"code": "no_rules", "path": ["guardian", "rules"]}}
}

test_child_makes_it_applicable if {
	guardian.applies with input as _subject({"under_14": true, "age": null})
}

test_age_that_is_not_settled_makes_it_applicable if {
	guardian.applies with input as _subject({})
	guardian.applies with input as {"document": {}}
}

test_age_below_the_parameter_makes_it_applicable_whatever_is_said if {
	guardian.applies with input as _subject({"under_14": false, "age": _age - 1})
	guardian.applies with input as _subject({"under_14": false, "age": _age})
		with data.dubbing.params.guardian_below_age as _age + 1
}

test_older_performer_is_not_applicable if {
	every age in [_age, _age + 1, null] {
		not guardian.applies with input as _subject({"under_14": false, "age": age})
	}
}

test_empty_document_is_denied if {
	findings := guardian.deny with input as {"as_of": "2026-11-23T12:00:00Z", "document": {}}
	{finding.code | some finding in findings} == {"no_consent", "no_rules"}
}

_age := data.dubbing.params.guardian_below_age

_subject(subject) := {"document": {"subject": subject}}

_child := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"subject": {"under_14": true, "age": 12}, "term": {"from": "2026-03-01"}},
}

_consent(changes) := object.union(_child, {"document": {"guardian": object.union(
	{
		"relation": "parent",
		"consent": {"given_at": "2026-02-20T10:00:00+08:00", "form": "separate_document"},
		"rules": {"file": "rules.pdf"},
	},
	changes,
)}})
