package dubbing.project.declared_on_publishing_test

import data.dubbing.project.declared_on_publishing
import future.keywords.not

test_declared_channels_pass if {
	every date in ["2026-05-31", "2026-06-01"] {
		count(declared_on_publishing.deny) == 0 with input as _project([_set("/release/declarations/0/date", date)])
	}
	count(declared_on_publishing.warn) == 0 with input as _project([])
}

test_channel_without_a_declaration_is_denied if {
	every change in [_remove("/release/declarations"), _set("/release/declarations", [])] {
		findings := declared_on_publishing.deny with input as _project([change])
		findings == {{"code": "undeclared", "path": ["release", "channels", 0], "channel": "a"}}
	}
	second := declared_on_publishing.deny with input as _project([_set("/release/channels/-", "b")])
	second == {{"code": "undeclared", "path": ["release", "channels", 1], "channel": "b"}}
}

test_declaration_after_the_release_is_denied if {
	findings := declared_on_publishing.deny with input as _project([_set("/release/declarations/0/date", "2026-06-02")])
	findings == {{
		"code": "late",
		"path": ["release", "declarations", 0, "date"],
		"channel": "a",
		"date": "2026-06-02",
		"related": [{"path": ["release", "date"]}],
	}}
}

test_declaration_on_no_channel_is_warned_of if {
	other := _set("/release/declarations/-", {"channel": "c", "date": "2026-06-01"})
	findings := declared_on_publishing.warn with input as _project([other])
	findings == {{
		"code": "unknown",
		"path": ["release", "declarations", 1, "channel"],
		"channel": "c",
		"related": [{"path": ["release", "channels"]}],
	}}
}

test_user_that_publishes_makes_it_applicable if {
	declared_on_publishing.applies with input as _project([])
	declared_on_publishing.applies with input as _project([_remove("/release/modes")])
}

test_everything_else_is_not_applicable if {
	every changes in [
		[_set("/role", ["provider"])],
		[_remove("/role")],
		[_set("/release/modes", ["linear"])],
		[_set("/scope/domestic_public", false)],
		[_set("/deliverables/0/synthetic", false), _set("/voices/0/type", "human")],
	] {
		not declared_on_publishing.applies with input as _project(changes)
	}
	not declared_on_publishing.applies with input as {"document": {}}
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"role": ["user"],
		"release": {
			"date": "2026-06-01",
			"channels": ["a"],
			"modes": ["on_demand"],
			"declarations": [{"channel": "a", "date": "2026-06-01"}],
		},
		"voices": [{"id": "v", "type": "synthetic"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
	}},
	changes,
)
