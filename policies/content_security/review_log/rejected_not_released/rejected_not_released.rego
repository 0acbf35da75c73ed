# METADATA
# scope: package
# title: What a review rejected was not released
# description: >-
#   A job that was released was approved at its input and at its output, before the release. Which time decides is the
#   record's own. A record that names the time of a release is one of a released job, whatever else it says. Applies to
#   services for the public in mainland China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.content_security.review_log
# custom:
#   severity: critical
#   basis: [deep-synthesis#10, interim-measures#4]
#   jurisdictions: [CN]
#   effective: {from: "2023-01-10"}
#   collections: [release]
#   message:
#     rejected: "the job was released though the review of its {stage} did not approve it"
#     undated: the job was released, but the record does not say when
#     late: "the review of the {stage} was finished at {at}, after the release"
#     contradiction: "the job is said to be not released, but to have been released at {at}"
#   names: {stage: "/$defs/stage"}
#   remediation: Withhold what is not approved. Take back what was released, and find out why the gate let it through.
#   zh:
#     title: 审核未通过的内容未发布
#     description: 已发布的任务，其输入数据和合成结果均应在发布前审核通过。以记录自身的时间为准。记录载有发布时间的，按已发布处理。适用于向境内公众提供的服务。
#     message:
#       rejected: "该任务的{stage}审核未通过，但已发布"
#       undated: 任务已发布，但记录未注明发布时间
#       late: "{stage}的审核于 {at} 完成，晚于发布时间"
#       contradiction: "记录称任务未发布，但载有发布时间 {at}"
#     remediation: 不得发布未审核通过的内容；撤回已发布的内容，并查明原因。
package content_security.review_log.rejected_not_released

import data.content_security.lib.jobs
import future.keywords.not

applies if {
	input.document.domestic_public
	jobs.released
}

deny contains finding if {
	input.document.released == false
	at := input.document.released_at
	finding := {"code": "contradiction", "path": ["released_at"], "at": at, "related": [{"path": ["released"]}]}
}

deny contains {"code": "rejected", "path": [stage], "stage": stage} if {
	some stage in ["input", "output"]
	not input.document[stage].result == "approved"
}

deny contains {"code": "undated", "path": ["released"]} if not input.document.released_at

deny contains {"code": "late", "path": [stage, "at"], "stage": stage, "at": at} if {
	some stage in ["input", "output"]
	at := input.document[stage].at
	time.parse_rfc3339_ns(at) > time.parse_rfc3339_ns(input.document.released_at)
}
