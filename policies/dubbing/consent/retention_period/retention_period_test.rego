package dubbing.consent.retention_period_test

import data.dubbing.consent.retention_period

test_last_day_and_what_follows_pass if {
	count(retention_period.deny) == 0 with input as _consent({"until": "2028-08-31", "at_end": "delete"})
}

test_way_to_determine_it_passes if {
	retention := {"until": null, "determined_by": "six months after the release", "at_end": "anonymise"}
	count(retention_period.deny) == 0 with input as _consent(retention)
}

test_neither_day_nor_way_is_denied if {
	every retention in [{"until": null, "at_end": "delete"}, {"at_end": "delete"}] {
		findings := retention_period.deny with input as _consent(retention)
		findings == {{"code": "unstated", "path": ["notice", "retention"]}}
	}
}

test_silence_about_the_end_is_denied if {
	findings := retention_period.deny with input as _consent({"until": "2028-08-31"})
	findings == {{"code": "no_end", "path": ["notice", "retention"]}}
}

test_last_day_passes_and_the_next_is_denied if {
	retention := {"until": "2026-11-23", "at_end": "delete"}
	count(retention_period.deny) == 0 with input as object.union(_consent(retention), {"as_of": "2026-11-23T15:59:59Z"})
	findings := retention_period.deny with input as object.union(_consent(retention), {"as_of": "2026-11-23T16:00:00Z"})
	findings == {{"code": "over", "path": ["notice", "retention", "until"], "date": "2026-11-23"}}
}

test_empty_document_is_denied if {
	every document in [{}, {"notice": {}}] {
		findings := retention_period.deny with input as {"as_of": "2026-11-23T12:00:00Z", "document": document}
		{finding.code | some finding in findings} == {"unstated", "no_end"}
	}
}

_consent(retention) := {"as_of": "2026-11-23T12:00:00Z", "document": {"notice": {"retention": retention}}}
