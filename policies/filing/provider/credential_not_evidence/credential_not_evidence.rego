# METADATA
# scope: package
# title: No tool or vendor credential stands in for a filing or an assessment
# description: >-
#   Filing, registration, security assessment and review are duties of the service. A certificate or badge that a tool
#   or a vendor issues about itself or its users is evidence of none of them. What counts as such a credential: the
#   type that the record gives, and titles or numbers in which a name from the parameter credential_names stands.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: high
#   basis: [interim-measures#17, deep-synthesis#20]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release, evidence]
#   message:
#     evidence: "{title} is a tool or vendor credential and no evidence of {supports}"
#     number: "{number} is a credential's name and no number of a filing or registration"
#   names: {supports: "/properties/evidence/items/properties/supports"}
#   remediation: Give the authority's number, the assessment's report or the review's record instead.
#   zh:
#     title: 工具或者供应商的认证不能替代备案或者安全评估
#     description: 备案、登记、安全评估和审核是服务自身的义务。工具或者供应商就其自身或者其用户颁发的证书、徽章，不能作为履行上述义务的证明。判断依据为记录所填类型，以及标题或者编号中是否含有参数“证书的名称”所列名称。
#     message:
#       evidence: "“{title}”属于工具或者供应商的认证，不能证明已开展{supports}"
#       number: "“{number}”是认证名称，不是备案或者登记编号"
#     remediation: 改为提供主管部门的编号、安全评估报告或者审核记录。
package filing.provider.credential_not_evidence

import data.lib.words

applies if not input.document.scope.domestic_public == false

deny contains {
	"code": "evidence",
	"path": ["evidence", i],
	"title": evidence.title,
	"supports": evidence.supports,
} if {
	some i, evidence in input.document.evidence
	evidence.supports != "other"
	_is_credential(evidence)
}

deny contains {"code": "number", "path": path, "number": number} if {
	some path, number in _numbers
	words.found(number, data.filing.params.credential_names)
}

_is_credential(evidence) if evidence.type == "credential"

_is_credential(evidence) if words.found(evidence.title, data.filing.params.credential_names)

_numbers[["service_filing", "number"]] := input.document.service_filing.number

_numbers[["algorithms", i, "filing", "number"]] := number if {
	some i, algorithm in input.document.algorithms
	number := algorithm.filing.number
	is_string(number)
}

_numbers[["models", i, "number"]] := number if {
	some i, model in input.document.models
	number := model.number
	is_string(number)
}
