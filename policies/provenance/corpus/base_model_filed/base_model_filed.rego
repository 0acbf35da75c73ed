# METADATA
# scope: package
# title: The base model of another provider is filed
# description: >-
#   A base model that another provider made has the number under which it is filed. What stands for a number that is not
#   there (pending, none), or has another shape than published ones, is told; the right shape does not prove that an
#   authority gave the number. One that the provider says to have made itself has a record that shows it. The standard is
#   voluntary and known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#6]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     unfiled: "the base model {model} has no filing number"
#     placeholder: "“{number}” is no filing number of the base model {model}"
#     shape: "{number} does not look like the filing number of a model"
#     unshown: "nothing shows that the base model {model} is the provider's own"
#     lost: "what shows that the base model {model} is the provider's own does not exist: {file}"
#     altered: "what shows that the base model {model} is the provider's own has the SHA-256 {actual}, not the stated {stated}: {file}"
#   remediation: Use a base model that is filed, and state its number, or name the record of how you made your own.
#   zh:
#     title: 第三方基础模型已经备案
#     description: 使用第三方基础模型的，应有其备案编号；称为自有基础模型的，应有相应的研制记录。以“申请中”“无”等代替编号的，以及编号与常见格式不同的，一并提示；格式相符不能证明编号真实。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       unfiled: "基础模型 {model} 没有备案编号"
#       placeholder: "“{number}”不是基础模型 {model} 的备案编号"
#       shape: "模型备案编号 {number} 与常见格式不一致，请核对"
#       unshown: "没有记录表明基础模型 {model} 为自有模型"
#       lost: "表明基础模型 {model} 为自有模型的记录不存在：{file}"
#       altered: "表明基础模型 {model} 为自有模型的记录的摘要为 {actual}，与所填的 {stated} 不一致：{file}"
#     remediation: 使用已经备案的基础模型，并填写备案编号；自有模型填写其研制记录。
package provenance.corpus.base_model_filed

import data.lib.numbers
import data.provenance.lib.records
import future.keywords.not

applies if is_object(input.document.base_model)

warn contains {"code": "unfiled", "path": ["base_model"], "model": _model} if {
	_is_foreign
	not input.document.base_model.filing_number
}

warn contains {"code": "placeholder", "path": ["base_model", "filing_number"], "model": _model, "number": number} if {
	_is_foreign
	number := input.document.base_model.filing_number
	numbers.placeholder(number)
}

warn contains {"code": "shape", "path": ["base_model", "filing_number"], "number": number} if {
	_is_foreign
	number := input.document.base_model.filing_number
	not numbers.placeholder(number)
	count(numbers.kinds(number) & {"algorithm_filing", "registration", "service_filing"}) == 0
}

warn contains {"code": "unshown", "path": ["base_model", "third_party"], "model": _model} if {
	input.document.base_model.third_party == false
	not input.document.base_model.made_by_provider
}

warn contains object.union(problem, {"path": path, "model": _model, "file": record.file}) if {
	record := input.document.base_model.made_by_provider
	path := ["base_model", "made_by_provider"]
	problem := records.problem(path, record)
}

# A base model that does not say whose it is counts as another provider's.
_is_foreign if {
	is_object(input.document.base_model)
	not input.document.base_model.third_party == false
}

_model := object.get(input.document, ["base_model", "name"], null)
