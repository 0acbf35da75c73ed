# METADATA
# scope: package
# title: Complaints and appeals have an entry and a time limit
# description: >-
#   A service for the public in mainland China has an entry for complaints and reports from the public and for appeals
#   of its users, and publishes how they are handled and within how many days they are answered.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: high
#   basis: [interim-measures#15, deep-synthesis#12]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     entry: there is no entry for complaints and reports
#     appeal: there is no entry for appeals
#     process: the process of handling complaints is not published
#     feedback_days: no time limit for an answer is published
#   remediation: Set up the entry, and publish the process and the number of days within which an answer is given.
#   zh:
#     title: 设置投诉、举报和申诉入口并公布反馈时限
#     description: 面向境内公众的服务设置便捷的用户申诉和公众投诉、举报入口，公布处理流程和反馈时限。
#     message:
#       entry: 未设置公众投诉、举报入口
#       appeal: 未设置用户申诉入口
#       process: 未公布处理流程
#       feedback_days: 未公布反馈时限
#     remediation: 设置入口，公布处理流程和以日数表示的反馈时限。
package identity.service.complaint_channel

import data.lib.texts
import future.keywords.not

applies if not input.document.domestic_public == false

deny contains {"code": field, "path": ["complaints", field]} if {
	some field in ["entry", "appeal", "process"]
	not _text(field)
}

deny contains {"code": "feedback_days", "path": ["complaints", "feedback_days"]} if {
	not _limited
}

_text(field) if {
	is_string(input.document.complaints[field])
	texts.stated(input.document.complaints[field])
}

_limited if {
	is_number(input.document.complaints.feedback_days)
	input.document.complaints.feedback_days >= 1
}
