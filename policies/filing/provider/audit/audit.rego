# METADATA
# scope: package
# title: The handling of personal information is audited
# description: >-
#   Whoever handles personal information audits it regularly. Who handles information of minors does so every year and
#   reports it; who handles that of more than ten million persons, at least every two years. These two are denied, the
#   first from a year, the second from two years after the law came into force where there was no audit at all. For
#   others no interval is fixed: none at all warns, and so does, for a small handler of fewer than 100,000 persons, one
#   that is older than five years, which is known from secondary sources. A record that does not say whose information is
#   handled warns where it has no audit. The day of judgement decides.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-02/14/c_1741233507681519.htm
#   - ref: https://www.gov.cn/zhengce/content/202310/content_6911288.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: high
#   basis: [pipl#54, audit-measures#3, audit-measures#4, minors-regulation#37]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release]
#   message:
#     missing: no audit of the handling of personal information is recorded
#     minors: "information of minors is handled, and no audit of it was completed since {since}"
#     many: "information of {persons} persons is handled, and no audit was completed since {since}"
#     small: "the last audit was completed on {completed_on}, more than five years ago"
#     unreported: "no report to the authority is recorded of the audit of minors' information of {completed_on}"
#     future: "the audit is dated {completed_on}, after the date of judgement"
#   remediation: >-
#     Carry out the audit, by an organ of your own or a professional institution, and record its day and its report; where
#     minors are concerned, report it to the cyberspace administration.
#   zh:
#     title: 对个人信息处理活动开展合规审计
#     description: 个人信息处理者定期开展合规审计。处理未成年人个人信息的，每年审计并报告；处理超过一千万人个人信息的，每两年至少审计一次，未满足的不予通过；从未审计的，分别自有关规定施行满一年、满二年起不予通过。其他处理者未规定固定周期：没有任何审计的，以及处理不满十万人个人信息的小型处理者最近一次审计已超过五年的（来自二手资料），予以警告。未填写处理何种个人信息且没有审计记录的，予以警告。以判定日期为准。
#     message:
#       missing: 没有个人信息保护合规审计记录
#       minors: "处理未成年人个人信息，但自 {since} 以来没有完成涵盖该类信息的合规审计"
#       many: "处理 {persons} 人的个人信息，但自 {since} 以来没有完成合规审计"
#       small: "最近一次合规审计完成于 {completed_on}，已超过五年"
#       unreported: "未记录将 {completed_on} 完成的未成年人个人信息合规审计情况报告网信等部门"
#       future: "合规审计的日期 {completed_on} 晚于判定日期"
#     remediation: 由内部机构或者委托专业机构开展合规审计，并记录完成日期和报告；涉及未成年人的，将审计情况报告网信等部门。
package filing.provider.audit

import data.lib.dates
import future.keywords.not

warn contains {"code": "missing", "path": ["audits"]} if {
	count(_days(false)) == 0
	count(_overdue) == 0
}

deny contains finding if some finding in _overdue

warn contains {"code": "small", "path": ["audits"], "completed_on": max(_days(false))} if {
	input.document.personal_information.persons < _small
	max(_days(false)) < _ago(_small_years)
}

warn contains {
	"code": "unreported",
	"path": ["audits", i],
	"completed_on": audit.completed_on,
} if {
	_minors
	some i, audit in input.document.audits
	audit.covers_minors == true
	audit.completed_on == max(_days(true))
	not audit.reported_on
}

deny contains {"code": "future", "path": ["audits", i, "completed_on"], "completed_on": audit.completed_on} if {
	some i, audit in input.document.audits
	audit.completed_on > _today
}

_overdue contains {
	"code": "minors",
	"path": ["personal_information", "minors"],
	"since": _ago(_minors_years),
	"related": [{"path": ["audits"]}],
} if {
	_minors
	_ago(_minors_years) >= data.instruments["minors-regulation"].effective
	not _audited_since(true, _ago(_minors_years))
}

_overdue contains {
	"code": "many",
	"path": ["personal_information", "persons"],
	"persons": persons,
	"since": _ago(_many_years),
	"related": [{"path": ["audits"]}],
} if {
	persons := input.document.personal_information.persons
	persons > _many
	_runs
	not _audited_since(false, _ago(_many_years))
}

# Who never made an audit has had the whole interval since the measures came into force.
_runs if count(_days(false)) > 0

_runs if _ago(_many_years) >= data.instruments["audit-measures"].effective

# A record that speaks of personal information without a word of minors counts as one that has them.
_minors if {
	is_object(input.document.personal_information)
	not input.document.personal_information.minors == false
}

_audited_since(only_of_minors, day) if {
	some completed_on in _days(only_of_minors)
	completed_on >= day
}

# The days of the audits that were made, of all or of those that cover minors.
_days(only_of_minors) := {audit.completed_on |
	some audit in input.document.audits
	audit.covers_minors in {true, only_of_minors}
	audit.completed_on <= _today
}

_today := dates.day(input.as_of)

_ago(years) := concat("", [
	format_int(to_number(substring(_today, 0, 4)) - years, 10),
	substring(_today, 4, -1),
])

# minors-regulation#37, audit-measures#4, and the threshold and interval of small handlers.
_minors_years := 1

_many := 10000000

_many_years := 2

_small := 100000

_small_years := 5
