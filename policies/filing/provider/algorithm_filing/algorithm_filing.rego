# METADATA
# scope: package
# title: Every algorithm is filed in time, and its number is shown with a link
# description: >-
#   A service with public-opinion attributes or the capacity for social mobilisation files each of its algorithms
#   within ten working days of providing it and each change within ten working days, has a number and shows it with a
#   link to the public information. A technical supporter does so whatever the attributes of the service; who only uses
#   another's service does not. A record without such attributes that has no filing and does not say its role may be that
#   of a technical supporter, so it warns. The day of the event does not count, the day of filing does. The document's own dates
#   decide; where nothing is filed yet, the day of judgement, and a limit that still runs is a warning. In a year whose
#   arrangement of holidays is not known the days are bounded by the statutory holidays: where the limit holds only one
#   way the rule warns. A filed algorithm without a number yet is a warning, since the authority has thirty working
#   days. What stands for a number that is not there (pending, none) is denied. Numbers are read as pages print them,
#   with blanks, brackets and colons; their shape, 网信算备, 21 digits, 号, is known from published ones only, so
#   another shape warns, and the right one does not prove that an authority gave it.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-01/04/c_1642894606364259.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.filing.provider
#   - input.facts: schema.filing.provider_facts
# custom:
#   severity: high
#   basis: [algorithm-provisions#24, algorithm-provisions#26, deep-synthesis#19]
#   jurisdictions: [CN]
#   effective: {from: "2022-03-01"}
#   collections: [release, filing-assessment]
#   message:
#     none: the service names no algorithm
#     role: no algorithm is filed, and the record does not say whether it is that of a technical supporter, who files whatever the attributes of the service
#     missing: "the algorithm {name} has been provided since {since} and is not filed, although {limit} working days have passed"
#     late: "the algorithm {name}, provided since {since}, was filed on {filed_on}, after more than {limit} working days"
#     due: "the algorithm {name} is to be filed within {limit} working days of {since}"
#     change_missing: "the change of {since} to the algorithm {name} is not filed, although {limit} working days have passed"
#     change_late: "the change of {since} to the algorithm {name} was filed on {filed_on}, after more than {limit} working days"
#     change_due: "the change of {since} to the algorithm {name} is to be filed within {limit} working days"
#     uncertain: "whether {limit} working days have passed since {since} depends on an arrangement of holidays that is not known yet"
#     uncounted: "the working days since {since} were not counted"
#     future: "the filing of the algorithm {name} is dated {filed_on}, after the date of judgement"
#     pending: "the algorithm {name} was filed on {filed_on} and has no number yet"
#     placeholder: "“{number}” is no number of an algorithm filing"
#     shape: "{number} does not look like the number of an algorithm filing"
#     hidden: "the filing number of the algorithm {name} is not shown"
#     link: "the filing number of the algorithm {name} has no link to the public information"
#   remediation: >-
#     File the algorithm or the change in the filing system of the cyberspace administration, and show the number with
#     a link to the public information. Where the finding is uncertain, upgrade chinesecalendar once the arrangement of
#     the year is published, or write it into the parameters holidays and workdays.
#   zh:
#     title: 算法按期备案，并标明备案编号和公示信息链接
#     description: 具有舆论属性或者社会动员能力的服务，在提供服务之日起十个工作日内为每一算法履行备案手续，备案信息变更的在十个工作日内办理变更，取得备案编号，在显著位置标明并提供公示信息链接。技术支持者不论服务属性均应备案；仅使用他人服务的不作要求。不具有上述属性、没有备案且未填写身份的，可能是技术支持者，予以警告。事项发生当日不计入，备案当日计入。以记录自身的日期为准；尚未备案的以判定日期为准，期限未满的予以警告。放假安排尚不可知的年份，按法定节假日推算工作日的上下限，仅一种方式下未超期的予以警告。已备案但尚无编号的予以警告，因备案部门有三十个工作日的办理期限。以“申请中”“无”等代替编号的不予通过。编号按公示页面的写法识读，空格、括号和冒号不影响判断；其格式（“网信算备”、21 位数字和“号”）仅由已公布的实例归纳，格式不同的仅作警告，格式相符也不能证明编号真实。
#     message:
#       none: 服务未列明任何算法
#       role: 没有已备案的算法，且未填写身份：技术支持者不论服务属性均应履行备案手续
#       missing: "算法 {name} 自 {since} 提供，已超过 {limit} 个工作日仍未备案"
#       late: "算法 {name} 自 {since} 提供，于 {filed_on} 备案，超过 {limit} 个工作日"
#       due: "算法 {name} 应在 {since} 起 {limit} 个工作日内备案"
#       change_missing: "算法 {name} 于 {since} 变更，已超过 {limit} 个工作日仍未办理变更"
#       change_late: "算法 {name} 于 {since} 变更，于 {filed_on} 办理变更，超过 {limit} 个工作日"
#       change_due: "算法 {name} 于 {since} 的变更应在 {limit} 个工作日内办理"
#       uncertain: "自 {since} 起是否已超过 {limit} 个工作日，取决于尚未获知的放假调休安排"
#       uncounted: "未统计自 {since} 起的工作日"
#       future: "算法 {name} 的备案日期 {filed_on} 晚于判定日期"
#       pending: "算法 {name} 已于 {filed_on} 备案，尚无备案编号"
#       placeholder: "“{number}”不是算法备案编号"
#       shape: "算法备案编号 {number} 与常见格式不一致，请核对"
#       hidden: "未标明算法 {name} 的备案编号"
#       link: "算法 {name} 的备案编号未提供公示信息链接"
#     remediation: 在互联网信息服务算法备案系统履行备案或者变更手续，标明备案编号并提供公示信息链接；结果为不确定的，待当年放假安排公布后升级节假日历，或者在参数“放假日”“调休上班日”中填写该安排。
package filing.provider.algorithm_filing

