# METADATA
# scope: package
# title: Everybody was trained and examined before the first task
# description: >-
#   Each person who annotates or reviews was trained and passed an exam, not after the day of the first task. The
#   article asks for training; the exam is how it is shown that it was enough. The document's own days decide, since
#   what is before a first task that has been is not in the future. Applies where the service is offered to the public
#   in mainland China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.annotation
# custom:
#   severity: medium
#   basis: [interim-measures#8]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     untrained: "{person} was not trained"
#     unexamined: "{person} passed no exam"
#     late: "{person} began on {began}, before {event} of {date}"
#     future: "{person} began on {began}, which is in the future"
#   remediation: Train and examine everybody before the first task, and record the days.
#   zh:
#     title: 标注人员经培训考核后上岗
#     description: 每名标注和审核人员均应在首次任务之前完成培训并通过考核。条文要求进行必要培训，考核用以证明培训有效。以文件自身的日期为准，首次任务不得晚于判定日期。适用于向境内公众提供的服务。
#     message:
#       untrained: "{person} 未经培训"
#       unexamined: "{person} 未通过考核"
#       late: "{person} 于 {began} 上岗，早于 {date} 的 {event}"
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

deny contains {"code": "unexamined", "path": ["people", i], "person": person.id} if {
	some i, person in input.document.people
	not _has_passed(person)
}

deny contains finding if {
	some i, person in input.document.people
	some event, path in {"trained_on": ["trained_on"], "exam": ["exam", "date"]}
	date := object.get(person, path, "")
	date > person.began_on
	finding := {
		"code": "late",
		"path": ["people", i, event],
		"person": person.id,
		"began": person.began_on,
		"event": event,
		"date": date,
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
