# METADATA
# scope: package
# title: The filing of an algorithm that ended was cancelled in time
# description: >-
#   Where a filed algorithm is no longer provided, its filing is cancelled within twenty working days. The day of the
#   end does not count, the day of cancellation does. The document's own dates decide; where nothing is cancelled yet,
#   the day of judgement, and a limit that still runs is a warning. In a year whose arrangement of holidays is not known
#   the days are bounded by the statutory holidays: where the limit holds only one way the rule warns. An end that lies in
#   the future is planned, not due.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-01/04/c_1642894606364259.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
#   - input.facts: schema.filing.provider_facts
# custom:
#   severity: medium
#   basis: [algorithm-provisions#24, deep-synthesis#19]
#   jurisdictions: [CN]
#   effective: {from: "2022-03-01"}
#   collections: [release]
#   message:
#     missing: "the algorithm {name} ended on {since} and its filing is not cancelled, although {limit} working days have passed"
#     late: "the filing of {name}, which ended on {since}, was cancelled on {cancelled_on}, after more than {limit} working days"
#     due: "the filing of {name} is to be cancelled within {limit} working days of {since}"
#     uncertain: "whether {limit} working days have passed since {since} depends on an arrangement of holidays that is not known yet"
#     uncounted: "the working days since {since} were not counted"
#     future: "the cancellation of {name} is dated {cancelled_on}, after the date of judgement"
#   remediation: >-
#     Cancel the filing in the filing system. Where the finding is uncertain, upgrade chinesecalendar once the arrangement
#     of the year is published, or write it into the parameters holidays and workdays.
#   zh:
#     title: 终止服务的算法按期注销备案
#     description: 已备案的算法终止服务的，在二十个工作日内注销备案。终止当日不计入，注销当日计入。以记录自身的日期为准；尚未注销的以判定日期为准，期限未满的予以警告。放假安排尚不可知的年份，按法定节假日推算工作日的上下限，仅一种方式下未超期的予以警告。终止日期在将来的属于计划，不作要求。
#     message:
#       missing: "算法 {name} 于 {since} 终止服务，已超过 {limit} 个工作日仍未注销备案"
#       late: "算法 {name} 于 {since} 终止服务，于 {cancelled_on} 注销备案，超过 {limit} 个工作日"
#       due: "算法 {name} 应在 {since} 起 {limit} 个工作日内注销备案"
#       uncertain: "自 {since} 起是否已超过 {limit} 个工作日，取决于尚未获知的放假调休安排"
#       uncounted: "未统计自 {since} 起的工作日"
#       future: "{name} 的注销日期 {cancelled_on} 晚于判定日期"
#     remediation: 在备案系统办理注销手续；结果为不确定的，待当年放假安排公布后升级节假日历，或者在参数“放假日”“调休上班日”中填写该安排。
package filing.provider.algorithm_cancelled

import data.filing.lib.deadlines
import data.filing.lib.roles
import data.lib.dates

applies if {
	not input.document.scope.domestic_public == false
	_owed
	count(_ended) > 0
}

# As in algorithm_filing: who had to file has to cancel.
_owed if {
	"provider" in roles.held
	not input.document.scope.public_opinion == false
}

_owed if "technical_supporter" in roles.held

deny contains object.union(_about(i), {"code": code}) if {
	some i in _ended
	deadlines.over(_path(i), _limit)
	code := _overdue[_cancelled_on(i) != null]
}

warn contains object.union(_about(i), {"code": "uncertain"}) if {
	some i in _ended
	path := _path(i)
	limit := _limit
	deadlines.uncertain(path, limit)
}

deny contains object.union(_about(i), {"code": "uncounted"}) if {
	some i in _ended
	path := _path(i)
	limit := _limit
	deadlines.uncounted(path, limit)
}

warn contains object.union(_about(i), {"code": "due"}) if {
	some i in _ended
	_cancelled_on(i) == null
	deadlines.kept(_path(i), _limit)
}

deny contains object.union(_about(i), {"code": "future"}) if {
	some i in _ended
	_cancelled_on(i) > dates.day(input.as_of)
}

# A filing that was never made has nothing to cancel; algorithm_filing says so.
_ended contains i if {
	some i, algorithm in input.document.algorithms
	algorithm.filing.filed_on
	algorithm.ended_on <= dates.day(input.as_of)
	algorithm.ended_on != null
}

_overdue := {true: "late", false: "missing"}

_path(i) := ["algorithms", i, "cancelled_on"]

_limit := data.filing.params.algorithm_cancellation_days

_cancelled_on(i) := object.get(input.document.algorithms[i], "cancelled_on", null)

_about(i) := {
	"path": _path(i),
	"name": input.document.algorithms[i].name,
	"since": input.document.algorithms[i].ended_on,
	"cancelled_on": _cancelled_on(i),
	"limit": _limit,
}
