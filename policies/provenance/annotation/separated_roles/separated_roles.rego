# METADATA
# scope: package
# title: Who annotates does not review the same task
# description: >-
#   Each task, where any is listed, has annotators and reviewers, each of whom is listed with that role, and nobody is both in one task. The
#   standard is voluntary and known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.provenance.annotation
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025#4.3]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     empty: "the task {task} has no {role}"
#     unlisted: "{person} is no {role} by the list of people, but is one in the task {task}"
#     both: "{person} annotates and reviews the task {task}"
#   names: {role: "/properties/people/items/properties/roles/items"}
#   remediation: Give each task a reviewer who did not annotate it, and list everybody with the roles that they have.
#   zh:
#     title: 标注与审核人员相分离
#     description: 列有任务的，每项任务均有标注人员和审核人员，其职能均已登记，且同一人员在同一任务中不得兼任。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       empty: "任务 {task} 没有{role}"
#       unlisted: "{person} 未登记为{role}，却在任务 {task} 中承担该职能"
#       both: "{person} 在任务 {task} 中既标注又审核"
#     remediation: 为每项任务安排未参与标注的审核人员，并登记所有人员的职能。
package provenance.annotation.separated_roles

import future.keywords.not

applies if input.document.tasks[0]

warn contains {"code": "empty", "path": ["tasks", i], "task": task.id, "role": role} if {
	some i, task in input.document.tasks
	some role, list in _lists
	not task[list][0]
}

warn contains finding if {
	some i, task in input.document.tasks
	some role, list in _lists
	some j, person in task[list]
	not [person, role] in _roles
	finding := {
		"code": "unlisted",
		"path": ["tasks", i, list, j],
		"task": task.id,
		"role": role,
		"person": person,
	}
}

warn contains {"code": "both", "path": ["tasks", i, "reviewers", j], "task": task.id, "person": person} if {
	some i, task in input.document.tasks
	some j, person in task.reviewers
	person in task.annotators
}

_lists := {"annotator": "annotators", "reviewer": "reviewers"}

_roles contains [person.id, role] if {
	some person in input.document.people
	some role in person.roles
}
