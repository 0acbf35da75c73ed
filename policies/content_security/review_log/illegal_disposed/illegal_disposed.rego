# METADATA
# scope: package
# title: Illegal content was stopped, removed, trained away and reported
# description: >-
#   Where illegal content was found, the record says when generation and transmission were stopped, when the content
#   was removed, when the model was corrected, and when the authority was told; none of it after the date of
#   judgement. The article sets no number of days. Applies to services for the public in mainland China.
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
#     missing: "illegal content was found, but the record has no {measure}"
#     future: "{measure} is {at}, after the date of judgement"
#   remediation: >-
#     Stop generation and transmission, remove the content, correct the model, report to the authority, and log each
#     with its time.
#   zh:
#     title: 违法内容已停止、消除、整改并报告
#     description: 发现违法内容的，记录应载明停止生成和停止传输、消除、采取模型优化训练等措施整改、向有关主管部门报告的时间，且均不晚于判定日期。条文未规定期限。适用于向境内公众提供的服务。
#     message:
#       missing: "发现违法内容，但记录中没有 {measure}"
#       future: "{measure} 为 {at}，晚于判定日期"
#     remediation: 及时停止生成、停止传输、消除违法内容，采取模型优化训练等措施整改，向有关主管部门报告，并记录各项时间。
package content_security.review_log.illegal_disposed

applies if {
	input.document.domestic_public
	input.document.illegal
}

deny contains {"code": "missing", "path": ["disposal", measure], "measure": measure} if {
	some measure in _measures
	not input.document.disposal[measure]
}

deny contains {"code": "future", "path": ["disposal", measure], "measure": measure, "at": at} if {
	some measure in _measures
	at := input.document.disposal[measure]
	time.parse_rfc3339_ns(at) > time.parse_rfc3339_ns(input.as_of)
}

_measures := ["stopped_at", "removed_at", "retrained_at", "reported_at"]
