# METADATA
# scope: package
# title: Users are told of the algorithm, and its principle is published
# description: >-
#   A service for the public in mainland China tells its users conspicuously that an algorithm serves them, and
#   publishes its basic principle, its purpose and how it mainly works.
#   This is the provider's; who only uses, or only supplies, the technology does not owe it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-01/04/c_1642894606364259.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   basis: [algorithm-provisions#16]
#   jurisdictions: [CN]
#   effective: {from: "2022-03-01"}
#   collections: [release]
#   message:
#     algorithm_notice: users are not told of the algorithm
#     principle: the basic principle of the algorithm is not published
#     purpose: the purpose of the algorithm is not published
#     mechanism: the main mechanism of the algorithm is not published
#   remediation: Tell users at a conspicuous place, and publish principle, purpose and mechanism.
#   zh:
#     title: 告知算法服务情况并公示基本原理
#     description: 面向境内公众的服务以显著方式告知用户算法服务的情况，并公示基本原理、目的意图和主要运行机制。仅作为使用者或者技术支持者的不作要求。
#     message:
#       algorithm_notice: 未告知用户算法服务的情况
#       principle: 未公示算法的基本原理
#       purpose: 未公示算法的目的意图
#       mechanism: 未公示算法的主要运行机制
#     remediation: 在显著位置告知用户，并公示基本原理、目的意图和主要运行机制。
package filing.provider.principle_published

import data.filing.lib.roles
import data.lib.texts
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	"provider" in roles.held
}

deny contains {"code": place, "path": ["publications", place]} if {
	some place in ["algorithm_notice", "principle", "purpose", "mechanism"]
	not _stated(place)
}

_stated(place) if {
	is_string(input.document.publications[place])
	texts.stated(input.document.publications[place])
}
