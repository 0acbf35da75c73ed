# METADATA
# scope: package
# title: The guardian could refuse and was told six items
# description: |
#   Where the personal information of a performer under fourteen is processed over a network, the guardian's consent was
#   asked for together with an option to refuse, and the guardian was told: purpose, method and range of each operation;
#   place and term of storage and what follows; the safeguards; what a refusal means; where complaints are made; how
#   information is corrected and deleted.
# related_resources:
#   - ref: https://www.cac.gov.cn/2019-08/23/c_1124913903.htm
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [child-information-provisions#10, child-information-provisions#9]
#   jurisdictions: [CN]
#   effective: {from: "2019-10-01"}
#   collections: [release, voice-rights]
#   message:
#     refusal_option: "the guardian was offered no option to refuse"
#     operations: "the guardian was not told purpose, method and range of the operations"
#     storage: "the guardian was not told where and how long the information is stored and what follows"
#     safeguards: "the guardian was not told how the information is kept safe"
#     refusal: "the guardian was not told what a refusal means"
#     complaints: "the guardian was not told where and how complaints are made"
#     correction: "the guardian was not told where and how information is corrected or deleted"
#   remediation: Tell the guardian what is missing, offer the refusal, obtain the consent anew, and record it under child.
#   zh:
#     title: 已向监护人提供拒绝选项并告知六项事项
#     description: 通过网络处理不满十四周岁的表演者的个人信息的，征得监护人同意时应同时提供拒绝选项，并明确告知：收集、存储、使用、转移、披露的目的、方式和范围；存储的地点、期限和到期后的处理方式；安全保障措施；拒绝的后果；投诉、举报的渠道和方式；更正、删除个人信息的途径和方法。
#     message:
#       refusal_option: "征得监护人同意时未提供拒绝选项"
#       operations: "未告知监护人收集、存储、使用、转移、披露的目的、方式和范围"
#       storage: "未告知监护人存储的地点、期限和到期后的处理方式"
#       safeguards: "未告知监护人儿童个人信息的安全保障措施"
#       refusal: "未告知监护人拒绝的后果"
#       complaints: "未告知监护人投诉、举报的渠道和方式"
#       correction: "未告知监护人更正、删除儿童个人信息的途径和方法"
#     remediation: 向监护人补充告知并提供拒绝选项，重新征得同意，并填写在同意记录的“儿童个人信息”项中。
package dubbing.consent.guardian_notice

import data.dubbing.lib.subjects
import future.keywords.not

applies if {
	subjects.is_child
	subjects.over_network
}

deny contains {"code": "refusal_option", "path": ["child", "refusal_option"]} if not input.document.child.refusal_option

deny contains {"code": item, "path": ["child", "notice", item]} if {
	some item in ["operations", "storage", "safeguards", "refusal", "complaints", "correction"]
	not input.document.child.notice[item]
}
