package identity.service.service_type_test

import data.identity.service.service_type

test_named_types_need_no_explanation if {
	every type in ["game", "live_streaming", "audio_video", "social"] {
		service := {"document": {"domestic_public": true, "service_types": ["other", type]}}
		service_type.applies with input as service
		count(service_type.warn) == 0 with input as service
	}
}

test_other_type_that_is_explained_passes if {
	service := {"document": {"domestic_public": true, "service_types": ["other"], "other_type": "interface"}}
	count(service_type.warn) == 0 with input as service
}

test_other_type_that_nothing_explains_is_warned if {
	every said in [{}, {"other_type": " "}] {
		service := {"document": object.union({"domestic_public": true, "service_types": ["other"]}, said)}
		findings := service_type.warn with input as service
		findings == {{"path": ["service_types"]}}
	}
}

test_other_service_is_not_applicable if {
	not service_type.applies with input as {"document": {"domestic_public": false, "service_types": ["other"]}}
}

test_empty_document_is_warned if {
	service_type.applies with input as {"document": {}}
	findings := service_type.warn with input as {"document": {}}
	count(findings) == 1
}
