package dubbing.consent.guardian_notice_test

import data.dubbing.consent.guardian_notice
import future.keywords.not

test_refusal_option_and_six_items_pass if {
	count(guardian_notice.deny) == 0 with input as _consent
}

test_each_item_that_was_not_told_is_denied if {
	every item in _items {
		findings := guardian_notice.deny with input as json.patch(_consent, [{
			"op": "remove",
			"path": concat("", ["/document/child/notice/", item]),
		}])
		findings == {{"code": item, "path": ["child", "notice", item]}}
	}
}

test_consent_without_an_option_to_refuse_is_denied if {
	findings := guardian_notice.deny with input as json.patch(_consent, [{
		"op": "remove",
		"path": "/document/child/refusal_option",
	}])
	findings == {{"code": "refusal_option", "path": ["child", "refusal_option"]}}
}

test_child_makes_it_applicable if {
	guardian_notice.applies with input as _consent
	guardian_notice.applies with input as {"document": {}}
}

test_offline_is_not_applicable if {
	not guardian_notice.applies with input as object.union(_consent, {"document": {"child": {"offline": true}}})
}

test_older_performer_is_not_applicable if {
	not guardian_notice.applies with input as {"document": {"subject": {"under_14": false, "age": null}}}
}

test_empty_document_is_denied if {
	findings := guardian_notice.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"refusal_option"} | {item | some item in _items}
}

_items := ["operations", "storage", "safeguards", "refusal", "complaints", "correction"]

_consent := {"document": {
	"subject": {"under_14": true, "age": 12},
	"child": {"refusal_option": "item 3", "notice": {item: "told" | some item in _items}},
}}
