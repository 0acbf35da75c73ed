# METADATA
# scope: package
# title: Who keeps entering illegal content is suspended
# description: >-
#   Each dated violation of an account was answered with a warning, restriction, suspension or closure, as both
#   provisions require, and a suspended or closed account cannot publish. An account whose violations reached the
#   parameters sanction_consecutive (in a row) or sanction_daily (on one day in China), or the numbers of the service
#   that it names, since its last recorded reinstatement, is suspended or closed. The provisions leave the measure and
#   the numbers to the provider, and the defaults are those of a recommended standard, so that only warns; so do counts
#   in a row that do not follow each other, as many violations within sanction_burst_minutes that are none of them in a
#   row, and the reinstatement of an account that nobody suspended. A violation at the very instant of a reinstatement
#   is not settled by it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.identity.account
# custom:
#   severity: high
#   basis: [deep-synthesis#10, interim-measures#14, gbt-45654-2025, tc260-003#7]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release, review]
#   message:
#     unanswered: "the violation of {at} was answered with no measure"
#     consecutive: "the account had {count} violations in a row and is not suspended"
#     daily: "the account had {count} violations on {day} and is not suspended"
#     can_publish: "the account is {status}, but can still publish"
#     reinstated: "the reinstatement of {at} has no record"
#     needless: "the account was reinstated at {at}, but no violation before that was answered with suspension or closure"
#     miscounted: "the violation of {at} is counted as number {count} in a row, which does not follow from the one before it"
#     burst: "{count} violations within {minutes} minutes are said not to be in a row"
#   names: {status: "/properties/status"}
#   remediation: Suspend or close the account and stop it from publishing, or record who reinstated it, when and why.
#   zh:
#     title: 多次违法的账号已暂停服务
#     description: 账号的每次违法行为均已依法采取警示、限制功能、暂停服务或者关闭账号等措施；已暂停服务或者关闭的账号不能发布信息。自最近一次有记录的恢复以来，输入违法不良信息连续或者同一日（中国时间）达到参数规定的次数，或者达到账号所属服务规定次数的，应已暂停服务或者关闭。条文由提供者选择措施和次数，默认值取自推荐性标准，故仅作警告；连续次数前后不符、在参数规定的分钟数内多次违法而均记为不连续、未曾暂停即恢复的，也予以警告。与恢复同一时刻的违法行为不因恢复而视为已处理。
#     message:
#       unanswered: "对 {at} 的违法行为未采取处置措施"
#       consecutive: "账号连续 {count} 次输入违法不良信息，未暂停服务"
#       daily: "账号于 {day} 累计 {count} 次输入违法不良信息，未暂停服务"
#       can_publish: "账号状态为“{status}”，但仍可发布信息"
#       reinstated: "{at} 的恢复没有记录"
#       needless: "账号于 {at} 恢复，但此前没有违法行为以暂停服务或者关闭账号处置"
#       miscounted: "{at} 的违法行为记为连续第 {count} 次，与前一次的记录不符"
#       burst: "{minutes} 分钟内的 {count} 次违法行为均记为不连续"
#     remediation: 暂停或者关闭该账号并停止其信息发布功能，或者记录恢复的决定人、时间和理由。
package identity.account.sanctioned_is_suspended

import data.identity.lib.services
import data.lib.dates
import data.lib.texts
import future.keywords.not

deny contains {"code": "unanswered", "path": ["violations", i, "measure"], "at": violation.at} if {
	some i, violation in input.document.violations
	not _answered(violation)
}

warn contains {"code": "consecutive", "path": ["status"], "count": most} if {
	not _stopped
	most := max({violation.in_a_row | some violation in _counted})
	limit := _limit("consecutive", data.identity.params.sanction_consecutive)
	most >= limit
}

warn contains {"code": "daily", "path": ["status"], "count": count(on_it), "day": day} if {
	not _stopped
	some day in {dates.day(violation.at) | some violation in _counted}
	on_it := [violation | some violation in _counted; dates.day(violation.at) == day]
	limit := _limit("daily", data.identity.params.sanction_daily)
	count(on_it) >= limit
}

warn contains finding if {
	some i, violation in input.document.violations
	i > 0
	next := input.document.violations[i - 1].in_a_row + 1
	not violation.in_a_row in {1, next}
	finding := {
		"code": "miscounted",
		"path": ["violations", i, "in_a_row"],
		"at": violation.at,
		"count": violation.in_a_row,
		"related": [{"path": ["violations", i - 1, "in_a_row"]}],
	}
}

warn contains {"code": "miscounted", "path": ["violations", 0, "in_a_row"], "at": first.at, "count": first.in_a_row} if {
	first := input.document.violations[0]
	first.in_a_row != 1
}

warn contains {"code": "burst", "path": ["violations", i], "count": count(near), "minutes": minutes} if {
	minutes := data.identity.params.sanction_burst_minutes
	some i, violation in input.document.violations
	later := array.slice(input.document.violations, i, count(input.document.violations))
	until := time.parse_rfc3339_ns(violation.at) + (minutes * 60000000000)
	near := [other | some other in later; time.parse_rfc3339_ns(other.at) <= until]
	count(near) >= data.identity.params.sanction_consecutive
	every other in near {
		other.in_a_row == 1
	}
}

warn contains {"code": "needless", "path": ["reinstatement", "at"], "at": at} if {
	at := input.document.reinstatement.at
	instant := time.parse_rfc3339_ns(at)
	not _was_stopped(instant)
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

_forgiven(violation) if time.parse_rfc3339_ns(violation.at) < _reinstated

_reinstated := time.parse_rfc3339_ns(input.document.reinstatement.at) if {
	texts.stated(input.document.reinstatement.record)
}

_was_stopped(instant) if {
	some violation in input.document.violations
	violation.measure in {"suspension", "closure"}
	time.parse_rfc3339_ns(violation.at) < instant
}

# The number of the parameter, or that of the service itself where it is the smaller one.
_limit(key, most) := min({most} | _own(key))

_own(key) := {number | number := services.mine.sanctions[key]; is_number(number)}
