package filing.provider.incident_plan_test

import data.filing.provider.incident_plan

test_dated_and_owned_plan_passes if {
	count(incident_plan.deny) == 0 with input as _provider(_whole)
}

test_no_plan_is_denied if {
	findings := incident_plan.deny with input as _provider(null)
	findings == {{"code": "missing", "path": ["incident_plan"]}}
}

test_plan_without_a_date_is_denied if {
	every plan in [object.union(_whole, {"adopted_on": null}), object.remove(_whole, ["adopted_on"])] {
		findings := incident_plan.deny with input as _provider(plan)
		findings == {{"code": "undated", "path": ["incident_plan", "adopted_on"]}}
	}
}

test_plan_of_tomorrow_is_denied if {
	findings := incident_plan.deny with input as _provider(object.union(_whole, {"adopted_on": "2026-11-24"}))
	findings == {{"code": "future", "path": ["incident_plan", "adopted_on"], "adopted_on": "2026-11-24"}}
	count(incident_plan.deny) == 0 with input as _provider(object.union(_whole, {"adopted_on": "2026-11-23"}))
}

test_plan_that_nobody_owns_is_denied if {
	every plan in [
		object.union(_whole, {"owner": null}), object.union(_whole, {"owner": " "}),
		object.remove(_whole, ["owner"]),
	] {
		findings := incident_plan.deny with input as _provider(plan)
		findings == {{"code": "unowned", "path": ["incident_plan", "owner"]}}
	}
}

test_empty_document_is_denied if {
	findings := incident_plan.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"missing"}
}

_whole := {"adopted_on": "2026-01-05", "owner": "security lead"}

_provider(plan) := {"as_of": "2026-11-23T12:00:00Z", "document": {"incident_plan": plan}}
