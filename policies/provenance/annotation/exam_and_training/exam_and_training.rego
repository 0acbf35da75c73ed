# METADATA
# scope: package
# title: Everybody was trained and examined before the first task
# description: >-
#   Each person who annotates or reviews was trained, not after the day of the first task. The article asks for training;
#   that it was shown to be enough by an exam before the first task, and came after the rule book was adopted, is a
#   voluntary standard's and an interpretation, so that only warns. The document's own days decide, since what is before
#   a first task that has been is not in the future. Applies where the service is offered to the public in mainland
#   China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.annotation
# custom:
#   severity: medium
#   basis: [interim-measures#8, tc260-003#5.3]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     untrained: "{person} was not trained"
#     unexamined: "{person} passed no exam"
#     late: "{person} began on {began}, before the {event} of {date}"
#     unexamined_late: "{person} began on {began}, before the {event} of {date}"
#     outdated: "{person} was trained on {date}, before the rule book was adopted on {adopted}"
#     future: "{person} began on {began}, which is in the future"
#   names: {event: "/$defs/event"}
#   remediation: Train and examine everybody before the first task, and record the days.
#   zh:
#     title: 标注人员经培训考核后上岗
#     description: 每名标注和审核人员均应在首次任务之前完成培训并通过考核。条文要求进行必要培训；以考核证明培训有效以及培训晚于标注规则启用，属于推荐性标准的要求和解释，仅作警告。以文件自身的日期为准，首次任务不得晚于判定日期。适用于向境内公众提供的服务。
#     message:
#       untrained: "{person} 未经培训"
#       unexamined: "{person} 未通过考核"
#       late: "{person} 于 {began} 上岗，早于其{event} {date}"
#       unexamined_late: "{person} 于 {began} 上岗，早于其{event} {date}"
#       outdated: "{person} 于 {date} 接受培训，早于标注规则启用日期 {adopted}"
#       future: "{person} 的上岗日期 {began} 晚于判定日期"
#     remediation: 所有人员在首次任务之前完成培训和考核，并记录日期。
package provenance.annotation.exam_and_training

import data.lib.dates
import future.keywords.not

applies if input.document.scope.domestic_public

deny contains {"code": "untrained", "path": ["people", i], "person": person.id} if {
	some i, person in input.document.people
	not person.trained_on
}

warn contains {"code": "unexamined", "path": ["people", i], "person": person.id} if {
	some i, person in input.document.people
	not _has_passed(person)
}

deny contains finding if {
	some i, person in input.document.people
	person.trained_on > person.began_on
	finding := object.union(
		_late(i, "trained_on"),
		{"code": "late", "began": person.began_on, "person": person.id, "date": person.trained_on},
	)
}

warn contains finding if {
	some i, person in input.document.people
	person.exam.date > person.began_on
	finding := object.union(
		_late(i, "exam"),
		{"code": "unexamined_late", "began": person.began_on, "person": person.id, "date": person.exam.date},
	)
}

warn contains finding if {
	adopted := input.document.rule_book.adopted_on
	some i, person in input.document.people
	person.trained_on < adopted
	finding := {
		"code": "outdated",
		"path": ["people", i, "trained_on"],
		"person": person.id,
		"date": person.trained_on,
		"adopted": adopted,
		"related": [{"path": ["rule_book", "adopted_on"]}],
	}
}

deny contains {"code": "future", "path": ["people", i, "began_on"], "person": person.id, "began": person.began_on} if {
	some i, person in input.document.people
	person.began_on > dates.day(input.as_of)
}

_has_passed(person) if {
	person.exam.passed
	person.exam.date
}

_late(i, event) := {
	"path": ["people", i, event],
	"event": event,
	"related": [{"path": ["people", i, "began_on"]}],
}
