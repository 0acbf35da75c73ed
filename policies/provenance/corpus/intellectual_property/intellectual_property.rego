# METADATA
# scope: package
# title: Intellectual property in the corpus has an owner and a complaint channel
# description: >-
#   A role answers for intellectual property in the training data, and holders of rights have a channel for
#   complaints. The article forbids infringement; the two are how a voluntary standard has it shown, so the rule warns.
#   Applies where the service is offered to the public in mainland China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: medium
#   binding: false
#   basis: [interim-measures#7, tc260-003#5.2]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     owner: no role answers for intellectual property in the corpus
#     complaint_channel: holders of rights have no channel for complaints
#   remediation: Name the role and the channel under intellectual_property.
#   zh:
#     title: 训练数据知识产权有负责人和投诉渠道
#     description: 应有岗位负责训练数据的知识产权，并为权利人提供投诉渠道。条文要求不得侵害知识产权，负责人和投诉渠道是推荐性标准规定的体现方式，故本规则仅作警告。适用于向境内公众提供的服务。
#     message:
#       owner: 训练数据知识产权没有负责岗位
#       complaint_channel: 没有供权利人使用的投诉渠道
#     remediation: 填写训练数据知识产权的负责岗位和投诉渠道。
package provenance.corpus.intellectual_property

applies if input.document.scope.domestic_public

warn contains {"code": key, "path": ["intellectual_property", key]} if {
	some key in ["owner", "complaint_channel"]
	not input.document.intellectual_property[key]
}
