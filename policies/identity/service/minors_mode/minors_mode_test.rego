package identity.service.minors_mode_test

import data.identity.service.minors_mode

test_whole_mode_passes if {
	findings := minors_mode.deny with input as _service(_whole)
	count(findings) == 0
}

test_no_mode_is_denied if {
	findings := minors_mode.deny with input as _service(null)
	findings == {{"code": "missing", "path": ["minors", "mode"]}}
}

test_each_part_is_required if {
	every part in object.keys(_whole) {
		without := minors_mode.deny with input as _service(object.remove(_whole, [part]))
		without == {{"code": "lacking", "path": ["minors", "mode", part], "part": part}}
		off := minors_mode.deny with input as _service(object.union(_whole, {part: false}))
		off == without
	}
}

test_services_of_the_four_types_are_judged if {
	every type in ["game", "live_streaming", "audio_video", "social"] {
		minors_mode.applies with input as {"document": {"service_types": ["other", type]}}
	}
}

test_other_types_are_not_applicable if {
	not minors_mode.applies with input as {"document": {"domestic_public": true, "service_types": ["other"]}}
	not minors_mode.applies with input as {"document": {}}
}

test_other_service_is_not_applicable if {
	not minors_mode.applies with input as {"document": {"domestic_public": false, "service_types": ["game"]}}
}

test_empty_document_would_be_denied if {
	findings := minors_mode.deny with input as {"document": {}}
	{finding.code | some finding in findings} == {"missing"}
}

_service(mode) := {"document": {"domestic_public": true, "service_types": ["audio_video"], "minors": {"mode": mode}}}

_whole := {
	"by_age": true,
	"time_of_use": true,
	"duration": true,
	"functions": true,
	"content": true,
	"guardian_controls": true,
}
