# METADATA
# scope: package
# title: Every vendor that processes the voice is bound by a contract
# description: |
#   The contract with each vendor agrees on the purpose, the term and the method of the entrusted processing, the types
#   of information, the protection measures, and the rights and duties of both sides; each is shown by the number of its
#   clause. On the day of the check the contract has not ended.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#21]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     no_contract: "there is no contract with {processor}"
#     ended: "the contract with {processor} ended on {date}"
#     purpose: "the contract with {processor} does not agree on the purpose"
#     term: "the contract with {processor} does not agree on the term"
#     method: "the contract with {processor} does not agree on the method of processing"
#     types: "the contract with {processor} does not agree on the types of personal information"
#     protection: "the contract with {processor} does not agree on protection measures"
#     duties: "the contract with {processor} does not agree on the rights and duties of both sides"
#   remediation: Agree with the vendor in writing on what is missing and name the clause, or entrust nothing to it.
#   zh:
#     title: 委托处理声音的受托人均受合同约束
#     description: 与每个受托人的合同应约定委托处理的目的、期限、处理方式、个人信息的种类、保护措施以及双方的权利和义务，并以条款序号指明。判定当日，合同应未届满。
#     message:
#       no_contract: "与受托人 {processor} 未订立合同"
#       ended: "与受托人 {processor} 的合同已于 {date} 届满"
#       purpose: "与受托人 {processor} 的合同未约定处理目的"
#       term: "与受托人 {processor} 的合同未约定期限"
#       method: "与受托人 {processor} 的合同未约定处理方式"
#       types: "与受托人 {processor} 的合同未约定个人信息的种类"
#       protection: "与受托人 {processor} 的合同未约定保护措施"
#       duties: "与受托人 {processor} 的合同未约定双方的权利和义务"
#     remediation: 与受托人补充约定缺少的事项并指明条款，或者不再委托其处理。
package dubbing.consent.entrusted_contract

import data.lib.dates
import future.keywords.not

applies if count(input.document.entrusted) > 0

deny contains {"code": "no_contract", "path": ["entrusted", i, "contract"], "processor": vendor.processor} if {
	some i, vendor in input.document.entrusted
	not _has_contract(vendor)
}

deny contains finding if {
	some i, vendor in input.document.entrusted
	_has_contract(vendor)
	contract := vendor.contract
	not _goes_on(contract)
	finding := {
		"code": "ended",
		"path": ["entrusted", i, "contract", "to"],
		"processor": vendor.processor,
		"date": object.get(contract, "to", null),
	}
}

deny contains {"code": item, "path": ["entrusted", i, "contract", "clauses", item], "processor": vendor.processor} if {
	some i, vendor in input.document.entrusted
	_has_contract(vendor)
	some item in ["purpose", "term", "method", "types", "protection", "duties"]
	not vendor.contract.clauses[item]
}

_has_contract(vendor) if is_object(vendor.contract)

_goes_on(contract) if is_null(contract.to)

_goes_on(contract) if dates.day(input.as_of) <= contract.to
