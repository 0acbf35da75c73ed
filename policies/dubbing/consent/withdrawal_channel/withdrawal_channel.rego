# METADATA
# scope: package
# title: The performer can withdraw the consent in a convenient way
# description: |
#   The record names where the performer withdraws: an address or a place in the product. How convenient that is, no
#   rule can see.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#15]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message: "the record names no way to withdraw the consent"
#   remediation: Offer a convenient way to withdraw, tell the performer of it, and record it under withdrawal.channel.
#   zh:
#     title: 已提供便捷的撤回同意的方式
#     description: 记录应写明表演者撤回同意的途径，即联系地址或者产品中的入口。该方式是否便捷，规则无法判断。
#     message: "记录未写明撤回同意的方式"
#     remediation: 提供便捷的撤回同意的方式并告知表演者，填写在同意记录“撤回”的“渠道”项中。
package dubbing.consent.withdrawal_channel

deny contains {"path": ["withdrawal", "channel"]} if not _is_there

_is_there if is_string(input.document.withdrawal.channel)
