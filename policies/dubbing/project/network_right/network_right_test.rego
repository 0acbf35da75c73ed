package dubbing.project.network_right_test

import data.dubbing.project.network_right

test_each_way_with_its_right_passes if {
	every mode, right in _needed {
		project := _project([_set("/release/modes", [mode]), _set("/work/rights/uses", ["dubbing", right])])
		count(network_right.deny) + count(network_right.warn) == 0 with input as project
	}
}

test_each_way_without_its_right_is_denied if {
	every mode, right in _needed {
		others := {other | some other in _needed} - {right}
		project := _project([_set("/release/modes", [mode]), _set("/work/rights/uses", [use | some use in others])])
		findings := network_right.deny with input as project
		findings == {_finding("unlicensed", mode, right, ["release", "modes"])}
	}
}

test_of_several_ways_each_is_judged if {
	project := _project([_set("/release/modes", ["on_demand", "linear", "client"])])
	findings := network_right.deny with input as project
	findings == {
		_finding("unlicensed", "on_demand", "network_communication", ["release", "modes"]),
		_finding("unlicensed", "linear", "broadcast", ["release", "modes"]),
	}
}

test_on_demand_is_presumed_of_a_release_that_says_nothing if {
	findings := network_right.deny with input as _project([])
	findings == {_finding("presumed", "on_demand", "network_communication", ["release"])}
}

test_broadcasting_is_presumed_of_a_station if {
	station := [_set("/release/channels", ["示例电视台"]), _set("/work/rights/uses", ["network_communication"])]
	findings := network_right.deny with input as _project(station)
	findings == {_finding("presumed", "linear", "broadcast", ["release"])}
}

test_delivery_to_the_client_needs_no_right_of_these if {
	private := [_set("/release/modes", ["client"]), _set("/scope/domestic_public", false)]
	count(network_right.deny) == 0 with input as _project(private)
	public := [_set("/release/modes", ["client"])]
	findings := network_right.deny with input as _project(public)
	findings == {_finding("presumed", "on_demand", "network_communication", ["release", "modes"])}
}

test_station_that_is_no_way_of_the_release_is_warned_of if {
	project := _project([_set("/release/modes", ["on_demand"]), _set("/release/channels", ["platform", "示例电视台"])])
	findings := network_right.warn with input as project
	findings == {{
		"code": "channel",
		"path": ["release", "modes"],
		"channel": "示例电视台",
		"related": [{"path": ["release", "channels", 1]}],
	}}
}

test_licence_to_adapt_is_warned_of_where_the_way_is_presumed if {
	adapted := [_set("/work/rights/uses", ["dubbing", "adaptation"])]
	count(network_right.deny) == 0 with input as _project(adapted)
	findings := network_right.warn with input as _project(adapted)
	findings == {_finding("adapted", "on_demand", "network_communication", ["release"])}
	stated := array.concat(adapted, [_set("/release/modes", ["on_demand"])])
	denied := network_right.deny with input as _project(stated)
	denied == {_finding("unlicensed", "on_demand", "network_communication", ["release", "modes"])}
}

test_absent_uses_license_nothing if {
	project := _project([{"op": "remove", "path": "/document/work/rights/uses"}])
	{finding.code | some finding in network_right.deny} == {"presumed"} with input as project
}

test_empty_document_finds_nothing_to_name if count(network_right.deny) == 0 with input as {"document": {}}

_needed := {
	"on_demand": "network_communication",
	"linear": "broadcast",
	"copies": "distribution",
	"screening": "screening",
}

_finding(code, mode, right, place) := {
	"code": code,
	"path": ["work", "rights", "uses"],
	"work": "w",
	"right": right,
	"mode": mode,
	"related": [{"path": place}],
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"work": {"id": "w", "rights": {"uses": ["dubbing"]}},
		"release": {"channels": ["platform"]},
	}},
	changes,
)
