# METADATA
# scope: package
# title: Every topic has its questions
# description: >-
#   Each of the 13 topics has as many different questions as the parameter non_refusal_questions_per_topic asks for.
#   The standard is voluntary and known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.non_refusal_bank
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#8.3]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message: "the topic {name} has {found} different questions, fewer than {minimum}"
#   remediation: Add questions for each topic that is named, with its id in the field topic.
#   zh:
#     title: 每个主题均有足够的测试题
#     description: 13个主题，每个不同测试题的数量不少于参数规定的数量。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message: "主题“{name_zh}”有 {found} 个不同的测试题，少于 {minimum} 个"
#     remediation: 为所列主题补充测试题，并填写其主题。
package content_security.non_refusal_bank.per_topic

import data.content_security.lib.entries
import data.content_security.lib.risks

warn contains finding if {
	some one in risks.topics
	found := entries.count_of(one.id)
	minimum := data.content_security.params.non_refusal_questions_per_topic
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
