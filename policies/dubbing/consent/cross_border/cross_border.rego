# METADATA
# scope: package
# title: Processing abroad has a lawful mechanism and a separate consent
# description: |
#   For each recipient outside mainland China there is a security assessment, a certification, the standard contract or
#   another condition of a law or of the authority, with its proof; a voiceprint is sensitive, so small numbers need one
#   as well (the provisions on cross-border data flows say so, known from secondary sources). The performer was told the
#   recipient's name and contact, its purposes and methods, the types of information and how rights are exercised
#   against it, and agreed separately, not later than the first transfer nor than the day of the check.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.cac.gov.cn/2024-03/22/c_1712776611775634.htm
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#38, pipl#39, cross-border-data-provisions]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     no_mechanism: "nothing allows the transfer to {recipient}"
#     no_condition: "the record does not say which other condition allows the transfer to {recipient}"
#     contact: "the performer was not told how {recipient} is reached"
#     purposes: "the performer was not told what {recipient} uses the voice for"
#     methods: "the performer was not told how {recipient} processes the voice"
#     types: "the performer was not told which personal information {recipient} gets"
#     rights: "the performer was not told how rights are exercised against {recipient}"
#     no_consent: "the performer did not agree to the transfer to {recipient}"
#     bundled: "the consent to the transfer to {recipient} was given together with other terms"
#     late: "the consent to the transfer to {recipient} is later than the first transfer, or than the check"
#   remediation: Settle the mechanism, tell the performer, obtain the consent before the transfer; or process in China.
#   zh:
#     title: 向境外提供声音具备法定条件并已取得单独同意
#     description: 向每一个境外接收方提供声音，均应通过安全评估、经过个人信息保护认证、订立标准合同或者符合法律、国家网信部门规定的其他条件，并附证明；声纹为敏感个人信息，数量较少的亦同（《促进和规范数据跨境流动规定》，系据二手来源）。还应向表演者告知境外接收方的名称、联系方式、处理目的、处理方式、个人信息的种类以及向其行使权利的方式和程序，并取得单独同意，且不晚于首次提供之日和判定当日。
#     message:
#       no_mechanism: "向 {recipient} 提供声音不具备法定条件"
#       no_condition: "记录未写明向 {recipient} 提供声音所依据的其他条件"
#       contact: "未向表演者告知 {recipient} 的联系方式"
#       purposes: "未向表演者告知 {recipient} 的处理目的"
#       methods: "未向表演者告知 {recipient} 的处理方式"
#       types: "未向表演者告知 {recipient} 所处理的个人信息种类"
#       rights: "未向表演者告知向 {recipient} 行使权利的方式和程序"
#       no_consent: "向 {recipient} 提供声音未取得表演者的同意"
#       bundled: "向 {recipient} 提供声音的同意与其他条款一并作出"
#       late: "向 {recipient} 提供声音的同意晚于首次提供之日或者判定时间"
#     remediation: 具备法定条件，向表演者告知，在提供之前取得单独同意，并填写在同意记录的“境外处理”项中；或者在境内处理。
package dubbing.consent.cross_border

import data.dubbing.lib.permissions
import future.keywords.not

applies if count(input.document.abroad) > 0

deny contains {"code": "no_mechanism", "path": ["abroad", i, "mechanism"], "recipient": transfer.recipient} if {
	some i, transfer in input.document.abroad
	not _has_mechanism(transfer)
}

deny contains {"code": "no_condition", "path": ["abroad", i, "mechanism"], "recipient": transfer.recipient} if {
	some i, transfer in input.document.abroad
	_has_mechanism(transfer)
	mechanism := transfer.mechanism
	not _is_founded(mechanism)
}

deny contains {"code": item, "path": ["abroad", i, "told", item], "recipient": transfer.recipient} if {
	some i, transfer in input.document.abroad
	some item in permissions.untold(transfer, ["contact", "purposes", "methods", "types", "rights"])
}

deny contains object.union(fault, {"recipient": transfer.recipient}) if {
	some i, transfer in input.document.abroad
	some fault in permissions.findings(transfer, ["abroad", i], ["abroad", i, "from"])
}

_has_mechanism(transfer) if is_object(transfer.mechanism)

_is_founded(mechanism) if mechanism.type in {"security_assessment", "certification", "standard_contract"}

_is_founded(mechanism) if is_string(mechanism.condition)
