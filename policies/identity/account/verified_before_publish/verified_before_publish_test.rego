package identity.account.verified_before_publish_test

import data.identity.account.verified_before_publish

test_verified_account_passes if {
	findings := verified_before_publish.deny with input as _account({})
	count(findings) == 0
}

test_verified_account_that_has_not_published_yet_passes if {
	account := object.remove(_verified, ["first_published_at"])
	findings := verified_before_publish.deny with input as _judged(object.union(account, {"has_published": false}))
	count(findings) == 0
}

test_silent_account_passes if {
	account := {"can_publish": false, "has_published": false, "method": "none"}
	findings := verified_before_publish.deny with input as _judged(account)
	count(findings) == 0
}

test_unverified_account_that_can_publish_is_denied if {
	account := {"can_publish": true, "has_published": false, "method": "none"}
	findings := verified_before_publish.deny with input as _judged(account)
	findings == {{"code": "unverified", "path": ["can_publish"]}}
}

test_unverified_account_that_has_published_is_denied if {
	account := {
		"can_publish": false,
		"has_published": true,
		"method": "none",
		"first_published_at": "2026-02-01T08:00:00+08:00",
	}
	findings := verified_before_publish.deny with input as _judged(account)
	findings == {{"code": "unverified", "path": ["can_publish"]}}
}

test_publication_on_record_outweighs_the_flag if {
	account := {
		"can_publish": false,
		"has_published": false,
		"method": "none",
		"first_published_at": "2026-02-01T08:00:00+08:00",
	}
	findings := verified_before_publish.deny with input as _judged(account)
	findings == {{"code": "unverified", "path": ["can_publish"]}}
}

test_method_without_a_date_is_no_verification if {
	findings := verified_before_publish.deny with input as _judged(object.remove(_verified, ["verified_at"]))
	{finding.code | some finding in findings} == {"unverified"}
}

test_date_without_a_method_is_no_verification if {
	none := verified_before_publish.deny with input as _account({"method": "none"})
	{finding.code | some finding in none} == {"unverified"}
	absent := verified_before_publish.deny with input as _judged(object.remove(_verified, ["method"]))
	{finding.code | some finding in absent} == {"unverified"}
}

test_publication_before_verification_is_denied if {
	findings := verified_before_publish.deny with input as _account({"first_published_at": "2026-02-01T07:59:59+08:00"})
	findings == {{
		"code": "late",
		"path": ["first_published_at"],
		"first_published_at": "2026-02-01T07:59:59+08:00",
		"verified_at": "2026-02-01T00:00:00Z",
	}}
}

test_instants_are_compared_not_strings if {
	findings := verified_before_publish.deny with input as _account({"first_published_at": "2026-01-31T19:00:00-05:00"})
	count(findings) == 0
}

test_publication_without_a_date_is_denied if {
	findings := verified_before_publish.deny with input as _judged(object.remove(_verified, ["first_published_at"]))
	findings == {{"code": "undated", "path": ["has_published"]}}
}

test_verification_in_the_future_is_denied if {
	account := {"verified_at": "2026-11-23T12:00:01Z", "first_published_at": "2026-11-24T00:00:00Z"}
	findings := verified_before_publish.deny with input as _account(account)
	findings == {{"code": "future", "path": ["verified_at"], "verified_at": "2026-11-23T12:00:01Z"}}
}

test_verification_at_this_moment_is_none_in_the_future if {
	account := {"verified_at": "2026-11-23T12:00:00Z", "first_published_at": "2026-11-24T00:00:00Z"}
	count(verified_before_publish.deny) == 0 with input as _account(account)
}

test_empty_document_is_denied if {
	findings := verified_before_publish.deny with input as _judged({})
	{finding.code | some finding in findings} == {"unverified", "undated"}
}

_account(changes) := _judged(object.union(_verified, changes))

_judged(document) := {"document": document, "as_of": "2026-11-23T12:00:00Z"}

_verified := {
	"can_publish": true,
	"has_published": true,
	"method": "mobile_number",
	"verified_at": "2026-02-01T00:00:00Z",
	"first_published_at": "2026-02-01T08:00:00+08:00",
}
