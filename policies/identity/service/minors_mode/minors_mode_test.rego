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

test_other_type_that_is_explained_is_not_applicable if {
	service := {"document": {"domestic_public": true, "service_types": ["other"], "other_type": "interface"}}
	not minors_mode.applies with input as service
	count(minors_mode.deny | minors_mode.warn) == 0 with input as service
}

test_other_type_that_nothing_explains_is_warned if {
	every said in [{}, {"other_type": " "}] {
		service := {"document": object.union({"domestic_public": true, "service_types": ["other"]}, said)}
		minors_mode.applies with input as service
		count(minors_mode.deny) == 0 with input as service
		minors_mode.warn == {{"code": "unsaid", "path": ["service_types"]}} with input as service
	}
}

test_one_of_the_four_types_needs_no_explanation if {
	count(minors_mode.warn) == 0 with input as _service(_whole)
}

test_other_service_is_not_applicable if {
	not minors_mode.applies with input as {"document": {"domestic_public": false, "service_types": ["game"]}}
}

test_empty_document_is_warned if {
	minors_mode.applies with input as {"document": {}}
	findings := minors_mode.warn with input as {"document": {}}
	{finding.code | some finding in findings} == {"unsaid"}
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
