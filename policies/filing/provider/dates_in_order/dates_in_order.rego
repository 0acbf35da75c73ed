# METADATA
# scope: package
# title: The dates of the record follow each other
# description: >-
#   What presupposes something else is not dated before it: a change and an end after the first day of an algorithm, a
#   cancellation after the filing and the end, a number after its filing, a report after what it reports. Where a date
#   contradicts another one of the record, neither proves anything, so it is denied. A filing before the first day of the
#   service, and that of a change before the change, are unusual and not wrong, so they warn. The document's own dates
#   decide, and the day of judgement for days on which something was counted.
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   collections: [release, evidence]
#   message:
#     filed_before_provided: "the filing of {name} is dated {second}, before its first day, {first}"
#     change_filed_before_change: "the filing of a change of {name} is dated {second}, before the change, {first}"
#     changed_before_provided: "a change of {name} is dated {second}, before its first day, {first}"
#     change_filed_before_filing: "the filing of a change of {name} is dated {second}, before the algorithm's own filing, {first}"
#     ended_before_provided: "the end of {name} is dated {second}, before its first day, {first}"
#     cancelled_before_ended: "the cancellation of {name} is dated {second}, before its end, {first}"
#     cancelled_before_filed: "the cancellation of {name} is dated {second}, before its filing, {first}"
#     cancelled_without_end: "the filing of {name} was cancelled on {second}, and the algorithm has no end"
#     obtained_before_filed: "the service's number is dated {second}, before its filing, {first}"
#     audit_reported_before_completed: "the report of the audit is dated {second}, before the audit, {first}"
#     incident_reported_before_discovered: "the report of the incident {name} is dated {second}, before its discovery, {first}"
#     incident_closed_before_discovered: "the close of the incident {name} is dated {second}, before its discovery, {first}"
#     incident_summed_up_before_closed: "the closing report of the incident {name} is dated {second}, before its close, {first}"
#     incident_summed_up_while_open: "the incident {name} has a closing report of {second} and is not closed"
#     counted_in_the_future: "the persons were counted on {second}, after the date of judgement"
#   remediation: Check both dates against the documents, and correct the one that is wrong.
#   zh:
#     title: 记录中的日期先后一致
#     description: 以另一事项为前提的事项，日期不得在其之前：算法的变更、终止不早于首日，注销不早于备案和终止，取得编号不早于提交备案，报告不早于所报告的事项。日期相互矛盾的，均不能作为证明，不予通过。备案早于提供服务首日、变更备案早于变更的，并不当然有误，予以警告。以记录自身的日期为准；统计日期以判定日期为准。
#     message:
#       filed_before_provided: "{name} 的备案日期 {second} 早于提供服务首日 {first}"
#       change_filed_before_change: "{name} 的变更备案日期 {second} 早于变更日期 {first}"
#       changed_before_provided: "{name} 的变更日期 {second} 早于提供服务首日 {first}"
#       change_filed_before_filing: "{name} 的变更备案日期 {second} 早于该算法的备案日期 {first}"
#       ended_before_provided: "{name} 的终止日期 {second} 早于提供服务首日 {first}"
#       cancelled_before_ended: "{name} 的注销日期 {second} 早于终止日期 {first}"
#       cancelled_before_filed: "{name} 的注销日期 {second} 早于备案日期 {first}"
#       cancelled_without_end: "{name} 的备案已于 {second} 注销，但该算法没有终止日期"
#       obtained_before_filed: "取得服务编号的日期 {second} 早于提交日期 {first}"
#       audit_reported_before_completed: "报告合规审计情况的日期 {second} 早于审计完成日期 {first}"
#       incident_reported_before_discovered: "事件 {name} 的报告时刻 {second} 早于发现时刻 {first}"
#       incident_closed_before_discovered: "事件 {name} 的处置结束日期 {second} 早于发现日期 {first}"
#       incident_summed_up_before_closed: "事件 {name} 的处置总结报告日期 {second} 早于处置结束日期 {first}"
#       incident_summed_up_while_open: "事件 {name} 已于 {second} 上报处置总结报告，但尚未处置结束"
#       counted_in_the_future: "统计人数的日期 {second} 晚于判定日期"
#     remediation: 对照文件核对两处日期，更正有误的一处。
package filing.provider.dates_in_order

import data.lib.dates
import future.keywords.not

warn contains finding if {
	some finding in _reversed
	finding.code in _unusual
}

