package catering.menu.allergens_test

import data.catering.menu.allergens

test_declared_allergens_pass if {
	every declared in [["celery"], ["celery", "milk"], []] {
		menu := _menu({"name": "Soup", "allergens": declared})
		count(allergens.deny) == 0 with input as menu
		count(allergens.warn) == 0 with input as menu
	}
}

test_absent_allergens_are_denied if {
	findings := allergens.deny with input as _menu({"name": "Soup"})
	findings == {{"code": "undeclared", "path": ["dishes", 1], "dish": "Soup"}}
}

test_unlisted_allergen_is_a_warning if {
	menu := _menu({"name": "Soup", "allergens": ["celery", "shellfish"]})
	count(allergens.deny) == 0 with input as menu
	findings := allergens.warn with input as menu
	findings == {{
		"code": "unlisted",
		"path": ["dishes", 1, "allergens", 1],
		"dish": "Soup",
		"allergen": "shellfish",
	}}
}

test_added_allergen_is_listed if {
	menu := _menu({"name": "Soba", "allergens": ["buckwheat"]})
	count(allergens.warn) == 0 with input as menu with data.catering.params.allergens as ["gluten", "buckwheat"]
}

_menu(dish) := {"document": {"dishes": [{"name": "Bread", "allergens": ["gluten"]}, dish]}}
