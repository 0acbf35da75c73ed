# METADATA
# scope: package
# title: The user agreement explains the labels
# description: >-
#   The user agreement of a service for the public in mainland China states the methods and the styles of the labels
#   of synthetic content, and users are prompted to read them. Whether there is an agreement at all is judged by
#   service_agreement.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: high
#   basis: [labeling-measures#8]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release]
#   message:
#     label_methods: the user agreement does not state the methods of labelling
#     label_styles: the user agreement does not state the styles of the labels
#     reading_prompt: users are not prompted to read what the agreement says of labels
#   remediation: >-
#     State methods and styles of explicit and implicit labels in the user agreement, and prompt users to read them.
#   zh:
#     title: 用户服务协议载明标识的方法和样式
#     description: 面向境内公众的服务在用户服务协议中明确生成合成内容标识的方法、样式等内容，并提示用户仔细阅读并理解。是否签订服务协议由其他规则检查。
#     message:
#       label_methods: 用户服务协议未载明标识的方法
#       label_styles: 用户服务协议未载明标识的样式
#       reading_prompt: 未提示用户阅读协议中有关标识的内容
#     remediation: 在用户服务协议中载明显式标识和隐式标识的方法、样式，并提示用户阅读。
package identity.service.agreement

applies if not input.document.domestic_public == false

deny contains {"code": part, "path": ["agreement", part]} if {
	some part in ["label_methods", "label_styles", "reading_prompt"]
	not input.document.agreement[part] == true
}
