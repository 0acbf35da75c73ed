package euai.disclosure.recognition_told_test

import data.euai.disclosure.recognition_told

test_it_applies_to_whoever_recognises if {
	recognition_told.applies with input as _of({"name": "entrance"})
	not recognition_told.applies with input as {"document": {"deployer": {"recognitions": []}}}
}

test_recognition_that_nobody_is_told_of_is_denied if {
	findings := recognition_told.deny with input as _of({"name": "entrance", "type": "emotion", "notices": []})
	findings == {{"path": ["deployer", "recognitions", 1, "notices"], "name": "entrance", "type": "emotion"}}
}

test_what_the_law_does_not_authorise_is_denied if {
	recognition := {"name": "entrance", "type": "emotion", "notices": [], "authorised_by_law": false}
	count(recognition_told.deny) == 1 with input as _of(recognition)
}

test_a_notice_or_a_law_will_do if {
	every recognition in [
		{"name": "entrance", "type": "emotion", "notices": [{"text": "Moods are recognised here."}]},
		{"name": "border", "type": "emotion", "notices": [], "authorised_by_law": true},
	] {
		count(recognition_told.deny) == 0 with input as _of(recognition)
	}
}

_of(recognition) := {"document": {"deployer": {"recognitions": [_told, recognition]}}}

_told := {"name": "hall", "type": "biometric_categorisation", "notices": [{"text": "Ages are estimated here."}]}
