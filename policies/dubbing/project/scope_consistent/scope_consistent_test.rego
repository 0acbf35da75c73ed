package dubbing.project.scope_consistent_test

import data.dubbing.project.scope_consistent

test_public_release_that_says_so_passes if {
	count(scope_consistent.deny) == 0 with input as _project([])
	count(scope_consistent.warn) == 0 with input as _project([])
}

test_release_at_home_that_says_to_be_none_is_denied if {
	every territory in ["CN", "*"] {
		findings := scope_consistent.deny with input as _closed("抖音", territory)
		findings == {{
			"code": "public",
			"path": ["scope", "domestic_public"],
			"channel": "抖音",
			"related": [{"path": ["release", "channels", 0]}],
		}}
	}
	every channel in ["streaming platform", "哔哩哔哩（官方号）"] {
		count(scope_consistent.deny) == 1 with input as _closed(channel, "CN")
	}
}

test_scope_that_says_nothing_counts_as_none if {
	unsaid := [{"op": "remove", "path": "/document/scope"}]
	findings := scope_consistent.deny with input as json.patch(_closed("抖音", "CN"), unsaid)
	{finding.code | some finding in findings} == {"public"}
}

test_channel_at_home_that_nobody_knows_warns if {
	findings := scope_consistent.warn with input as _closed("示例渠道", "CN")
	findings == {{
		"code": "unknown",
		"path": ["scope", "domestic_public"],
		"channel": "示例渠道",
		"related": [{"path": ["release", "channels", 0]}],
	}}
}

test_closed_channel_and_foreign_release_pass if {
	every input_document in [_closed("企业内部培训", "CN"), _closed("企业内部培训平台", "CN"), _closed("intranet website", "CN"), _closed("streaming platform", "SG")] {
		count(scope_consistent.deny) == 0 with input as input_document
		count(scope_consistent.warn) == 0 with input as input_document
	}
}

test_closed_words_make_no_platform_closed if {
	count(scope_consistent.deny) == 1 with input as _closed("抖音内部频道", "CN")
}

test_platform_of_public_opinion_warns if {
	quiet := {"op": "replace", "path": "/document/scope/public_opinion", "value": false}
	findings := scope_consistent.warn with input as _project([quiet, _channel("抖音短视频")])
	findings == {{
		"code": "opinion",
		"path": ["scope", "public_opinion"],
		"channel": "抖音短视频",
		"related": [{"path": ["release", "channels", 0]}],
	}}
	unsaid := scope_consistent.warn with input as _project([
		{"op": "remove", "path": "/document/scope/public_opinion"},
		_channel("抖音短视频"),
	])
	unsaid == findings
	count(scope_consistent.warn) == 0 with input as _project([quiet, _channel("web page")])
	count(scope_consistent.warn) == 0 with input as _project([_channel("抖音短视频")])
}

test_engine_that_nothing_uses_is_denied if {
	quiet := {"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false}
	findings := scope_consistent.deny with input as _project([quiet])
	findings == {{"code": "unused", "path": ["engine"], "related": [{"path": ["deliverables"]}]}}
}

test_assessed_engine_without_any_generated_voice_is_denied if {
	changes := [
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
		{"op": "add", "path": "/document/engine/assessment", "value": {"date": "2026-02-10"}},
	]
	findings := scope_consistent.deny with input as _project(changes)
	findings == {{"code": "assessed", "path": ["engine"], "related": [{"path": ["deliverables"]}]}}
	heard := scope_consistent.deny with input as _project([changes[0], changes[2]])
	{finding.code | some finding in heard} == {"unused"}
}

test_generated_voice_without_an_engine_is_denied if {
	gone := {"op": "remove", "path": "/document/engine"}
	abroad := {"op": "replace", "path": "/document/release/territories", "value": ["SG"]}
	closed := {"op": "replace", "path": "/document/scope/domestic_public", "value": false}
	findings := scope_consistent.deny with input as _project([gone, abroad, closed])
	findings == {{"code": "engineless", "path": ["voices", 0, "type"], "voice": "v"}}
	human := {"op": "replace", "path": "/document/voices/0/type", "value": "human"}
	count(scope_consistent.deny) == 0 with input as _project([gone, abroad, closed, human])
}

test_engine_of_a_public_release_is_asked_for_elsewhere if {
	count(scope_consistent.deny) == 0 with input as _project([{"op": "remove", "path": "/document/engine"}])
}

test_empty_document_finds_nothing if {
	count(scope_consistent.deny) == 0 with input as {"document": {}}
	count(scope_consistent.warn) == 0 with input as {"document": {}}
}

_channel(name) := {"op": "replace", "path": "/document/release/channels", "value": [name]}

_closed(channel, territory) := _project([
	{"op": "replace", "path": "/document/scope/domestic_public", "value": false},
	{"op": "replace", "path": "/document/release/territories", "value": ["SG", territory]},
	_channel(channel),
])

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true, "public_opinion": true},
		"release": {"territories": ["CN"], "channels": ["streaming platform"]},
		"engine": {"vendor": "Example Speech Vendor"},
		"voices": [{"id": "v", "type": "synthetic"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
	}},
	changes,
)
