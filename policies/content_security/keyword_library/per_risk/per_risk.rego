# METADATA
# scope: package
# title: Every risk of A.1 and A.2 has its keywords
# description: >-
#   Each of the 8 risks of A.1 and the 9 risks of A.2 has as many different keywords as the parameters
#   keywords_per_a1_risk and keywords_per_a2_risk ask for. The standard is voluntary and known from secondary
#   renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.keyword_library
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#8.1]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message: "{id} ({name}) has fewer than {minimum} different keywords, namely {found}"
#   remediation: Add keywords for each risk of A.1 and A.2 that is named, with its id in the field risk.
#   zh:
#     title: 每种A.1和A.2风险均有足够的关键词
#     description: A.1的8种风险和A.2的9种风险，每种不同关键词的数量分别不少于参数规定的数量。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message: "{id}（{name_zh}）有 {found} 个不同的关键词，少于 {minimum} 个"
#     remediation: 为所列A.1和A.2风险补充关键词，并填写其风险编号。
package content_security.keyword_library.per_risk

import data.content_security.lib.entries
import data.content_security.lib.risks

warn contains finding if {
	some one in risks.first_two
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

_minimum := {
	"A.1": data.content_security.params.keywords_per_a1_risk,
	"A.2": data.content_security.params.keywords_per_a2_risk,
}
