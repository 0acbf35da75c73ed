package dubbing.project.micro_drama_review_test

import data.dubbing.project.micro_drama_review
import future.keywords.not

test_approved_before_the_release_passes if {
	every date in ["2026-10-01", "2026-10-02"] {
		count(micro_drama_review.warn) == 0 with input as _project([_set("/reviews/output/0/date", date)])
	}
}

test_deliverable_without_a_review_is_warned_of if {
	expected := {{"code": "missing", "path": ["deliverables", 0], "file": "a.mp4"}}
	every change in [_set("/reviews/output", []), _remove("/reviews")] {
		findings := micro_drama_review.warn with input as _project([change])
		findings == expected
	}
}

test_last_review_that_does_not_approve_is_warned_of if {
	expected := {{"code": "rejected", "path": ["reviews", "output", 0, "result"], "file": "a.mp4"}}
	every change in [_set("/reviews/output/0/result", "rejected"), _remove("/reviews/output/0/result")] {
		findings := micro_drama_review.warn with input as _project([change])
		findings == expected
	}
}

test_review_after_the_release_is_warned_of if {
	findings := micro_drama_review.warn with input as _project([_set("/reviews/output/0/date", "2026-10-03")])
	findings == {{
		"code": "late",
		"path": ["reviews", "output", 0, "date"],
		"file": "a.mp4",
		"date": "2026-10-03",
		"related": [{"path": ["release", "date"]}],
	}}
}

test_micro_drama_for_the_domestic_public_makes_it_applicable if micro_drama_review.applies with input as _project([])

test_everything_else_is_not_applicable if {
	every change in [_set("/work/genre", "drama"), _set("/scope/domestic_public", false)] {
		not micro_drama_review.applies with input as _project([change])
	}
	not micro_drama_review.applies with input as {"document": {}}
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"work": {"genre": "micro_drama"},
		"release": {"date": "2026-10-02"},
		"deliverables": [{"file": "a.mp4"}],
		"reviews": {"output": [{"file": "a.mp4", "date": "2026-10-01", "result": "approved"}]},
	}},
	changes,
)
