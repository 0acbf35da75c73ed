# METADATA
# scope: package
# title: Repeated illegal inputs suspend the service for their user
# description: >-
#   A service for the public in mainland China suspends a user after at most as many illegal inputs in a row, and on
#   one day, as the parameters sanction_consecutive and sanction_daily say. The numbers are those of a recommended
#   standard, known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#7]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     consecutive: "a user is not suspended after {most} illegal inputs in a row"
#     daily: "a user is not suspended after {most} illegal inputs on one day"
#     measure: a user who keeps entering illegal content is not suspended
#   remediation: Suspend the service for a user at the numbers of the parameters, or sooner.
#   zh:
#     title: 多次输入违法内容的，暂停提供服务
#     description: 面向境内公众的服务在用户连续、一日内累计输入违法内容的次数达到参数规定的次数之前或者之时，即暂停向其提供服务。次数来自推荐性标准的二手资料，故本规则仅作警告。
#     message:
#       consecutive: "用户连续 {most} 次输入违法不良信息后未暂停服务"
#       daily: "用户一日内累计 {most} 次输入违法不良信息后未暂停服务"
#       measure: 对多次输入违法不良信息的用户未暂停服务
#     remediation: 在达到参数规定的次数时或者之前，暂停向该用户提供服务。
package identity.service.sanction_ladder

import future.keywords.not

applies if not input.document.domestic_public == false

warn contains {"code": "measure", "path": ["sanctions", "measure"]} if {
	not _suspends
}

warn contains {"code": code, "path": ["sanctions", code], "most": most} if {
	some code, most in _most
	not _in_time(code, most)
}

_suspends if input.document.sanctions.measure in {"suspension", "closure"}

_in_time(code, most) if {
	is_number(input.document.sanctions[code])
	input.document.sanctions[code] <= most
}

_most := {
	"consecutive": data.identity.params.sanction_consecutive,
	"daily": data.identity.params.sanction_daily,
}
