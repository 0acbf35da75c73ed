# METADATA
# scope: package
# title: The base model of another provider is filed
# description: >-
#   A base model that another provider made has the number under which it is filed. That the number is right is not
#   checked. The standard is voluntary and known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message: "the base model {model} has no filing number"
#   remediation: Use a base model that is filed, and state its number.
#   zh:
#     title: 第三方基础模型已经备案
#     description: 使用第三方基础模型的，应有其备案编号。本规则不核验编号是否属实。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message: "基础模型 {model} 没有备案编号"
#     remediation: 使用已经备案的基础模型，并填写备案编号。
package provenance.corpus.base_model_filed

applies if _is_foreign

warn contains {"path": ["base_model"], "model": object.get(input.document, ["base_model", "name"], null)} if {
	not input.document.base_model.filing_number
}

# A base model that does not say whose it is counts as another provider's.
_is_foreign if {
	is_object(input.document.base_model)
	not input.document.base_model.third_party == false
}
