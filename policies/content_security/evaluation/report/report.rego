# METADATA
# scope: package
# title: The report concludes each clause and is signed by three roles
# description: >-
#   Every clause of the assessment report has the conclusion that it is met or not applicable; a clause that is met
#   rests on evidence. The legal representative and the leads of security and of legal compliance have signed, not
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
#     unsigned: "the report is not signed by the {role}"
#     future: "the signature of the {role} is dated {date}, which is in the future"
#   remediation: >-
#     Conclude every clause with its evidence, mend what is not met, and have all three roles sign the report.
#   zh:
#     title: 评估报告逐条作出结论并经三方签字
#     description: 评估报告的每一条款均应作出符合或者不适用的结论，结论为符合的应附证明材料；法定代表人、安全负责人、法律合规负责人均已签字，且签字日期不晚于判定日期。本规则不检查报告是否包含标准的全部条款。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       empty: 评估报告未对任何条款作出结论
#       unconcluded: "第 {clause} 条未作出结论"
#       not_met: "第 {clause} 条的结论为不符合"
#       unsupported: "第 {clause} 条的结论为符合，但未附证明材料"
#       unsigned: "评估报告未经 {role} 签字"
#       future: "{role} 的签字日期 {date} 晚于判定日期"
#     remediation: 逐条作出结论并附证明材料，整改不符合项，由三方签字。
package content_security.evaluation.report

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
