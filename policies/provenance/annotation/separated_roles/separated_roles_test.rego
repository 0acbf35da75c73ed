package provenance.annotation.separated_roles_test

import data.provenance.annotation.separated_roles

test_separate_people_pass if {
	count(separated_roles.warn) == 0 with input as _document({"id": "t1", "annotators": ["a"], "reviewers": ["r"]})
}

test_person_with_both_roles_may_do_one_in_a_task if {
	count(separated_roles.warn) == 0 with input as _document({"id": "t1", "annotators": ["a"], "reviewers": ["both"]})
}

test_person_with_both_in_one_task_is_warned if {
	task := {"id": "t1", "annotators": ["both"], "reviewers": ["r", "both"]}
	findings := separated_roles.warn with input as _document(task)
	findings == {{"code": "both", "path": ["tasks", 0, "reviewers", 1], "task": "t1", "person": "both"}}
}

test_task_without_one_of_them_is_warned if {
	every role, list in {"annotator": "annotators", "reviewer": "reviewers"} {
		task := {"id": "t1", "annotators": ["a"], "reviewers": ["r"]}
		findings := separated_roles.warn with input as _document(object.union(task, {list: []}))
		findings == {{"code": "empty", "path": ["tasks", 0], "task": "t1", "role": role}}
		absent := separated_roles.warn with input as _document(object.remove(task, [list]))
		absent == findings
	}
}

test_person_without_the_role_is_warned if {
	every reviewer in ["a2", "nobody", "roleless"] {
		task := {"id": "t1", "annotators": ["a"], "reviewers": [reviewer]}
		findings := separated_roles.warn with input as _document(task)
		findings == {{
			"code": "unlisted",
			"path": ["tasks", 0, "reviewers", 0],
			"task": "t1",
			"role": "reviewer",
			"person": reviewer,
		}}
	}
}

test_tasks_without_people_are_warned if {
	task := {"id": "t1", "annotators": ["a"], "reviewers": ["r"]}
	findings := separated_roles.warn with input as {"document": {"tasks": [task]}}
	{[finding.code, finding.person] | some finding in findings} == {["unlisted", "a"], ["unlisted", "r"]}
}

test_annotation_without_tasks_is_not_applicable if {
	separated_roles.applies with input as _document({"id": "t1"})
	not separated_roles.applies with input as {"document": {"tasks": []}}
	not separated_roles.applies with input as {"document": {}}
	count(separated_roles.warn) == 0 with input as {"document": {}}
}

_document(task) := {"document": {
	"people": [
		{"id": "a", "roles": ["annotator"]},
		{"id": "a2", "roles": ["annotator"]},
		{"id": "r", "roles": ["reviewer"]},
		{"id": "both", "roles": ["annotator", "reviewer"]},
		{"id": "roleless"},
	],
	"tasks": [task],
}}
