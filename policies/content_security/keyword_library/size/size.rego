# METADATA
# scope: package
# title: The keyword library is large enough
# description: >-
#   The keyword library has as many different keywords as the parameter keyword_library_size asks for; what is written
#   twice or blank counts once or not at all. The standard is voluntary and known from secondary renderings, so the
#   rule warns.
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
#   message: "the keyword library has fewer than {minimum} different keywords, namely {found}"
#   remediation: Add keywords until the keyword library has at least the number that the parameter asks for.
#   zh:
#     title: 关键词库达到规定规模
#     description: 关键词库中不同关键词的数量不少于参数规定的数量，重复的只计一次，空白的不计。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message: "关键词库共有 {found} 个不同的关键词，少于 {minimum} 个"
#     remediation: 补充关键词，使关键词库达到参数规定的数量。
package content_security.keyword_library.size

import data.content_security.lib.entries

warn contains {"path": ["entries"], "found": found, "minimum": minimum} if {
	found := count(entries.texts)
	minimum := data.content_security.params.keyword_library_size
	found < minimum
}
