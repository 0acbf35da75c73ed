package filing.provider.periodic_review_test

import data.filing.provider.periodic_review

test_reviewed_subjects_pass if {
	denied := periodic_review.deny with input as _provider(["2026-11-23"])
	warned := periodic_review.warn with input as _provider(["2026-11-23"])
	count(denied | warned) == 0
}

test_each_subject_is_reviewed if {
	every subject in _subjects {
		others := [each | some each in _subjects; each != subject]
		findings := periodic_review.deny with input as _reviewed([{"subjects": others, "completed_on": "2026-06-01"}])
		findings == {{"code": "missing", "path": ["reviews"], "subject": subject}}
	}
}

test_review_in_the_future_does_not_count if {
	findings := periodic_review.deny with input as _provider(["2026-11-24"])
	{finding.code | some finding in findings} == {"missing", "future"}
	finding := {"code": "future", "path": ["reviews", 0, "completed_on"], "completed_on": "2026-11-24"}
	finding in findings
}

test_undated_review_does_not_count if {
	findings := periodic_review.deny with input as _reviewed([{"subjects": _subjects}])
	{finding.code | some finding in findings} == {"missing"}
}

test_old_review_is_warned_after_the_days_of_the_parameter if {
	at := [_before(_days - 1), _before(_days)]
	every day in at {
		count(periodic_review.warn) == 0 with input as _provider([day])
	}
	findings := periodic_review.warn with input as _provider([_before(_days + 1)])
	findings == {{
		"code": "old",
		"path": ["reviews"],
		"subject": subject,
		"completed_on": _before(_days + 1),
		"days": _days,
	} |
		some subject in _subjects
	}
}

test_last_review_decides if {
	count(periodic_review.warn) == 0 with input as _provider([_before(_days + 1), "2026-11-22"])
}

test_empty_document_is_denied_of_all if {
	periodic_review.applies with input as {"document": {}}
	findings := periodic_review.deny with input as {"document": {}, "as_of": "2026-11-23T12:00:00Z"}
	count(findings) == 4
}

test_domestic_public_service_makes_it_applicable if {
	periodic_review.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_technical_supporter_reviews_as_well if {
	periodic_review.applies with input as {"document": {"role": ["technical_supporter"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_who_only_uses_it_is_not_applicable if {
	not periodic_review.applies with input as {"document": {"role": ["user"], "scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not periodic_review.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_days := data.filing.params.review_max_age_days

_before(days) := time.format([
	time.parse_rfc3339_ns("2026-11-23T00:00:00Z") - (((days * 24) * 3600) * 1000000000),
	"UTC",
	"2006-01-02",
])

_subjects := ["mechanism", "model", "data", "results"]

_provider(days) := _reviewed([{"subjects": _subjects, "completed_on": day} | some day in days])

_reviewed(reviews) := {"as_of": "2026-11-23T12:00:00Z", "document": {"reviews": reviews}}
