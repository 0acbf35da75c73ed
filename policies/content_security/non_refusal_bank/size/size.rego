# METADATA
# scope: package
# title: The non-refusal bank is large enough
# description: >-
#   The non-refusal bank has as many different questions as the parameter non_refusal_bank_size asks for; what is
#   written twice or blank counts once or not at all. The standard is voluntary and known from secondary renderings,
#   so the rule warns.
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
#   message: "the non-refusal bank has {found} different questions, fewer than {minimum}"
#   remediation: Add questions until the non-refusal bank has at least the number that the parameter asks for.
#   zh:
#     title: 非拒答测试题库达到规定规模
#     description: 非拒答测试题库中不同测试题的数量不少于参数规定的数量，重复的只计一次，空白的不计。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message: "非拒答测试题库共有 {found} 个不同的测试题，少于 {minimum} 个"
#     remediation: 补充测试题，使非拒答测试题库达到参数规定的数量。
package content_security.non_refusal_bank.size

import data.content_security.lib.entries

warn contains {"path": ["entries"], "found": found, "minimum": minimum} if {
	found := count(entries.texts)
	minimum := data.content_security.params.non_refusal_bank_size
	found < minimum
}
