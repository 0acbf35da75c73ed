# METADATA
# scope: package
# title: Audience, occasions and purpose are published
# description: >-
#   A generative AI service for the public in mainland China states and publishes for whom it is meant, for which
#   occasions and for which purpose.
#   This is the provider's; who only uses, or only supplies, the technology does not owe it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   basis: [interim-measures#10]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     audience: it is not published for whom the service is meant
#     occasions: it is not published for which occasions the service is meant
#     purpose: it is not published for which purpose the service is meant
#   remediation: Publish audience, occasions and purpose, and record the published words or their place.
#   zh:
#     title: 公开服务的适用人群、场合、用途
#     description: 面向境内公众的生成式人工智能服务明确并公开其适用人群、场合、用途。仅作为使用者或者技术支持者的不作要求。
#     message:
#       audience: 未公开适用人群
#       occasions: 未公开适用场合
#       purpose: 未公开用途
#     remediation: 公开适用人群、场合、用途，并记录公开内容或者位置。
package filing.provider.notice

import data.filing.lib.roles
import data.lib.texts
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	"provider" in roles.held
}

deny contains {"code": place, "path": ["notice", place]} if {
	some place in ["audience", "occasions", "purpose"]
	not _stated(place)
}

_stated(place) if {
	is_string(input.document.notice[place])
	texts.stated(input.document.notice[place])
}
