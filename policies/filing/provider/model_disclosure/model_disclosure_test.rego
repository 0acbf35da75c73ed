package filing.provider.model_disclosure_test

import data.filing.provider.model_disclosure

test_shown_models_pass if {
	every number in ["Example-Name-20260101", "Example-Name-20260101S0001"] {
		findings := model_disclosure.warn with input as _models([object.union(_shown, {"number": number})])
		count(findings) == 0
	}
}

test_service_without_models_is_warned if {
	findings := model_disclosure.warn with input as _models([])
	findings == {{"code": "none", "path": ["models"]}}
}

test_model_without_a_number_is_warned if {
	every model in [object.union(_shown, {"number": null}), object.remove(_shown, ["number"])] {
		findings := model_disclosure.warn with input as _models([model])
		findings == {{"code": "number", "path": ["models", 0, "number"], "name": "Example"}}
	}
}

test_number_of_another_shape_is_warned if {
	findings := model_disclosure.warn with input as _models([object.union(_shown, {"number": "certified 7"})])
	findings == {{"code": "shape", "path": ["models", 0, "number"], "number": "certified 7"}}
}

test_placeholder_of_a_number_is_warned if {
	findings := model_disclosure.warn with input as _models([object.union(_shown, {"number": "申请中"})])
	findings == {{"code": "placeholder", "path": ["models", 0, "number"], "number": "申请中"}}
}

test_who_only_uses_it_has_the_numbers_and_need_not_show_them if {
	hidden := object.union(_shown, {"shown_at": null})
	user := [{"op": "add", "path": "/document/role", "value": ["user"]}]
	count(model_disclosure.warn) == 0 with input as json.patch(_models([hidden]), user)
	findings := model_disclosure.warn with input as json.patch(_models([object.union(hidden, {"number": null})]), user)
	{finding.code | some finding in findings} == {"number"}
}

test_model_that_is_not_shown_is_warned if {
	every model in [object.union(_shown, {"shown_at": null}), object.union(_shown, {"shown_at": " "})] {
		findings := model_disclosure.warn with input as _models([model])
		findings == {{"code": "hidden", "path": ["models", 0, "shown_at"], "name": "Example"}}
	}
}

test_empty_document_is_warned if {
	model_disclosure.applies with input as {"document": {}}
	findings := model_disclosure.warn with input as {"document": {}}
	count(findings) == 1
}

test_domestic_public_service_makes_it_applicable if {
	model_disclosure.applies with input as {"document": {"scope": {"domestic_public": true, "public_opinion": true}}}
}

test_other_publics_are_not_applicable if {
	not model_disclosure.applies with input as {"document": {"scope": {"domestic_public": false, "public_opinion": true}}}
}

_shown := {"name": "Example", "number": "Example-Name-20260101", "shown_at": "about page"}

_models(models) := {"document": {"scope": {"domestic_public": true}, "models": models}}