import data.filing.lib.deadlines
import data.filing.lib.roles
import data.lib.dates
import data.lib.numbers
import data.lib.texts
import future.keywords.not

applies if {
	not input.document.scope.domestic_public == false
	_owed
}

applies if {
	not input.document.scope.domestic_public == false
	_may_be_owed
}

# The provider's duty hangs on the attributes of the service; the supporter's on its role alone (deep-synthesis#19 ¶2).
_owed if {
	"provider" in roles.held
	not input.document.scope.public_opinion == false
}

_owed if "technical_supporter" in roles.held

# Nobody says that it is no technical supporter.
_may_be_owed if {
	not input.document.role
	not _owed
}

_algorithms := input.document.algorithms if _owed

deny contains {"code": "none", "path": ["algorithms"]} if {
	_owed
	not input.document.algorithms[0]
}

warn contains {"code": "role", "path": ["role"]} if {
	_may_be_owed
	count([algorithm | some algorithm in input.document.algorithms; is_object(algorithm.filing)]) == 0
}

deny contains object.union(_about(duty), {"code": code}) if {
	some duty in _duties
	deadlines.over(duty.path, duty.limit)
	code := _overdue[duty.change][duty.filed_on != null]
}

warn contains object.union(_about(duty), {"code": "uncertain"}) if {
	some duty in _duties
	deadlines.uncertain(duty.path, duty.limit)
}

deny contains object.union(_about(duty), {"code": "uncounted"}) if {
	some duty in _duties
	deadlines.uncounted(duty.path, duty.limit)
}

warn contains object.union(_about(duty), {"code": code}) if {
	some duty in _duties
	duty.filed_on == null
	deadlines.kept(duty.path, duty.limit)
	code := _running[duty.change]
}

deny contains object.union(_about(duty), {"code": "future"}) if {
	some duty in _duties
	duty.filed_on > dates.day(input.as_of)
}

deny contains {"code": "placeholder", "path": ["algorithms", i, "filing", "number"], "number": number} if {
	some i, algorithm in _algorithms
	number := algorithm.filing.number
	is_string(number)
	numbers.placeholder(number)
}

warn contains {"code": "shape", "path": ["algorithms", i, "filing", "number"], "number": number} if {
	some i, algorithm in _algorithms
	number := algorithm.filing.number
	is_string(number)
	not numbers.placeholder(number)
	not numbers.algorithm_filing(number)
}

warn contains {
	"code": "pending",
	"path": ["algorithms", i, "filing", "number"],
	"name": algorithm.name,
	"filed_on": filed_on,
} if {
	some i, algorithm in _algorithms
	filed_on := algorithm.filing.filed_on
	not _numbered(algorithm)
}

deny contains {"code": code, "path": ["algorithms", i, "filing", place], "name": algorithm.name} if {
	some i, algorithm in _algorithms
	_numbered(algorithm)
	filing := algorithm.filing
	some place, code in {"shown_at": "hidden", "public_link": "link"}
	not _stated(filing, place)
}

_overdue := {true: {true: "change_late", false: "change_missing"}, false: {true: "late", false: "missing"}}

_running := {true: "change_due", false: "due"}

_about(duty) := {
	"path": duty.path,
	"name": duty.name,
	"since": duty.since,
	"filed_on": duty.filed_on,
	"limit": duty.limit,
}

_duties contains {
	"path": ["algorithms", i, "filing"],
	"name": algorithm.name,
	"since": algorithm.provided_from,
	"filed_on": object.get(algorithm, ["filing", "filed_on"], null),
	"limit": data.filing.params.algorithm_filing_days,
	"change": false,
} if {
	some i, algorithm in _algorithms
}

_duties contains {
	"path": ["algorithms", i, "changes", j, "filed_on"],
	"name": algorithm.name,
	"since": change.changed_on,
	"filed_on": object.get(change, "filed_on", null),
	"limit": data.filing.params.algorithm_change_days,
	"change": true,
} if {
	some i, algorithm in _algorithms
	some j, change in algorithm.changes
}

_numbered(algorithm) if is_string(algorithm.filing.number)

_stated(filing, place) if {
	is_string(filing[place])
	texts.stated(filing[place])
}
