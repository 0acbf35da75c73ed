package filing.provider.security_reminders_test

import data.filing.provider.security_reminders

test_all_reminders_pass if {
	count(security_reminders.deny) == 0 with input as _provider({})
}

test_each_reminder_is_required if {
	every whom in object.keys(_reminders) {
		every unsaid in [null, " "] {
			findings := security_reminders.deny with input as _provider({"reminders": {whom: unsaid}})
			findings == {{"code": whom, "path": ["reminders", whom]}}
		}
	}
}

test_who_is_not_there_needs_no_reminder if {
	own := {"technical_supporters": false, "reminders": {"technical_supporters": null}}
	count(security_reminders.deny) == 0 with input as _provider(own)
	fixed := {"biometric_editing": false, "reminders": {"separate_consent": null}}
	count(security_reminders.deny) == 0 with input as _provider(fixed)
}

test_empty_document_is_denied_of_all if {
	security_reminders.applies with input as {"document": {}}
	findings := security_reminders.deny with input as {"document": {}}
	{finding.code | some finding in findings} == object.keys(_reminders)
}

test_domestic_public_service_makes_it_applicable if {
	security_reminders.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_technical_supporter_prompts_for_separate_consent_only if {
	supporter := {"document": {"role": ["technical_supporter"], "scope": {"domestic_public": true, "public_opinion": true}, "reminders": {}}}
	security_reminders.applies with input as supporter
	findings := security_reminders.deny with input as supporter
	{finding.code | some finding in findings} == {"separate_consent"}
}

test_who_only_uses_it_is_not_applicable if {
	not security_reminders.applies with input as {"document": {"role": ["user"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not security_reminders.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_reminders := {
	"users": "upload page",
	"technical_supporters": "contract, clause 7",
	"separate_consent": "upload page",
}

_provider(changes) := {"document": object.union(
	{
		"scope": {"domestic_public": true},
		"technical_supporters": true,
		"biometric_editing": true,
		"reminders": _reminders,
	},
	changes,
)}
