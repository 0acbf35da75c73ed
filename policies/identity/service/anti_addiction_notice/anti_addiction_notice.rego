# METADATA
# scope: package
# title: Minors are kept from over-reliance and addiction
# description: >-
#   A service for the public in mainland China takes measures that keep minors from relying on it too much or becoming
#   addicted, and tells its users about them. Which measures are effective the law leaves open; one at least is named.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   basis: [interim-measures#10]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     notice: the service does not tell its users how minors are kept from over-reliance and addiction
#     measures: the service takes no measure against over-reliance and addiction of minors
#   remediation: Take measures, name them, and tell the users about them at a place that they see.
#   zh:
#     title: 采取措施防范未成年人过度依赖或者沉迷
#     description: 面向境内公众的服务采取有效措施防范未成年人用户过度依赖或者沉迷生成式人工智能服务，并向用户作出提示。何种措施有效，条文未作规定；至少应列明一项。
#     message:
#       notice: 服务未就防范未成年人过度依赖或者沉迷作出提示
#       measures: 服务未采取防范未成年人过度依赖或者沉迷的措施
#     remediation: 采取并列明措施，在用户可见的位置作出提示。
package identity.service.anti_addiction_notice

import data.lib.texts

applies if not input.document.domestic_public == false

deny contains {"code": "notice", "path": ["minors", "anti_addiction", "notice"]} if {
	not _noticed
}

deny contains {"code": "measures", "path": ["minors", "anti_addiction", "measures"]} if {
	not input.document.minors.anti_addiction.measures[0]
}

_noticed if {
	is_string(input.document.minors.anti_addiction.notice)
	texts.stated(input.document.minors.anti_addiction.notice)
}
