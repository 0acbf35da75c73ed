package identity.account.minor_guardian_test

import data.identity.account.minor_guardian

test_child_with_a_guardian_passes if {
	denied := minor_guardian.deny with input as _account({})
	warned := minor_guardian.warn with input as _account({})
	count(denied | warned) == 0
}

test_child_without_a_recorded_consent_is_denied if {
	every gone in ["consented_at", "consent_record"] {
		findings := minor_guardian.deny with input as _without(concat("/", ["guardian", gone]))
		findings == {{"code": "consent", "path": ["guardian"]}}
	}
	blank := minor_guardian.deny with input as _account({"guardian": {"consent_record": " "}})
	{finding.code | some finding in blank} == {"consent"}
}

test_child_without_dedicated_rules_is_denied if {
	findings := minor_guardian.deny with input as _without("guardian/rules")
	findings == {{"code": "rules", "path": ["guardian"]}}
}

test_consent_after_the_registration_is_denied if {
	findings := minor_guardian.deny with input as _account({"guardian": {"consented_at": "2026-02-01T00:00:01Z"}})
	findings == {{
		"code": "late",
		"path": ["guardian", "consented_at"],
		"consented_at": "2026-02-01T00:00:01Z",
		"registered_at": "2026-02-01T08:00:00+08:00",
	}}
	same := minor_guardian.deny with input as _account({"guardian": {"consented_at": "2026-02-01T00:00:00Z"}})
	count(same) == 0
}

test_consent_in_the_future_is_denied if {
	account := {"registered_at": "2027-01-01T00:00:00Z", "guardian": {"consented_at": "2026-11-23T12:00:01Z"}}
	findings := minor_guardian.deny with input as _account(account)
	findings == {{
		"code": "future",
		"path": ["guardian", "consented_at"],
		"consented_at": "2026-11-23T12:00:01Z",
	}}
}

test_minor_who_can_publish_has_a_given_identity if {
	every age_group in ["under_14", "14_to_17"] {
		every changes in [{"identity_given_by": "nobody"}, {"verified_at": false}] {
			account := object.union(changes, {"age_group": age_group, "can_publish": true})
			findings := minor_guardian.deny with input as _account(account)
			findings == {{"code": "identity", "path": ["can_publish"]}}
		}
		silent := {"age_group": age_group, "can_publish": false, "identity_given_by": "nobody"}
		without := minor_guardian.deny with input as _account(silent)
		count(without) == 0
	}
}

test_older_minor_needs_no_consent if {
	findings := minor_guardian.deny with input as json.patch(
		_account({"age_group": "14_to_17"}),
		[{"op": "remove", "path": "/document/guardian"}],
	)
	count(findings) == 0
}

test_unknown_age_is_warned if {
	minor_guardian.applies with input as _account({"age_group": "unknown"})
	findings := minor_guardian.warn with input as _account({"age_group": "unknown"})
	findings == {{"code": "unknown", "path": ["age_group"]}}
}

test_empty_document_is_warned if {
	minor_guardian.applies with input as {"document": {}}
	findings := minor_guardian.warn with input as {"document": {}}
	count(findings) == 1
}

test_minor_makes_it_applicable if {
	minor_guardian.applies with input as _account({})
}

test_adult_is_not_applicable if {
	not minor_guardian.applies with input as _account({"age_group": "adult"})
}

_without(path) := json.patch(_account({}), [{"op": "remove", "path": concat("/", ["/document", path])}])

_account(changes) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": object.union(
		{
			"age_group": "under_14",
			"registered_at": "2026-02-01T08:00:00+08:00",
			"can_publish": true,
			"verified_at": "2026-02-01T08:00:00+08:00",
			"identity_given_by": "guardian",
			"guardian": {
				"consented_at": "2026-01-31T08:00:00+08:00",
				"consent_record": "guardian-000001",
				"rules": "https://example.org/children",
			},
		},
		changes,
	),
}
