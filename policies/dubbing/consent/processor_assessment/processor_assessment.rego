# METADATA
# scope: package
# title: A vendor that gets a child's voice was assessed for security first
# description: |
#   Where the processing of a voice of a performer under fourteen is entrusted, each vendor and the entrusting itself were
#   assessed for security, not later than the first day of the entrusted processing nor than the day of the check. What
#   the contract agrees on is the matter of entrusted_contract.
# related_resources:
#   - ref: https://www.cac.gov.cn/2019-08/23/c_1124913903.htm
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [child-information-provisions#16]
#   jurisdictions: [CN]
#   effective: {from: "2019-10-01"}
#   collections: [release, voice-rights]
#   message:
#     unassessed: "no security assessment of {processor} and of entrusting it with a child's voice"
#     late: "the security assessment of {processor} is later than the entrusted processing, or than the check: {date}"
#   remediation: Assess vendor and entrusting before the processing begins and name the report with the vendor; or entrust nothing to it.
#   zh:
#     title: 委托处理儿童声音之前已对受托人和委托行为进行安全评估
#     description: 委托他人处理不满十四周岁的表演者的声音的，应对每个受托人和委托行为进行安全评估，且不晚于委托处理首日和判定当日。委托协议的内容由有关委托合同的规则检查。
#     message:
#       unassessed: "未对受托人 {processor} 和委托其处理儿童声音的行为进行安全评估"
#       late: "对受托人 {processor} 的安全评估晚于委托处理首日或者判定当日：{date}"
#     remediation: 在委托处理开始前对受托人和委托行为进行安全评估，并在该委托事项中填写评估报告；或者不再委托其处理。
package dubbing.consent.processor_assessment

import data.dubbing.lib.subjects
import data.lib.dates
import future.keywords.not

applies if {
	subjects.is_child
	count(input.document.entrusted) > 0
}

deny contains {"code": "unassessed", "path": ["entrusted", i, "assessment"], "processor": vendor.processor} if {
	some i, vendor in input.document.entrusted
	not vendor.assessment
}

deny contains finding if {
	some i, vendor in input.document.entrusted
	assessment := vendor.assessment
	not _is_in_time(vendor)
	finding := {
		"code": "late",
		"path": ["entrusted", i, "assessment", "date"],
		"related": [{"path": ["entrusted", i, "from"]}],
		"processor": vendor.processor,
		"date": object.get(assessment, "date", null),
	}
}

_is_in_time(vendor) if {
	vendor.assessment.date <= vendor.from
	vendor.assessment.date <= dates.day(input.as_of)
}
