# METADATA
# scope: package
# title: Input and output of the job were reviewed
# description: >-
#   The record has a result for the input and one for the synthesised output of the job, each with its time, which is
#   neither after the date of judgement nor after the writing of the record. A job that was stopped at its input, and
#   shows no output, no release and no removal, has no output to review. Applies to services for the public in mainland
#   China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.content_security.review_log
# custom:
#   severity: high
#   basis: [deep-synthesis#10]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     missing: "the {stage} of the job has no result of a review"
#     undated: "the review of the {stage} has no time"
#     future: "the review of the {stage} is dated {at}, after the date of judgement"
#     unwritten: "the review of the {stage} was finished at {at}, after the record of it was written at {logged_at}"
#   names: {stage: "/$defs/stage"}
#   remediation: >-
#     Review the input and the output of every job, by technical or manual means, and log each result with its time.
#   zh:
#     title: 任务的输入数据和合成结果均已审核
#     description: 记录载有该任务输入数据和合成结果的审核结果及时间，且时间不晚于判定日期和记录写入时间。在输入审核环节即被拦截，且未显示有合成结果、发布或者消除的任务，没有合成结果可供审核。适用于向境内公众提供的服务。
#     message:
#       missing: "任务的{stage}没有审核结果"
#       undated: "{stage}的审核没有时间"
#       future: "{stage}的审核时间 {at} 晚于判定日期"
#       unwritten: "{stage}的审核于 {at} 完成，晚于该记录的写入时间 {logged_at}"
#     remediation: 采取技术或者人工方式对每个任务的输入数据和合成结果进行审核，并记录审核结果和时间。
package content_security.review_log.results_recorded

import data.content_security.lib.jobs

applies if input.document.domestic_public

deny contains {"code": "missing", "path": [stage], "stage": stage} if {
	some stage in jobs.stages
	not input.document[stage].result
}

deny contains {"code": "undated", "path": [stage], "stage": stage} if {
	some stage in ["input", "output"]
	input.document[stage].result
	not input.document[stage].at
}

deny contains {"code": "future", "path": [stage, "at"], "stage": stage, "at": at} if {
	some stage in ["input", "output"]
	at := input.document[stage].at
	time.parse_rfc3339_ns(at) > time.parse_rfc3339_ns(input.as_of)
}

deny contains finding if {
	some stage in ["input", "output"]
	at := input.document[stage].at
	logged := input.document.logged_at
	time.parse_rfc3339_ns(at) > time.parse_rfc3339_ns(logged)
	finding := {
		"code": "unwritten",
		"path": [stage, "at"],
		"stage": stage,
		"at": at,
		"logged_at": logged,
		"related": [{"path": ["logged_at"]}],
	}
}
