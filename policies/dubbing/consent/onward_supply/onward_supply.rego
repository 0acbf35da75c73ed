# METADATA
# scope: package
# title: The voice goes to other handlers only with a separate consent
# description: |
#   For each handler that gets the voice, the performer was told its name and contact, its purposes and methods and the
#   types of information, and agreed separately, not later than the first supply nor than the day of the check.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#23]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     contact: "the performer was not told how {recipient} is reached"
#     purposes: "the performer was not told what {recipient} uses the voice for"
#     methods: "the performer was not told how {recipient} processes the voice"
#     types: "the performer was not told which personal information {recipient} gets"
#     no_consent: "the performer did not agree to the supply to {recipient}"
#     bundled: "the consent to the supply to {recipient} was given together with other terms"
#     late: "the consent to the supply to {recipient} is later than the first supply, or than the check"
#   remediation: Tell the performer who gets the voice and for what, and obtain a separate consent before supplying it.
#   zh:
#     title: 向其他个人信息处理者提供声音已取得单独同意
#     description: 向每一个其他个人信息处理者提供声音，均应向表演者告知接收方的名称、联系方式、处理目的、处理方式和个人信息的种类，并取得单独同意，且不晚于首次提供之日和判定当日。
#     message:
#       contact: "未向表演者告知 {recipient} 的联系方式"
#       purposes: "未向表演者告知 {recipient} 的处理目的"
#       methods: "未向表演者告知 {recipient} 的处理方式"
#       types: "未向表演者告知 {recipient} 所处理的个人信息种类"
#       no_consent: "向 {recipient} 提供声音未取得表演者的同意"
#       bundled: "向 {recipient} 提供声音的同意与其他条款一并作出"
#       late: "向 {recipient} 提供声音的同意晚于首次提供之日或者判定时间"
#     remediation: 在提供之前向表演者告知接收方及其处理目的等事项，取得单独同意，并填写在同意记录的“对外提供”项中。
package dubbing.consent.onward_supply

import data.dubbing.lib.permissions

applies if count(input.document.supplies) > 0

deny contains {"code": item, "path": ["supplies", i, "told", item], "recipient": supply.recipient} if {
	some i, supply in input.document.supplies
	some item in permissions.untold(supply, ["contact", "purposes", "methods", "types"])
}

deny contains object.union(fault, {"recipient": supply.recipient}) if {
	some i, supply in input.document.supplies
	some fault in permissions.findings(supply, ["supplies", i], ["supplies", i, "from"])
}
