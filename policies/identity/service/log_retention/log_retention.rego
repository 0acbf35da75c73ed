# METADATA
# scope: package
# title: Network logs are kept for six months
# description: >-
#   Every category of logs is kept at least as long as the parameter log_retention_months says, which cannot go below
#   the six months of the law; logs of content supplied without an explicit label owe the same six months. Days are held
#   against the longest six months of the calendar, 184 days.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-12/29/c_1768735112911946.htm
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: critical
#   basis: [csl#23, labeling-measures#9]
#   jurisdictions: [CN]
#   effective: {from: "2017-06-01"}
#   collections: [release]
#   message:
#     short: "the {category} logs are kept for less than {months} months, namely {value} ({unit})"
#     days: "the {category} logs are kept for {value} days, which can be less than {months} months: at least {needed} days are needed"
#     unstated: "the {category} logs have no retention"
#     missing: the service keeps no logs
#   names:
#     category: "/properties/logs/items/properties/category"
#     unit: "/properties/logs/items/properties/retention/properties/unit"
#   remediation: Keep the logs for at least the months that the rule requires; 184 days are six months in every case.
#   zh:
#     title: 网络日志留存不少于六个月
#     description: 各类网络日志的留存期限不少于参数规定的月数，且不得低于法定的六个月；提供没有显式标识内容的日志同样不少于六个月。以日计的期限按最长的六个自然月（184 日）比较。
#     message:
#       short: "{category}日志留存期限为 {value} {unit}，少于 {months} 个月"
#       days: "{category}日志留存 {value} 日，不足 {months} 个月，须不少于 {needed} 日"
#       unstated: "{category}日志未规定留存期限"
#       missing: 服务未留存网络日志
#     remediation: 将日志留存期限设为不少于规定的月数；184 日在任何情况下均不少于六个月。
package identity.service.log_retention

import data.lib.retention
import future.keywords.not

deny contains {"code": "missing", "path": ["logs"]} if {
	not input.document.logs[0]
}

deny contains {"code": "unstated", "path": ["logs", i], "category": log.category} if {
	some i, log in input.document.logs
	not _stated(log)
}

deny contains finding if {
	some i, log in input.document.logs
	_stated(log)
	retained := log.retention
	months := data.identity.params.log_retention_months
	retained.unit != "days"
	not retention.at_least(retained, months)
	finding := {
		"code": "short",
		"path": ["logs", i, "retention"],
		"category": log.category,
		"value": retained.value,
		"unit": retained.unit,
		"months": months,
	}
}

deny contains finding if {
	some i, log in input.document.logs
	_stated(log)
	log.retention.unit == "days"
	months := data.identity.params.log_retention_months
	needed := retention.days(months)
	log.retention.value < needed
	finding := {
		"code": "days",
		"path": ["logs", i, "retention"],
		"category": log.category,
		"value": log.retention.value,
		"months": months,
		"needed": needed,
	}
}

_stated(log) if {
	is_number(log.retention.value)
	is_string(log.retention.unit)
}
