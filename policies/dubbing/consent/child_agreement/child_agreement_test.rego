package dubbing.consent.child_agreement_test

import data.dubbing.consent.child_agreement
import future.keywords.not

test_agreement_and_person_in_charge_pass if {
	count(child_agreement.deny) == 0 with input as _consent({})
}

test_each_item_that_is_missing_is_denied if {
	every item in ["agreement", "officer"] {
		findings := child_agreement.deny with input as json.patch(_consent({}), [{
			"op": "remove",
			"path": concat("", ["/document/child/", item]),
		}])
		findings == {{"code": item, "path": ["child", item]}}
	}
}

test_offline_that_is_handed_over_is_denied if {
	findings := child_agreement.deny with input as _consent({"offline": true})
	count(findings) == 0
	entrusted := object.union(_consent({"offline": true}), {"document": {"entrusted": [{}], "publication": {}}})
	contradicted := child_agreement.deny with input as object.union(_consent({"offline": true}), entrusted)
	contradicted == {{
		"code": "online",
		"path": ["child", "offline"],
		"related": [{"path": ["entrusted"]}, {"path": ["publication"]}],
	}}
}

test_child_makes_it_applicable if {
	child_agreement.applies with input as _consent({})
	child_agreement.applies with input as {"document": {}}
}

test_offline_is_not_applicable if {
	not child_agreement.applies with input as _consent({"offline": true})
}

test_older_performer_is_not_applicable if {
	not child_agreement.applies with input as {"document": {"subject": {"under_14": false, "age": 14}}}
}

test_empty_document_is_denied if {
	findings := child_agreement.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"agreement", "officer"}
}

_consent(changes) := {"document": {
	"subject": {"under_14": true, "age": 12},
	"child": object.union({"agreement": {"file": "a.pdf"}, "officer": "an officer"}, changes),
}}
