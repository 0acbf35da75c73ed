# METADATA
# scope: package
# title: Illegal content was stopped, removed, trained away and reported
# description: >-
#   Where illegal content was found, the record says when generation and transmission were stopped, when the content
#   was removed, when the model was corrected, and when the authority was told; none of it after the date of
#   judgement. Where the job was stopped at its input, and shows no output, no release and no removal, nothing was
#   generated that could be removed or trained away: that it was stopped and reported is enough. The article sets no
#   number of days. Applies to services for the public in mainland China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.content_security.review_log
# custom:
#   severity: critical
#   basis: [interim-measures#14]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     missing: "illegal content was found, but the record does not have the {measure}"
#     future: "{measure} is dated {at}, after the date of judgement"
#   names: {measure: "/$defs/measure"}
#   remediation: >-
#     Stop generation and transmission, remove the content, correct the model, report to the authority, and log each
#     with its time.
#   zh:
#     title: 违法内容已停止、消除、整改并报告
#     description: 发现违法内容的，记录应载明停止生成和停止传输、消除、采取模型优化训练等措施整改、向有关主管部门报告的时间，且均不晚于判定日期。在输入审核环节即被拦截，且未显示有合成结果、发布或者消除的任务，没有生成内容可供消除或者整改，载明停止和报告的时间即可。条文未规定期限。适用于向境内公众提供的服务。
#     message:
#       missing: "发现违法内容，但未记录{measure}"
#       future: "{measure}为 {at}，晚于判定日期"
#     remediation: 及时停止生成、停止传输、消除违法内容，采取模型优化训练等措施整改，向有关主管部门报告，并记录各项时间。
package content_security.review_log.illegal_disposed

import data.content_security.lib.jobs
import future.keywords.not

applies if {
	input.document.domestic_public
	input.document.illegal
}

deny contains {"code": "missing", "path": ["disposal", measure], "measure": measure} if {
	some measure in _owed
	not input.document.disposal[measure]
}

deny contains {"code": "future", "path": ["disposal", measure], "measure": measure, "at": at} if {
	some measure in _measures
	at := input.document.disposal[measure]
	time.parse_rfc3339_ns(at) > time.parse_rfc3339_ns(input.as_of)
}

_owed := ["stopped_at", "reported_at"] if jobs.stopped_at_input

_owed := _measures if not jobs.stopped_at_input

_measures := ["stopped_at", "removed_at", "retrained_at", "reported_at"]
