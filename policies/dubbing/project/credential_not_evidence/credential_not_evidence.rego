# METADATA
# scope: package
# title: No tool or vendor credential stands in for a filing, an assessment or a review
# description: |
#   Filing, security assessment and review are duties of the service. A certificate or badge that a tool or a vendor
#   issues about itself or its users is evidence of none of them. What counts as such a credential: the type that the
#   manifest gives, and titles or numbers in which a name from the parameter credential_names stands.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [interim-measures#17, deep-synthesis#20]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release, evidence]
#   names: {supports: /properties/evidence/items/properties/supports}
#   message:
#     evidence: "{title} is a tool or vendor credential and no evidence of {supports}"
#     filing: "{number} is a credential's name and no filing number"
#   remediation: Give the authority's filing number, the assessment's report or the review's record instead.
#   zh:
#     title: 工具或者供应商的认证不能替代备案、安全评估或者审核
#     description: 备案、安全评估和审核是服务自身的义务。工具或者供应商就其自身或者其用户颁发的证书、徽章，不能作为履行上述义务的证明。判断依据为清单所填类型，以及标题或者编号中是否含有参数所列的认证名称。
#     message:
#       evidence: "{title} 属于工具或者供应商的认证，不能作为{supports}的证明"
#       filing: "{number} 是认证名称，不是备案编号"
#     remediation: 改为提供主管部门的备案编号、安全评估报告或者审核记录。
package dubbing.project.credential_not_evidence

import data.lib.words
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(_claims) > 0
}

applies if {
	input.document.scope.domestic_public
	count(input.document.engine.filings) > 0
}

deny contains {
	"code": "evidence",
	"path": ["evidence", i],
	"title": evidence.title,
	"supports": evidence.supports,
} if {
	some i, evidence in _claims
	_is_credential(evidence)
}

deny contains {"code": "filing", "path": ["engine", "filings", i, "number"], "number": filing.number} if {
	some i, filing in input.document.engine.filings
	words.found(filing.number, data.dubbing.params.credential_names)
}

_claims[i] := evidence if {
	some i, evidence in input.document.evidence
	not _is_elsewhere(evidence)
}

_is_elsewhere(evidence) if evidence.supports in {"rights", "consent", "other"}

_is_credential(evidence) if evidence.type == "credential"

_is_credential(evidence) if words.found(evidence.title, data.dubbing.params.credential_names)
