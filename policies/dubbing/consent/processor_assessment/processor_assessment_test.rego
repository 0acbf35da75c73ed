package dubbing.consent.processor_assessment_test

import data.dubbing.consent.processor_assessment
import future.keywords.not

test_vendor_that_was_assessed_first_passes if {
	count(processor_assessment.deny) == 0 with input as _consent([_vendor({})])
}

test_vendor_that_was_not_assessed_is_denied if {
	findings := processor_assessment.deny with input as _consent([_vendor({}), {"processor": "w", "from": "2026-03-01"}])
	findings == {{"code": "unassessed", "path": ["entrusted", 1, "assessment"], "processor": "w"}}
}

test_first_day_is_in_time_and_the_next_is_denied if {
	count(processor_assessment.deny) == 0 with input as _consent([_vendor({"date": "2026-03-01"})])
	findings := processor_assessment.deny with input as _consent([_vendor({"date": "2026-03-02"})])
	findings == {_late("2026-03-02")}
}

test_assessment_of_the_future_is_denied if {
	vendor := object.union(_vendor({"date": "2026-11-24"}), {"from": "2026-12-01"})
	findings := processor_assessment.deny with input as _consent([vendor])
	findings == {_late("2026-11-24")}
}

test_absent_dates_are_denied if {
	undated := object.remove(_vendor({}).assessment, ["date"])
	findings := processor_assessment.deny with input as _consent([{
		"processor": "v",
		"from": "2026-03-01",
		"assessment": undated,
	}])
	findings == {_late(null)}
	timeless := processor_assessment.deny with input as _consent([object.remove(_vendor({}), ["from"])])
	timeless == {_late("2026-02-20")}
}

test_vendor_of_a_childs_voice_makes_it_applicable if {
	processor_assessment.applies with input as _consent([_vendor({})])
}

test_offline_is_no_matter_where_a_vendor_gets_the_voice if {
	offline := {"document": {"child": {"offline": true}}}
	processor_assessment.applies with input as object.union(_consent([_vendor({})]), offline)
}

test_no_vendor_or_no_child_is_not_applicable if {
	not processor_assessment.applies with input as _consent([])
	not processor_assessment.applies with input as {"document": {}}
	older := {"document": {"subject": {"under_14": false, "age": 14}}}
	not processor_assessment.applies with input as object.union(_consent([_vendor({})]), older)
}

_late(date) := {
	"code": "late",
	"path": ["entrusted", 0, "assessment", "date"],
	"related": [{"path": ["entrusted", 0, "from"]}],
	"processor": "v",
	"date": date,
}

_vendor(changes) := {
	"processor": "v",
	"from": "2026-03-01",
	"assessment": object.union({"file": "s.pdf", "date": "2026-02-20"}, changes),
}

_consent(vendors) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {"subject": {"under_14": true, "age": 12}, "entrusted": vendors},
}
