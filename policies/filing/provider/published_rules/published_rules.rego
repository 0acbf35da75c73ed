# METADATA
# scope: package
# title: Management rules and platform convention are published
# description: >-
#   A deep synthesis service for the public in mainland China has made and published its management rules and its
#   platform convention, and says where they can be read.
#   This is the provider's; who only uses, or only supplies, the technology does not owe it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   basis: [deep-synthesis#8]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     management_rules: the management rules are not published
#     platform_convention: the platform convention is not published
#   remediation: Publish both, and record where they can be read.
#   zh:
#     title: 公开管理规则和平台公约
#     description: 面向境内公众的深度合成服务制定和公开管理规则、平台公约，并载明公开位置。仅作为使用者或者技术支持者的不作要求。
#     message:
#       management_rules: 未公开管理规则
#       platform_convention: 未公开平台公约
#     remediation: 公开管理规则和平台公约，并记录公开位置。
package filing.provider.published_rules

import data.filing.lib.roles
import data.lib.texts
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	"provider" in roles.held
}

deny contains {"code": place, "path": ["publications", place]} if {
	some place in ["management_rules", "platform_convention"]
	not _stated(place)
}

_stated(place) if {
	is_string(input.document.publications[place])
	texts.stated(input.document.publications[place])
}
