# METADATA
# scope: package
# title: Who keeps entering illegal content is suspended
# description: >-
#   Each dated violation of an account was answered with a warning, restriction, suspension or closure, as both
#   provisions require. An account whose violations reached the parameters sanction_consecutive (in a row) or
#   sanction_daily (on one day in China) since its last recorded reinstatement is suspended or closed, and a suspended
#   or closed account cannot publish. The provisions leave the numbers to the provider; the defaults are those of a
#   recommended standard.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: high
#   basis: [deep-synthesis#10, interim-measures#14]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release, review]
#   message:
#     unanswered: "the violation of {at} was answered with no measure"
#     consecutive: "the account had {count} violations in a row and is not suspended"
#     daily: "the account had {count} violations on {day} and is not suspended"
#     can_publish: "the account is {status}, but can still publish"
#     reinstated: "the reinstatement of {at} has no record"
#   remediation: Suspend or close the account and stop it from publishing, or record who reinstated it, when and why.
#   zh:
#     title: 多次违法的账号已暂停服务
#     description: 账号的每次违法行为均已依法采取警示、限制功能、暂停服务或者关闭账号等措施。自最近一次有记录的恢复以来，连续违法达到参数 sanction_consecutive，或者同一日（中国时间）违法达到参数 sanction_daily 的账号，已暂停服务或者关闭；已暂停服务或者关闭的账号不能发布信息。具体次数由提供者确定，默认值取自推荐性标准。
#     message:
#       unanswered: "对 {at} 的违法行为未采取处置措施"
#       consecutive: "账号连续违法 {count} 次，未暂停服务"
#       daily: "账号于 {day} 违法 {count} 次，未暂停服务"
#       can_publish: "账号状态为 {status}，但仍可发布信息"
#       reinstated: "{at} 的恢复没有记录"
#     remediation: 暂停或者关闭该账号并停止其信息发布功能，或者记录恢复的决定人、时间和理由。
package identity.account.sanctioned_is_suspended

import data.lib.dates
import data.lib.texts
import future.keywords.not

deny contains {"code": "unanswered", "path": ["violations", i, "measure"], "at": violation.at} if {
	some i, violation in input.document.violations
	not _answered(violation)
}

deny contains {"code": "consecutive", "path": ["status"], "count": most} if {
	not _stopped
	most := max({violation.in_a_row | some violation in _counted})
	most >= data.identity.params.sanction_consecutive
}

deny contains {"code": "daily", "path": ["status"], "count": count(on_it), "day": day} if {
	not _stopped
	some day in {dates.day(violation.at) | some violation in _counted}
	on_it := [violation | some violation in _counted; dates.day(violation.at) == day]
	count(on_it) >= data.identity.params.sanction_daily
}

deny contains {"code": "can_publish", "path": ["can_publish"], "status": input.document.status} if {
	_stopped
	not input.document.can_publish == false
}

deny contains {"code": "reinstated", "path": ["reinstatement"], "at": at} if {
	at := input.document.reinstatement.at
	not _reinstated
}

_stopped if input.document.status in {"suspended", "closed"}

_answered(violation) if violation.measure in {"warning", "restriction", "suspension", "closure"}

_counted := [violation |
	some violation in input.document.violations
	not _forgiven(violation)
]

_forgiven(violation) if time.parse_rfc3339_ns(violation.at) <= _reinstated

_reinstated := time.parse_rfc3339_ns(input.document.reinstatement.at) if {
	texts.stated(input.document.reinstatement.record)
}
