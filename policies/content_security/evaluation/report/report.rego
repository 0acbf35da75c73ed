# METADATA
# scope: package
# title: The report concludes each clause and is signed by three roles
# description: >-
#   Every clause of the assessment report has the conclusion that it is met or not applicable, and one at least is met; a
#   clause that is met rests on evidence, all of it files inside the root with the stated SHA-256: what is only named can
#   be opened by nobody. The legal representative and the leads of security and of legal compliance have signed, not
#   after the date of judgement. That the report has all the clauses of the standard is not checked. The standard is
#   voluntary and known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.evaluation
# custom:
#   severity: high
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#9.1]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     empty: the report concludes no clause
#     unconcluded: "clause {clause} has no conclusion"
#     not_met: "clause {clause} is concluded as not met"
#     unsupported: "clause {clause} is concluded as met without evidence"
#     unmet: no clause of the report is concluded as met
#     unshown: "the evidence of clause {clause} is only named, and cannot be opened: {file}"
#     lost: "the evidence of clause {clause} does not exist: {file}"
#     altered: "the evidence of clause {clause} has the SHA-256 {actual}, not the stated {stated}: {file}"
#     unsigned: "the report is not signed by the {role}"
#     future: "the signature of the {role} is dated {date}, which is in the future"
#   names: {role: "/properties/report/properties/signatures/items/properties/role"}
#   remediation: >-
#     Conclude every clause with its evidence, mend what is not met, and have all three roles sign the report.
#   zh:
#     title: 评估报告逐条作出结论并经三方签字
#     description: 评估报告的每一条款均应作出符合或者不适用的结论，且至少有一条的结论为符合；结论为符合的应附证明材料，证明材料均为根目录之内的文件且与所填 SHA-256 一致，仅有名称的材料无法查阅；法定代表人、安全负责人、法务合规负责人均已签字，且签字日期不晚于判定日期。本规则不检查报告是否包含标准的全部条款。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       empty: 评估报告未对任何条款作出结论
#       unconcluded: "第 {clause} 条未作出结论"
#       not_met: "第 {clause} 条的结论为不符合"
#       unsupported: "第 {clause} 条的结论为符合，但未附证明材料"
#       unmet: 评估报告没有任何条款的结论为符合
#       unshown: "第 {clause} 条的证明材料仅有名称，无法查阅：{file}"
#       lost: "第 {clause} 条的证明材料不存在：{file}"
#       altered: "第 {clause} 条的证明材料的摘要为 {actual}，与所填的 {stated} 不一致：{file}"
#       unsigned: "评估报告未经{role}签字"
#       future: "{role}的签字日期 {date} 晚于判定日期"
#     remediation: 逐条作出结论并附证明材料，整改不符合项，由三方签字。
package content_security.evaluation.report

import data.content_security.lib.evidence
import data.lib.dates
import future.keywords.not

warn contains {"code": "empty", "path": ["report", "clauses"]} if not input.document.report.clauses[0]

warn contains {"code": "unconcluded", "path": ["report", "clauses", i], "clause": _clause(i)} if {
	some i, clause in input.document.report.clauses
	not clause.conclusion
}

warn contains {"code": "not_met", "path": ["report", "clauses", i, "conclusion"], "clause": _clause(i)} if {
	some i, clause in input.document.report.clauses
	clause.conclusion == "not_met"
}

warn contains {"code": "unsupported", "path": ["report", "clauses", i], "clause": _clause(i)} if {
	some i, clause in input.document.report.clauses
	clause.conclusion == "met"
	not clause.evidence[0]
}

warn contains {"code": "unmet", "path": ["report", "clauses"]} if {
	input.document.report.clauses[0]
	not "met" in {clause.conclusion | some clause in input.document.report.clauses}
}

warn contains finding if {
	some i, clause in input.document.report.clauses
	some j, file in clause.evidence
	is_string(file)
	finding := {
		"code": "unshown",
		"path": ["report", "clauses", i, "evidence", j],
		"clause": _clause(i),
		"file": file,
	}
}

warn contains object.union(problem, {"path": path, "clause": _clause(i), "file": record.file}) if {
	some i, clause in input.document.report.clauses
	some j, record in clause.evidence
	is_object(record)
	path := ["report", "clauses", i, "evidence", j]
	problem := evidence.problem(path, record)
}

warn contains {"code": "unsigned", "path": ["report", "signatures"], "role": role} if {
	some role in ["legal_representative", "security_lead", "compliance_lead"]
	not role in _signed
}

warn contains finding if {
	some i, signature in input.document.report.signatures
	signature.date > dates.day(input.as_of)
	finding := {
		"code": "future",
		"path": ["report", "signatures", i, "date"],
		"role": signature.role,
		"date": signature.date,
	}
}

_signed contains signature.role if {
	some signature in input.document.report.signatures
	signature.date
}

_clause(i) := object.get(input.document.report.clauses[i], "clause", null)