deny contains finding if {
	some finding in _reversed
	not finding.code in _unusual
}

_unusual := {"filed_before_provided", "change_filed_before_change"}

# What is dated before what it presupposes: two days, or two instants in nanoseconds.
_reversed contains object.remove(pair, ["before", "after"]) if {
	some pair in _pairs
	pair.after < pair.before
}

_reversed contains {
	"code": "cancelled_without_end",
	"path": ["algorithms", i, "cancelled_on"],
	"related": [{"path": ["algorithms", i, "ended_on"]}],
	"name": algorithm.name,
	"second": algorithm.cancelled_on,
} if {
	some i, algorithm in input.document.algorithms
	is_string(algorithm.cancelled_on)
	not is_string(algorithm.ended_on)
}

_reversed contains {
	"code": "incident_summed_up_while_open",
	"path": ["incidents", i, "summary_on"],
	"related": [{"path": ["incidents", i, "closed_on"]}],
	"name": incident.id,
	"second": incident.summary_on,
} if {
	some i, incident in input.document.incidents
	is_string(incident.summary_on)
	not is_string(incident.closed_on)
}

_reversed contains {
	"code": "counted_in_the_future",
	"path": ["personal_information", "counted_on"],
	"second": input.document.personal_information.counted_on,
} if {
	input.document.personal_information.counted_on > dates.day(input.as_of)
}

_pairs contains object.union(
	_pair(code, ["algorithms", i], first, second),
	{"name": algorithm.name},
) if {
	some i, algorithm in input.document.algorithms
	some code, [first, second] in {
		"filed_before_provided": [["provided_from"], ["filing", "filed_on"]],
		"ended_before_provided": [["provided_from"], ["ended_on"]],
		"cancelled_before_ended": [["ended_on"], ["cancelled_on"]],
		"cancelled_before_filed": [["filing", "filed_on"], ["cancelled_on"]],
	}
}

_pairs contains object.union(
	_pair(code, ["algorithms", i], first, second),
	{"name": algorithm.name},
) if {
	some i, algorithm in input.document.algorithms
	some j, _ in algorithm.changes
	some code, [first, second] in {
		"change_filed_before_change": [["changes", j, "changed_on"], ["changes", j, "filed_on"]],
		"changed_before_provided": [["provided_from"], ["changes", j, "changed_on"]],
		"change_filed_before_filing": [["filing", "filed_on"], ["changes", j, "filed_on"]],
	}
}

_pairs contains _pair("obtained_before_filed", ["service_filing"], ["filed_on"], ["obtained_on"])

_pairs contains _pair("audit_reported_before_completed", ["audits", i], ["completed_on"], ["reported_on"]) if {
	some i, _ in input.document.audits
}

_pairs contains object.union(
	_pair("incident_summed_up_before_closed", ["incidents", i], ["closed_on"], ["summary_on"]),
	{"name": incident.id},
) if {
	some i, incident in input.document.incidents
}

_pairs contains {
	"code": "incident_reported_before_discovered",
	"path": ["incidents", i, "reported_at"],
	"related": [{"path": ["incidents", i, "discovered_at"]}],
	"name": incident.id,
	"first": incident.discovered_at,
	"second": incident.reported_at,
	"before": time.parse_rfc3339_ns(incident.discovered_at),
	"after": time.parse_rfc3339_ns(incident.reported_at),
} if {
	some i, incident in input.document.incidents
	is_string(incident.reported_at)
}

_pairs contains {
	"code": "incident_closed_before_discovered",
	"path": ["incidents", i, "closed_on"],
	"related": [{"path": ["incidents", i, "discovered_at"]}],
	"name": incident.id,
	"first": dates.day(incident.discovered_at),
	"second": incident.closed_on,
	"before": dates.day(incident.discovered_at),
	"after": incident.closed_on,
} if {
	some i, incident in input.document.incidents
	is_string(incident.closed_on)
}

# Two days of a record below one place; none where one of them is not stated.
_pair(code, place, first, second) := {
	"code": code,
	"path": array.concat(place, second),
	"related": [{"path": array.concat(place, first)}],
	"first": before,
	"second": after,
	"before": before,
	"after": after,
} if {
	before := object.get(input.document, array.concat(place, first), null)
	after := object.get(input.document, array.concat(place, second), null)
	is_string(before)
	is_string(after)
}
