package identity.service.log_coverage_test

import data.identity.service.log_coverage

test_all_categories_pass if {
	findings := log_coverage.warn with input as _service(_usual, false)
	count(findings) == 0
}

test_missing_category_is_warned if {
	findings := log_coverage.warn with input as _service(["login", "operation", "generation"], false)
	findings == {{"path": ["logs"], "category": "moderation"}}
}

test_unlabelled_supply_needs_its_log if {
	findings := log_coverage.warn with input as _service(_usual, true)
	findings == {{"path": ["logs"], "category": "unlabelled_export"}}
}

test_unlabelled_supply_with_its_log_passes if {
	findings := log_coverage.warn with input as _service(array.concat(_usual, ["unlabelled_export"]), true)
	count(findings) == 0
}

test_parameter_names_the_categories if {
	findings := log_coverage.warn with input as _service(["login"], false)
		with data.identity.params.log_categories as ["login"]
	count(findings) == 0
}

test_empty_document_is_warned_of_all if {
	findings := log_coverage.warn with input as {"document": {}}
	count(findings) == 5
}

_usual := ["login", "operation", "generation", "moderation"]

_service(categories, unlabelled) := {"document": {
	"unlabelled_supply": unlabelled,
	"logs": [{"category": category} | some category in categories],
}}
