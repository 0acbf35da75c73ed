# METADATA
# scope: package
# title: The annotation rules cover every risk
# description: >-
#   The rules for security annotation cover each of the 31 risks of Annex A, by what the rule book is said to cover.
#   The standard is voluntary and known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.provenance.annotation
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025#4.3]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     none: the rule book covers no risk
#     missing: "the rule book does not cover {id} ({name})"
#   remediation: Write rules for the risks that are named, and list them under rule_book.risks.
#   zh:
#     title: 标注规则覆盖全部风险
#     description: 按照所填的覆盖范围，安全性标注规则应覆盖附录A的31种风险。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       none: 标注规则未覆盖任何风险
#       missing: "标注规则未覆盖 {id}（{name_zh}）"
#     remediation: 为所列风险制定标注规则，并填入标注规则的覆盖范围。
package provenance.annotation.risk_coverage

import future.keywords.not

warn contains {"code": "none", "path": ["rule_book", "risks"]} if count(_covered) == 0

warn contains finding if {
	count(_covered) > 0
	some list in data.instruments["gbt-45654-2025"].lists
	list.id == "risks"
	some risk in list.members
	id := risk.id
	not id in _covered
	finding := {
		"code": "missing",
		"path": ["rule_book", "risks"],
		"id": id,
		"name": risk.name.en,
		"name_zh": risk.name.zh,
	}
}

_covered contains risk if some risk in input.document.rule_book.risks
