package dubbing.consent.necessity_and_impact_test

import data.dubbing.consent.necessity_and_impact

test_notice_of_both_passes if {
	count(necessity_and_impact.deny) == 0 with input as {"document": {"notice": _notice}}
}

test_each_that_is_not_told_is_denied if {
	every item in ["necessity", "impact"] {
		findings := necessity_and_impact.deny with input as {"document": {"notice": object.remove(_notice, [item])}}
		findings == {{"code": item, "path": ["notice", item]}}
	}
}

test_empty_document_is_denied if {
	findings := necessity_and_impact.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"necessity", "impact"}
}

_notice := {"necessity": "one voice in every language", "impact": "mistaken identity"}
