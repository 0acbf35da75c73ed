# METADATA
# scope: package
# title: The provider's own feature library was searched
# description: >-
#   The script was searched for the keywords of a library that the provider keeps. The sample that ships with adjudge
#   holds placeholders only: it finds nothing in a real script, so no decision can rest on it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.content_security.script
#   - input.facts: schema.content_security.script_facts
# custom:
#   severity: high
#   basis: [deep-synthesis#10]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   setting: keyword_library
#   message: "only the sample keyword library was searched for (placeholders: {entries})"
#   remediation: "Name your keyword library as keyword_library in [params.content_security]: of the gate where one decides, else of the configuration."
#   zh:
#     title: 已使用提供者自建的特征库进行检索
#     description: 脚本已使用提供者维护的特征库检索。本产品自带的样例词库仅含占位词，不能作为判定依据。
#     message: "仅使用了样例词库（{entries} 个占位词）"
#     remediation: 以内容安全的参数“关键词库”指定自建词库：有门禁时写在门禁中，否则写在配置中。
package content_security.script.feature_library

deny contains {"path": [], "entries": input.facts.library.entries} if {
	not input.facts.library.sample == false
}
