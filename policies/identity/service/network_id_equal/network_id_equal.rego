# METADATA
# scope: package
# title: The network ID is voluntary and nobody is worse off without it
# description: >-
#   Where a service for the public in mainland China accepts the national network identity service, its use is
#   voluntary: the service offers another method than e-mail, says so, and serves users without a network ID equally.
#   Which methods are accepted is judged by accepted_methods. The text of the measures was not read; that the use is
#   voluntary and the service equal is quoted by two independent sources.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-05/23/c_1749711107835487.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   basis: [network-id-measures]
#   jurisdictions: [CN]
#   effective: {from: "2025-07-15"}
#   collections: [release]
#   message:
#     forced: users cannot do without the network ID
#     alone: the network ID is the only method of verification
#     unequal: users without a network ID do not get the same service
#   remediation: >-
#     Offer another method beside the network ID, leave the choice to the user, and give the same service in
#     both cases.
#   zh:
#     title: 网号、网证自愿使用且不影响同等服务
#     description: 面向境内公众的服务接入国家网络身份认证公共服务的，网号、网证由用户自愿使用：服务另行提供电子邮箱以外的其他认证方式，并向未使用网号、网证的用户提供同等服务。认证方式是否符合规定由其他规则检查。办法原文未能查阅，“自愿使用”和“同等服务”两项要求由两个独立来源引述。
#     message:
#       forced: 用户不使用网号、网证即不能使用服务
#       alone: 网号、网证是唯一的认证方式
#       unequal: 未使用网号、网证的用户未获得同等服务
#     remediation: 在网号、网证之外另行提供其他认证方式，由用户自行选择，并提供同等服务。
package identity.service.network_id_equal

import future.keywords.not

applies if {
	not input.document.domestic_public == false
	"network_id" in input.document.real_name.methods
}

deny contains {"code": "forced", "path": ["real_name", "network_id", "voluntary"]} if {
	not input.document.real_name.network_id.voluntary == true
}

deny contains {"code": "unequal", "path": ["real_name", "network_id", "equal_service"]} if {
	not input.document.real_name.network_id.equal_service == true
}

deny contains {"code": "alone", "path": ["real_name", "methods"]} if {
	count(_others) == 0
}

_others contains method if {
	some method in input.document.real_name.methods
	not method in {"network_id", "email"}
}
