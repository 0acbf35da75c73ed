# METADATA
# scope: package
# title: Algorithm, model, data and results are reviewed regularly
# description: >-
#   A service for the public in mainland China has reviewed the mechanism of its generation algorithms, its models,
#   data and results, on a day not after the day of judgement. Neither provision fixes an interval; how old the last
#   review of a subject may be is the parameter review_max_age_days, our choice, and beyond it the rule warns. The day
#   of judgement decides. A technical supporter does the same; who only uses another's service does not.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: https://www.cac.gov.cn/2022-01/04/c_1642894606364259.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: medium
#   basis: [deep-synthesis#15, algorithm-provisions#8]
#   jurisdictions: [CN]
#   effective: {from: "2022-03-01"}
#   collections: [release, review]
#   message:
#     missing: "there is no dated review of {subject}"
#     future: "the review is dated {completed_on}, after the date of judgement"
#     old: "the last review of {subject} is of {completed_on}, more than {days} days ago"
#   names: {subject: "/properties/reviews/items/properties/subjects/items"}
#   remediation: Review the subject, and record the day, the subjects and the role that did it.
#   zh:
#     title: 定期审核、评估、验证算法机制机理、模型、数据和应用结果
#     description: 面向境内公众的服务对生成合成类算法的机制机理、模型、数据和应用结果进行审核、评估、验证，日期不晚于判定日期。规定未明确间隔；最长间隔（参数“距上次审核的时间”）由本项目自定，超出的予以警告。仅使用他人服务的不作要求。以判定日期为准。
#     message:
#       missing: "没有对{subject}进行审核、评估、验证的记录"
#       future: "审核日期 {completed_on} 晚于判定日期"
#       old: "最近一次对{subject}的审核为 {completed_on}，已超过 {days} 日"
#     remediation: 开展审核，并记录日期、对象和负责岗位。
package filing.provider.periodic_review

import data.filing.lib.roles
import data.lib.dates

applies if {
	not input.document.scope.domestic_public == false
	count(roles.held & {"provider", "technical_supporter"}) > 0
}

deny contains {"code": "missing", "path": ["reviews"], "subject": subject} if {
	some subject in _subjects
	not _last[subject]
}

deny contains {"code": "future", "path": ["reviews", i, "completed_on"], "completed_on": review.completed_on} if {
	some i, review in input.document.reviews
	review.completed_on > dates.day(input.as_of)
}

warn contains {
	"code": "old",
	"path": ["reviews"],
	"subject": subject,
	"completed_on": completed_on,
	"days": data.filing.params.review_max_age_days,
} if {
	some subject, completed_on in _last
	dates.days_between(completed_on, dates.day(input.as_of)) > data.filing.params.review_max_age_days
}

_last[subject] := max(days) if {
	some subject in _subjects
	days := {review.completed_on |
		some review in input.document.reviews
		subject in review.subjects
		review.completed_on <= dates.day(input.as_of)
	}
	count(days) > 0
}

_subjects := {"mechanism", "model", "data", "results"}
