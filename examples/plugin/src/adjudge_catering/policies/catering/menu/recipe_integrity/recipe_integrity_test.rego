package catering.menu.recipe_integrity_test

import data.catering.menu.recipe_integrity

test_same_digest_passes if {
	count(recipe_integrity.deny) == 0 with input as _input([_related("a")])
}

test_other_digest_is_denied if {
	findings := recipe_integrity.deny with input as _input([_related("b")])
	findings == {{
		"code": "altered",
		"path": ["dishes", 0, "recipe", "sha256"],
		"file": "soup.txt",
		"stated": "a",
		"actual": "b",
	}}
}

test_missing_file_is_denied if {
	findings := recipe_integrity.deny with input as _input([_related(null)])
	findings == {{"code": "missing", "path": ["dishes", 0, "recipe", "file"], "file": "soup.txt"}}
}

test_reference_that_was_not_followed_is_denied if {
	findings := recipe_integrity.deny with input as _input([])
	findings == {{"code": "missing", "path": ["dishes", 0, "recipe", "file"], "file": "soup.txt"}}
}

test_digest_of_another_dish_does_not_count if {
	other := object.union(_related("a"), {"pointer": "/dishes/1/recipe/file"})
	count(recipe_integrity.deny) == 1 with input as _input([other])
}

_input(related) := {
	"document": {"dishes": [{"name": "Soup", "allergens": [], "recipe": {"file": "soup.txt", "sha256": "a"}}]},
	"related": related,
}

_related(sha256) := {
	"pointer": "/dishes/0/recipe/file",
	"path": "soup.txt",
	"kind": null,
	"sha256": sha256,
	"size": 1,
	"verdict": null,
	"document": null,
}
