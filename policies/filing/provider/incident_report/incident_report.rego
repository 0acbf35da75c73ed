# METADATA
# scope: package
# title: Serious incidents were reported and summed up in time
# description: >-
#   An incident that is graded relatively major or above reached the cyberspace administration of the province within
#   incident_report_hours of its discovery; for critical infrastructure its protection department and the police within
#   incident_report_hours_critical. Its closing report followed within incident_closing_days of the day on which it had
#   been dealt with. By the annex an incident is relatively major from one million persons whose information is
#   concerned, major from ten million and particularly major from a hundred million; a lower grade is denied. A limit that
#   still runs is a warning, and so is a grade that is open. Incidents that were discovered before the measures came into
#   force are not judged.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-09/15/c_1759583017717009.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: critical
#   basis: [incident-reporting-measures#4, incident-reporting-measures#8]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [release]
#   message:
#     unreported: "the incident {id}, discovered at {discovered_at}, was not reported within {limit} h"
#     late: "the incident {id}, discovered at {discovered_at}, was reported at {reported_at}, after more than {limit} h"
#     due: "the incident {id} is to be reported within {limit} h of {discovered_at}"
#     no_summary: "the closing report of the incident {id}, closed on {closed_on}, did not follow within {limit} days"
#     summary_late: "the closing report of the incident {id}, closed on {closed_on}, followed on {summary_on}, after more than {limit} days"
#     summary_due: "the closing report of the incident {id} is to follow within {limit} days of {closed_on}"
#     ungraded: "the incident {id} has no grade"
#     undergraded: "the incident {id} concerns {persons} persons and is graded {grade}, which the annex grades higher"
#     future: "{day} of the incident {id} is after the date of judgement"
#   names: {grade: "/properties/incidents/items/properties/grade"}
#   remediation: >-
#     Report the incident at once, what is not known yet later, submit the closing report, and record both times.
#   zh:
#     title: 较大以上网络安全事件按时限报告并报送处置总结
#     description: 属于较大以上的网络安全事件，自发现之时起在规定时限（小时）内报告属地省级网信部门；涉及关键信息基础设施的，在更短时限内报告保护工作部门和公安机关。事件处置结束后，在规定日数内上报处置总结报告。按办法附件，涉及一百万人以上个人信息的为较大，一千万人以上的为重大，一亿人以上的为特别重大；定级偏低的不予通过。期限未满的、尚未定级的，予以警告。办法施行前发现的事件不作判定。
#     message:
#       unreported: "事件 {id} 于 {discovered_at} 发现，未在 {limit} 小时内报告"
#       late: "事件 {id} 于 {discovered_at} 发现，于 {reported_at} 报告，超过 {limit} 小时"
#       due: "事件 {id} 应自 {discovered_at} 起 {limit} 小时内报告"
#       no_summary: "事件 {id} 于 {closed_on} 处置结束，未在 {limit} 日内上报处置总结报告"
#       summary_late: "事件 {id} 于 {closed_on} 处置结束，于 {summary_on} 上报处置总结报告，超过 {limit} 日"
#       summary_due: "事件 {id} 应自 {closed_on} 起 {limit} 日内上报处置总结报告"
#       ungraded: "事件 {id} 尚未定级"
#       undergraded: "事件 {id} 涉及 {persons} 人的个人信息，定为{grade}事件，低于办法附件规定的级别"
#       future: "事件 {id} 的 {day} 晚于判定日期"
#     remediation: 立即报告事件，尚不能判定的情况及时补报；上报处置总结报告，并记录报告时刻和日期。
package filing.provider.incident_report

import data.filing.lib.incidents
import data.lib.dates
import future.keywords.not

applies if count(_incidents) > 0

deny contains object.union(_report(i), {"code": "unreported"}) if {
	some i, incident in _serious
	not is_string(incident.reported_at)
	_now > _latest(incident)
}

deny contains object.union(_report(i), {"code": "late", "reported_at": incident.reported_at}) if {
	some i, incident in _serious
	is_string(incident.reported_at)
	time.parse_rfc3339_ns(incident.reported_at) > _latest(incident)
}

warn contains object.union(_report(i), {"code": "due"}) if {
	some i, incident in _serious
	not is_string(incident.reported_at)
	_now <= _latest(incident)
}

deny contains object.union(_summary(i), {"code": "no_summary"}) if {
	some i, incident in _serious
	not is_string(incident.summary_on)
	is_string(incident.closed_on)
	dates.days_between(incident.closed_on, _today) > _closing_days
}

deny contains object.union(_summary(i), {"code": "summary_late", "summary_on": incident.summary_on}) if {
	some i, incident in _serious
	is_string(incident.closed_on)
	is_string(incident.summary_on)
	dates.days_between(incident.closed_on, incident.summary_on) > _closing_days
}

warn contains object.union(_summary(i), {"code": "summary_due"}) if {
	some i, incident in _serious
	not is_string(incident.summary_on)
	is_string(incident.closed_on)
	dates.days_between(incident.closed_on, _today) <= _closing_days
}

warn contains {"code": "ungraded", "path": ["incidents", i, "grade"], "id": incident.id} if {
	some i, incident in _incidents
	not is_string(incident.grade)
}

deny contains {
	"code": "undergraded",
	"path": ["incidents", i, "grade"],
	"id": incident.id,
	"persons": incident.persons,
	"grade": incident.grade,
	"related": [{"path": ["incidents", i, "persons"]}],
} if {
	some i, incident in _incidents
	some grade, persons in _from_persons
	incident.persons >= persons
	is_string(incident.grade)
	_ranks[incident.grade] < _ranks[grade]
}

deny contains {"code": "future", "path": ["incidents", i, member], "id": incident.id, "day": day} if {
	some i, incident in _incidents
	some member in ["closed_on", "summary_on"]
	day := incident[member]
	is_string(day)
	day > _today
}

deny contains {"code": "future", "path": ["incidents", i, member], "id": incident.id, "day": instant} if {
	some i, incident in _incidents
	some member in ["discovered_at", "reported_at"]
	instant := incident[member]
	is_string(instant)
	time.parse_rfc3339_ns(instant) > _now
}

_report(i) := {
	"path": ["incidents", i, "reported_at"],
	"id": _incidents[i].id,
	"discovered_at": _incidents[i].discovered_at,
	"limit": incidents.hours,
	"related": [{"path": ["incidents", i, "discovered_at"]}],
}

_summary(i) := {
	"path": ["incidents", i, "summary_on"],
	"id": _incidents[i].id,
	"closed_on": _incidents[i].closed_on,
	"limit": _closing_days,
	"related": [{"path": ["incidents", i, "closed_on"]}],
}

_incidents[i] := incident if {
	some i, incident in input.document.incidents
	dates.day(incident.discovered_at) >= data.instruments["incident-reporting-measures"].effective
}

_serious[i] := incident if {
	some i, incident in _incidents
	is_string(incident.grade)
	_ranks[incident.grade] > 0
}

_serious[i] := incident if {
	some i, incident in _incidents
	incident.persons >= _from_persons.relatively_major
}

_latest(incident) := time.parse_rfc3339_ns(incident.discovered_at) + ((incidents.hours * 3600) * 1000000000)

_now := time.parse_rfc3339_ns(input.as_of)

_today := dates.day(input.as_of)

_closing_days := data.filing.params.incident_closing_days

_ranks := {"general": 0, "relatively_major": 1, "major": 2, "particularly_major": 3}

# The annex, by the number of persons.
_from_persons := {"relatively_major": 1000000, "major": 10000000, "particularly_major": 100000000}
