# METADATA
# scope: package
# title: Every keyword has a known risk
# description: >-
#   Every entry names one of the 31 risks of Annex A, because a keyword without one counts for none; an
#   allowed word needs none. One finding
#   stands for all the entries that lack a risk or name the same unknown one, at the first of them. The standard is
#   voluntary and known from secondary renderings, so the rule warns.
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
#   message:
#     absent: "keywords that name no risk: {entries}"
#     unknown: "keywords that name the risk {risk}, which is none of the 31: {entries}"
#   remediation: Write the id of a risk, A.1.1 to A.5.2, into the field risk of every entry.
#   zh:
#     title: 每个关键词均标注已知的风险
#     description: 每个条目均应标注附录A的31种风险之一，未标注的关键词不计入任何风险；允许词可不标注。未标注风险或者标注同一未知风险的条目合并为一项结果，置于其中第一个条目。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       absent: "{entries} 个关键词未标注风险"
#       unknown: "{entries} 个关键词标注的风险 {risk} 不在31种风险之列"
#     remediation: 在每个条目中填写风险编号（A.1.1 至 A.5.2）。
package content_security.keyword_library.known_risks

import data.content_security.lib.entries
import data.content_security.lib.risks
import future.keywords.not

warn contains {"code": "absent", "path": ["entries", min(places)], "entries": count(places)} if {
	places := {i | some i, entry in input.document.entries; not entry.risk; not entry.category == "allowed"}
	count(places) > 0
}

warn contains {"code": "unknown", "path": ["entries", i, "risk"], "entries": run.length, "risk": run.text} if {
	some run in entries.runs([risk | some [risk, _] in _unknown])
	i := _unknown[run.start][1]
}

_unknown := sort([[entry.risk, i] | some i, entry in input.document.entries; not entry.risk in _known])

_known := {risk.id | some risk in risks.all}
