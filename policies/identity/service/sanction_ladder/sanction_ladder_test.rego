package identity.service.sanction_ladder_test

import data.identity.service.sanction_ladder

test_ladder_of_the_parameters_passes if {
	findings := sanction_ladder.warn with input as _service({})
	count(findings) == 0
}

test_sooner_passes if {
	findings := sanction_ladder.warn with input as _service({
		"consecutive": data.identity.params.sanction_consecutive - 1,
		"daily": data.identity.params.sanction_daily - 1,
	})
	count(findings) == 0
}

test_one_more_is_warned if {
	row := data.identity.params.sanction_consecutive
	in_a_row := sanction_ladder.warn with input as _service({"consecutive": row + 1})
	in_a_row == {{"code": "consecutive", "path": ["sanctions", "consecutive"], "most": row}}
	day := data.identity.params.sanction_daily
	on_a_day := sanction_ladder.warn with input as _service({"daily": day + 1})
	on_a_day == {{"code": "daily", "path": ["sanctions", "daily"], "most": day}}
}

test_no_number_is_warned if {
	findings := sanction_ladder.warn with input as _service({"consecutive": null, "daily": null})
	{finding.code | some finding in findings} == {"consecutive", "daily"}
}

test_only_suspension_and_closure_count if {
	every measure in ["suspension", "closure"] {
		findings := sanction_ladder.warn with input as _service({"measure": measure})
		count(findings) == 0
	}
	every measure in ["warning", "restriction", "none"] {
		findings := sanction_ladder.warn with input as _service({"measure": measure})
		findings == {{"code": "measure", "path": ["sanctions", "measure"]}}
	}
}

test_empty_document_is_warned_of_all if {
	sanction_ladder.applies with input as {"document": {}}
	findings := sanction_ladder.warn with input as {"document": {}}
	{finding.code | some finding in findings} == {"measure", "consecutive", "daily"}
}

test_domestic_public_service_makes_it_applicable if {
	sanction_ladder.applies with input as {"document": {"domestic_public": true}}
}

test_other_service_is_not_applicable if {
	not sanction_ladder.applies with input as {"document": {"domestic_public": false}}
}

_service(changes) := {"document": {
	"domestic_public": true,
	"sanctions": object.union(
		{
			"consecutive": data.identity.params.sanction_consecutive,
			"daily": data.identity.params.sanction_daily,
			"measure": "suspension",
		},
		changes,
	),
}}
