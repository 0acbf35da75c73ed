package dubbing.consent.capacity_test

import data.dubbing.consent.capacity
import future.keywords.not

test_minor_whose_representative_consented_passes if {
	every age in [8, 13, 15, 17] {
		count(capacity.deny) == 0 with input as _consent(age, _agreed)
		count(capacity.warn) == 0 with input as _consent(age, _agreed)
	}
}

test_minor_of_fifteen_who_agreed_alone_is_denied if {
	every guardian in [null, {"relation": "parent", "consent": null}, {"relation": "parent"}] {
		findings := capacity.deny with input as _consent(15, guardian)
		findings == {{"code": "alone", "path": ["guardian", "consent"]}}
	}
}

test_consent_of_the_representative_that_is_to_come_is_none if {
	later := {"consent": {"given_at": "2026-11-24T00:00:00+08:00"}}
	findings := capacity.deny with input as _consent(15, later)
	findings == {{"code": "alone", "path": ["guardian", "consent"]}}
}

test_ratification_with_its_document_passes if {
	count(capacity.deny) == 0 with input as _consent(15, _ratified("2026-11-23"))
}

test_ratification_that_is_to_come_is_denied if {
	findings := capacity.deny with input as _consent(15, _ratified("2026-11-24"))
	findings == {{"code": "alone", "path": ["guardian", "consent"]}}
}

test_ratification_that_no_document_shows_is_denied if {
	findings := capacity.deny with input as _consent(15, {"consent": null, "ratified_on": "2026-03-01"})
	findings == {{"code": "unproven", "path": ["guardian", "ratified_on"]}}
}

test_ratification_on_the_thirtieth_day_passes_and_a_day_later_is_denied if {
	count(capacity.deny) == 0 with input as _consent(15, object.union(_ratified("2026-03-31"), {"demanded_on": "2026-03-01"}))
	findings := capacity.deny with input as _consent(15, object.union(_ratified("2026-04-01"), {"demanded_on": "2026-03-01"}))
	findings == {_refused("2026-03-01")}
}

test_silence_for_thirty_days_is_open_and_a_day_later_is_refusal if {
	open := capacity.deny with input as _consent(15, {"consent": null, "ratified_on": null, "demanded_on": "2026-10-24"})
	open == {{"code": "alone", "path": ["guardian", "consent"]}}
	silent := capacity.deny with input as _consent(15, {"consent": null, "demanded_on": "2026-10-23"})
	silent == {_refused("2026-10-23")}
}

test_representative_of_a_performer_without_capacity_acts_and_cannot_ratify if {
	count(capacity.deny) == 0 with input as _consent(7, _agreed)
	every guardian in [null, _ratified("2026-03-01")] {
		findings := capacity.deny with input as _consent(7, guardian)
		findings == {{"code": "none", "path": ["guardian", "consent"]}}
	}
}

test_sixteen_on_own_work_agrees_alone_and_shows_it if {
	subject := {"under_14": false, "age": 16, "own_income": true}
	proven := object.union(subject, {"own_income_evidence": {"file": "c.pdf"}})
	every each in [subject, proven] {
		capacity.applies with input as _of(each, null)
		count(capacity.deny) == 0 with input as _of(each, null)
	}
	count(capacity.warn) == 0 with input as _of(proven, null)
	findings := capacity.warn with input as _of(subject, null)
	findings == {{"code": "own_income", "path": ["subject", "own_income"]}}
}

test_sixteen_on_others_means_is_denied_alone if {
	findings := capacity.deny with input as _consent(16, null)
	findings == {{"code": "alone", "path": ["guardian", "consent"]}}
}

test_adult_who_cannot_discern_is_denied_alone if {
	every state, code in {"limited": "alone", "none": "none"} {
		subject := {"under_14": false, "age": null, "capacity": state}
		findings := capacity.deny with input as _of(subject, null)
		findings == {{"code": code, "path": ["guardian", "consent"]}}
		count(capacity.deny) == 0 with input as _of(subject, _agreed)
	}
}

test_each_who_cannot_agree_alone_makes_it_applicable if {
	every age in [7, 8, 17] {
		capacity.applies with input as _consent(age, null)
	}
	capacity.applies with input as {"document": {}}
}

test_adult_is_not_applicable if {
	not capacity.applies with input as _consent(18, null)
	not capacity.applies with input as _of({"under_14": false, "age": null}, null)
}

test_empty_document_is_denied if {
	findings := capacity.deny with input as {"document": {}}
	findings == {{"code": "none", "path": ["guardian", "consent"]}}
}

_agreed := {"relation": "parent", "consent": {"given_at": "2026-02-20T10:00:00+08:00", "form": "separate_document"}}

_ratified(day) := {"consent": null, "ratified_on": day, "ratification": {"file": "r.pdf"}}

_refused(day) := {
	"code": "refused",
	"path": ["guardian", "ratified_on"],
	"related": [{"path": ["guardian", "demanded_on"]}],
	"date": day,
	"days": 30,
}

_consent(age, guardian) := _of({"under_14": age < 14, "age": age}, guardian)

_of(subject, guardian) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"subject": subject, "guardian": guardian},
}
