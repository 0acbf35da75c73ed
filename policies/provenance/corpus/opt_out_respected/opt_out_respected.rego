# METADATA
# scope: package
# title: Who refuses collection is not collected from
# description: >-
#   For each source of the provider's own collection it was looked up, not after collecting ended, whether those who
#   hold the data refuse it by robots.txt or otherwise, and nobody does. The standard is voluntary and known from
#   secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#5.1]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     unchecked: "nobody looked up whether the source {source} refuses collection"
#     late: "whether the source {source} refuses collection was looked up on {date}, after collecting ended"
#     refused: "the source {source} refuses collection"
#   remediation: Look up robots.txt and other refusals before collecting, and take out what was collected against one.
#   zh:
#     title: 尊重拒绝采集的声明
#     description: 自采训练数据的每一来源，应在采集截止前查明数据持有者是否以 爬虫协议或者其他方式拒绝采集，且未被拒绝。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       unchecked: "未查明来源 {source} 是否拒绝采集"
#       late: "来源 {source} 是否拒绝采集于 {date} 查明，晚于采集截止日期"
#       refused: "来源 {source} 拒绝采集"
#     remediation: 采集前查明爬虫协议和其他拒绝声明，移出违反声明采集的数据。
package provenance.corpus.opt_out_respected

import future.keywords.not

applies if _own != {}

warn contains {"code": "unchecked", "path": ["sources", i], "source": source.id} if {
	some i, source in _own
	not _is_answered(source)
}

warn contains {"code": "late", "path": ["sources", i, "opt_out", "checked_at"], "source": source.id, "date": checked} if {
	some i, source in _own
	checked := source.opt_out.checked_at
	checked > source.collected_at
}

warn contains {"code": "refused", "path": ["sources", i, "opt_out", "refused"], "source": source.id} if {
	some i, source in _own
	source.opt_out.refused
}

_is_answered(source) if {
	is_string(source.opt_out.checked_at)
	is_boolean(source.opt_out.refused)
}

_own[i] := source if {
	some i, source in input.document.sources
	source.type == "own_collection"
}
