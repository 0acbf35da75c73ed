package content_security.script.reviewed_test

import data.content_security.script.reviewed

test_approved_review_of_this_version_passes if {
	findings := reviewed.deny with input as _script(_review)
	count(findings) == 0
}

test_no_review_is_denied if {
	findings := reviewed.deny with input as _script(null)
	findings == {{"code": "missing", "path": []}}
}

test_facts_without_a_review_are_denied if {
	findings := reviewed.deny with input as {"document": {}, "as_of": "2026-11-23T12:00:00Z", "facts": {}}
	findings == {{"code": "missing", "path": []}}
}

test_review_of_another_version_is_denied if {
	findings := reviewed.deny with input as _script(object.union(_review, {"current": false}))
	findings == {{"code": "outdated", "path": [], "review": "a.srt.review.yaml"}}
}

test_review_that_names_no_version_is_denied if {
	findings := reviewed.deny with input as _script(object.remove(_review, ["current"]))
	{finding.code | some finding in findings} == {"outdated"}
}

test_rejected_script_is_denied if {
	findings := reviewed.deny with input as _script(object.union(_review, {"result": "rejected"}))
	findings == {{"code": "rejected", "path": [], "review": "a.srt.review.yaml", "role": "reviewer"}}
}

test_review_without_a_result_is_denied if {
	findings := reviewed.deny with input as _script(object.remove(_review, ["result"]))
	{finding.code | some finding in findings} == {"rejected"}
}

test_review_of_tomorrow_is_denied if {
	findings := reviewed.deny with input as _script(object.union(_review, {"reviewed_at": "2026-11-24T00:00:00+08:00"}))
	{finding.code | some finding in findings} == {"future"}
}

test_instants_are_compared_not_strings if {
	review := object.union(_review, {"reviewed_at": "2026-11-23T19:59:59+08:00"})
	findings := reviewed.deny with input as _script(review)
	count(findings) == 0
}

_script(review) := {
	"document": {"format": "srt", "cues": [{"text": ["一"]}]},
	"as_of": "2026-11-23T12:00:00Z",
	"facts": {"review": review},
}

_review := {
	"path": "a.srt.review.yaml",
	"current": true,
	"role": "reviewer",
	"reviewed_at": "2026-11-20T10:00:00+08:00",
	"result": "approved",
}
