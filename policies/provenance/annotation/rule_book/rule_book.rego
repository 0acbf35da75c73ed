# METADATA
# scope: package
# title: Annotation has a written rule book
# description: >-
#   The annotation rules are written down: the rule book exists inside the root with the stated SHA-256, and applied
#   from a day that is not after the date of judgement nor after the first task. Whether it is clear and operable, a
#   person has to read. Applies where the service is offered to the public in mainland China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.annotation
# custom:
#   severity: high
#   basis: [interim-measures#8]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     missing: there is no rule book
#     lost: "the rule book does not exist: {file}"
#     altered: "the rule book has the SHA-256 {actual}, not the stated {stated}: {file}"
#     future: "the rule book applies from {date}, which is in the future"
#     late: "the rule book applies from {date}, but {person} began on {began}"
#   remediation: Write the annotation rules before annotation begins, and state the file with its SHA-256.
#   zh:
#     title: 数据标注有书面标注规则
#     description: 应制定书面标注规则：规则文件存在且与所填 SHA-256 一致，启用日期不晚于判定日期，也不晚于首次标注。规则是否清晰、具体、可操作，须由人工判断。适用于向境内公众提供的服务。
#     message:
#       missing: 没有标注规则
#       lost: "标注规则文件不存在：{file}"
#       altered: "标注规则文件的摘要为 {actual}，与所填的 {stated} 不一致：{file}"
#       future: "标注规则的启用日期 {date} 晚于判定日期"
#       late: "标注规则自 {date} 起启用，但 {person} 于 {began} 开始标注"
#     remediation: 在标注开始前制定标注规则，并填写文件及其 SHA-256。
package provenance.annotation.rule_book

import data.lib.dates
import data.provenance.lib.records

applies if input.document.scope.domestic_public

deny contains {"code": "missing", "path": ["rule_book"]} if not input.document.rule_book

deny contains object.union(problem, {"path": ["rule_book", "file"], "file": book.file}) if {
	book := input.document.rule_book
	problem := records.problem(["rule_book"], book)
}

deny contains {"code": "future", "path": ["rule_book", "adopted_on"], "date": date} if {
	date := input.document.rule_book.adopted_on
	date > dates.day(input.as_of)
}

deny contains {"code": "late", "path": ["people", i, "began_on"], "date": date, "person": person.id, "began": began} if {
	date := input.document.rule_book.adopted_on
	some i, person in input.document.people
	began := person.began_on
	began < date
}
