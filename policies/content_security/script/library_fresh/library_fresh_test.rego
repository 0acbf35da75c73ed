package content_security.script.library_fresh_test

import data.content_security.script.library_fresh

test_whole_days_in_china_count if {
	findings := library_fresh.warn with input as _script({"updated": "2026-11-16T00:00:00+08:00"})
		with data.content_security.params.keyword_library_max_age_days as 7
	count(findings) == 0
}

test_a_day_more_is_warned if {
	findings := library_fresh.warn with input as _script({"updated": "2026-11-15T23:59:59+08:00"})
		with data.content_security.params.keyword_library_max_age_days as 7
	findings == {{"code": "old", "path": [], "updated": "2026-11-15T23:59:59+08:00", "age": 8, "days": 7}}
}

test_parameter_decides_how_old_is_too_old if {
	findings := library_fresh.warn with input as _script({"updated": "2026-11-15T23:59:59+08:00"})
		with data.content_security.params.keyword_library_max_age_days as 8
	count(findings) == 0
}

test_library_of_tomorrow_is_warned if {
	findings := library_fresh.warn with input as _script({"updated": "2026-11-24T00:00:00+08:00"})
	findings == {{"code": "future", "path": [], "updated": "2026-11-24T00:00:00+08:00"}}
}

test_undated_library_is_warned if {
	findings := library_fresh.warn with input as _script({})
	findings == {{"code": "undated", "path": []}}
}

test_empty_document_is_judged_too if {
	findings := library_fresh.warn with input as {"document": {}, "as_of": "2026-11-23T12:00:00Z", "facts": {}}
	findings == {{"code": "undated", "path": []}}
}

_script(library) := {
	"document": {"format": "srt", "cues": [{"text": ["一"]}]},
	"as_of": "2026-11-23T12:00:00Z",
	"facts": {"library": library},
}

test_review_with_another_version_of_the_library_is_warned if {
	findings := library_fresh.warn with input as _reviewed("01")
	{finding | some finding in findings; finding.code == "other"} == {{
		"code": "other",
		"path": [],
		"review": "a.srt.review.yaml",
	}}
	every same in ["00", null] {
		fine := library_fresh.warn with input as _reviewed(same)
		{finding | some finding in fine; finding.code == "other"} == set()
	}
}

_reviewed(library) := {
	"as_of": "2026-11-23T12:00:00Z",
	"facts": {
		"library": {"sha256": "00", "updated": "2026-11-23T00:00:00Z"},
		"review": {"path": "a.srt.review.yaml", "library": library},
	},
}
