package dubbing.project.micro_drama_review_by_people_test

import data.dubbing.project.micro_drama_review_by_people
import future.keywords.not

test_review_of_the_whole_by_people_passes if {
	every method in ["manual", "both"] {
		count(micro_drama_review_by_people.warn) == 0 with input as _project([_set("/reviews/output/0/method", method)])
	}
}

test_review_by_a_machine_is_warned_of if {
	every change in [_set("/reviews/output/0/method", "automatic"), _remove("/reviews/output/0/method")] {
		findings := micro_drama_review_by_people.warn with input as _project([change])
		findings == {{"code": "machine", "path": ["reviews", "output", 0, "method"], "file": "a.mp4"}}
	}
}

test_role_that_is_a_machine_contradicts_a_review_by_people if {
	every role in ["机审系统", "automated classifier"] {
		findings := micro_drama_review_by_people.warn with input as _project([_set("/reviews/output/0/role", role)])
		findings == {{
			"code": "role",
			"path": ["reviews", "output", 0, "role"],
			"file": "a.mp4",
			"role": role,
			"related": [{"path": ["reviews", "output", 0, "method"]}],
		}}
	}
	count(micro_drama_review_by_people.warn) == 0 with input as _project([_set("/reviews/output/0/role", "内容审核员")])
}

test_review_of_parts_is_warned_of if {
	findings := micro_drama_review_by_people.warn with input as _project([_set("/reviews/output/0/extent", "part")])
	findings == {{"code": "part", "path": ["reviews", "output", 0, "extent"], "file": "a.mp4"}}
}

test_review_of_unstated_extent_is_warned_of if {
	findings := micro_drama_review_by_people.warn with input as _project([_remove("/reviews/output/0/extent")])
	findings == {{"code": "unstated", "path": ["reviews", "output", 0], "file": "a.mp4"}}
}

test_only_the_last_review_counts if {
	first := {"file": "a.mp4", "date": "2026-09-01", "method": "automatic"}
	count(micro_drama_review_by_people.warn) == 0 with input as _project([_set("/reviews/output/-", first)])
}

test_micro_drama_for_the_domestic_public_makes_it_applicable if {
	micro_drama_review_by_people.applies with input as _project([])
}

test_everything_else_is_not_applicable if {
	every change in [_set("/work/genre", "drama"), _set("/scope/domestic_public", false)] {
		not micro_drama_review_by_people.applies with input as _project([change])
	}
	not micro_drama_review_by_people.applies with input as {"document": {}}
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"work": {"genre": "micro_drama"},
		"reviews": {"output": [{"file": "a.mp4", "date": "2026-10-01", "method": "manual", "extent": "whole"}]},
	}},
	changes,
)
