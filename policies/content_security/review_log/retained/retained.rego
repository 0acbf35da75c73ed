# METADATA
# scope: package
# title: The record is kept for six months
# description: >-
#   The service's policy keeps the record at least as long as the parameter review_log_retention_months says, which
#   cannot go below the six months of the law, and counts from the writing of the record or later. Days are held
#   against the longest six months of the calendar, 184 days. The record's own times decide.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-12/29/c_1768735112911946.htm
# schemas:
#   - input.document: schema.content_security.review_log
# custom:
#   severity: high
#   basis: [csl#23]
#   jurisdictions: [CN]
#   effective: {from: "2017-06-01"}
#   collections: [release]
#   message:
#     unstated: the record does not say how long it is kept
#     short: "the record is kept for less than {months} months, namely {value} ({unit})"
#     days: "the record is kept for {value} days, which can be less than {months} months: at least {needed} days are needed"
#     early: "the retention counts from {from}, before the record was written"
#   names: {unit: "/properties/retention/properties/unit"}
#   remediation: >-
#     Keep every record for at least the months that the rule requires, counted from its writing; 184 days are six
#     months in every case.
#   zh:
#     title: 审核日志留存不少于六个月
#     description: 按照服务的留存政策，该记录的留存期限不少于参数规定的月数，且不得低于法定的六个月，自记录写入时或者之后起算。以日计的期限按最长的六个自然月（184 日）比较。以记录自身的时间为准。
#     message:
#       unstated: 记录未注明留存期限
#       short: "记录留存期限为 {value} {unit}，少于 {months} 个月"
#       days: "记录留存 {value} 日，不足 {months} 个月，须不少于 {needed} 日"
#       early: "留存期限自 {from} 起算，早于记录写入时间"
#     remediation: 每条记录自写入时起留存不少于规定的月数；184 日在任何情况下均不少于六个月。
package content_security.review_log.retained

import data.lib.retention
import future.keywords.not

deny contains {"code": "unstated", "path": ["retention"]} if not _stated

deny contains finding if {
	_stated
	retained := input.document.retention
	months := data.content_security.params.review_log_retention_months
	retained.unit != "days"
	not retention.at_least(retained, months)
	finding := {
		"code": "short",
		"path": ["retention"],
		"value": retained.value,
		"unit": retained.unit,
		"months": months,
	}
}

deny contains {"code": "days", "path": ["retention"], "value": value, "months": months, "needed": needed} if {
	_stated
	input.document.retention.unit == "days"
	value := input.document.retention.value
	months := data.content_security.params.review_log_retention_months
	needed := retention.days(months)
	value < needed
}

deny contains {"code": "early", "path": ["retention", "from"], "from": input.document.retention.from} if {
	_stated
	not _counts_from_the_writing
}

_stated if {
	is_number(input.document.retention.value)
	is_string(input.document.retention.unit)
	is_string(input.document.retention.from)
}

_counts_from_the_writing if {
	from := time.parse_rfc3339_ns(input.document.retention.from)
	from >= time.parse_rfc3339_ns(input.document.logged_at)
}
