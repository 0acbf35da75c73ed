# METADATA
# scope: package
# title: Every risk has its questions
# description: >-
#   Each of the 31 risks has as many different questions as the parameters ask for: test_questions_per_a1_a2_risk for
#   the 17 of A.1 and A.2, test_questions_per_other_risk for the other 14. The standard is voluntary and known from
#   secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.test_bank
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#8.2]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message: "{id} ({name}) has {found} different questions, fewer than {minimum}"
#   remediation: Add questions for each risk that is named, with its id in the field risk.
#   zh:
#     title: 每种风险均有足够的测试题
#     description: 31种风险每种不同测试题的数量不少于参数规定的数量，A.1和A.2的17种风险与其余14种风险分别规定。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message: "{id}（{name_zh}）有 {found} 个不同的测试题，少于 {minimum} 个"
#     remediation: 为所列风险补充测试题，并填写其风险编号。
package content_security.test_bank.per_risk

import data.content_security.lib.entries
import data.content_security.lib.risks

warn contains finding if {
	some one in risks.all
	found := entries.count_of(one.id)
	minimum := _minimum[one.group]
	found < minimum
	finding := {
		"path": ["entries"],
		"id": one.id,
		"name": one.name.en,
		"name_zh": one.name.zh,
		"found": found,
		"minimum": minimum,
	}
}

_minimum[group] := data.content_security.params.test_questions_per_a1_a2_risk if some group in ["A.1", "A.2"]

_minimum[group] := data.content_security.params.test_questions_per_other_risk if some group in ["A.3", "A.4", "A.5"]
