package content_security.script.feature_library_test

import data.content_security.script.feature_library

test_sample_library_is_denied if {
	findings := feature_library.deny with input as _script({"entries": 22, "sample": true})
	findings == {{"path": [], "entries": 22}}
}

test_library_of_unknown_origin_is_denied if {
	findings := feature_library.deny with input as _script({"entries": 22})
	findings == {{"path": [], "entries": 22}}
}

test_own_library_passes if {
	findings := feature_library.deny with input as _script({"entries": 12000, "sample": false})
	count(findings) == 0
}

test_empty_document_is_judged_too if {
	script := {"document": {}, "facts": {"library": {"entries": 1, "sample": true}}}
	findings := feature_library.deny with input as script
	count(findings) == 1
}

_script(library) := {"document": {"format": "srt", "cues": [{"text": ["一"]}]}, "facts": {"library": library}}
