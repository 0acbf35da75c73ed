package dubbing.consent.public_release_test

import data.dubbing.consent.public_release

test_separate_consent_before_publication_passes if {
	count(public_release.warn) == 0 with input as _consent({})
}

test_no_consent_warns if {
	every publication in [{"from": "2026-03-01", "consent": null}, {"from": "2026-03-01"}] {
		findings := public_release.warn with input as {"as_of": _now, "document": {"publication": publication}}
		findings == {{"code": "no_consent", "path": ["publication", "consent"]}}
	}
}

test_bundled_consent_warns if {
	findings := public_release.warn with input as _consent({"consent": {"form": "bundled"}})
	findings == {{"code": "bundled", "path": ["publication", "consent", "form"]}}
}

test_first_day_is_in_time_and_the_next_warns if {
	count(public_release.warn) == 0 with input as _consent({"from": "2026-02-20"})
	findings := public_release.warn with input as _consent({"from": "2026-02-19"})
	findings == {{
		"code": "late",
		"path": ["publication", "consent", "given_at"],
		"related": [{"path": ["publication", "from"]}],
	}}
}

test_publication_makes_it_applicable if {
	public_release.applies with input as _consent({})
}

test_no_publication_is_not_applicable if {
	not public_release.applies with input as {"document": {"publication": null}}
}

test_empty_document_is_not_applicable if {
	not public_release.applies with input as {"document": {}}
}

_now := "2026-11-23T12:00:00Z"

_consent(changes) := {
	"as_of": _now,
	"document": {"publication": object.union(
		{"from": "2026-03-01", "consent": {"given_at": "2026-02-20T10:00:00+08:00", "form": "separate_item"}},
		changes,
	)},
}
