# METADATA
# scope: package
# title: Content without an explicit label is supplied on the terms of the law
# description: >-
#   Where users can get content without an explicit label, the agreement settles the user's duty to label and the
#   liability for use, and logs of the supply with its recipient are kept. How long logs are kept is judged by
#   log_retention.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   basis: [labeling-measures#9]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release]
#   message:
#     labelling_duty: the agreement does not settle the user's duty to label
#     liability: the agreement does not settle the liability for use
#     unlogged: no logs of content supplied without an explicit label are kept
#   remediation: >-
#     Settle the user's labelling duty and liability in the agreement before such content is supplied, and keep logs
#     of it with the recipient.
#   zh:
#     title: 依法提供没有显式标识的内容
#     description: 用户可以获得没有显式标识的内容的，协议明确用户的标识义务和使用责任，并留存提供对象信息等相关日志。日志留存期限由其他规则检查。
#     message:
#       labelling_duty: 协议未明确用户的标识义务
#       liability: 协议未明确用户的使用责任
#       unlogged: 未留存提供没有显式标识内容的日志
#     remediation: 在提供前通过协议明确用户的标识义务和使用责任，并留存提供对象信息等日志。
package identity.service.unlabelled_terms

import future.keywords.not

applies if {
	not input.document.domestic_public == false
	not input.document.unlabelled_supply == false
}

deny contains {"code": term, "path": ["agreement", "unlabelled", term]} if {
	some term in ["labelling_duty", "liability"]
	not input.document.agreement.unlabelled[term] == true
}

deny contains {"code": "unlogged", "path": ["logs"]} if {
	not "unlabelled_export" in {log.category | some log in input.document.logs}
}
