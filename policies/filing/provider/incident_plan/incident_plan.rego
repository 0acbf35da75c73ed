# METADATA
# scope: package
# title: There is a dated incident plan with an owner
# description: >-
#   The provider has a plan for network security and data incidents, with the day of its adoption, not after the day
#   of judgement, and a role that owns it. That the document is what is named is judged by file_integrity.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-12/29/c_1768735112911946.htm
#   - ref: https://www.gov.cn/zhengce/content/202409/content_6977766.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: high
#   basis: [csl#27, network-data-regulations#11]
#   jurisdictions: [CN]
#   effective: {from: "2017-06-01"}
#   collections: [release]
#   message:
#     missing: there is no incident plan
#     undated: the incident plan has no day of adoption
#     future: "the incident plan is adopted only on {adopted_on}"
#     unowned: nobody owns the incident plan
#   remediation: Adopt an incident plan, and record its day, its owner and the document.
#   zh:
#     title: 网络安全事件应急预案载明日期和责任岗位
#     description: 提供者制定网络安全事件和网络数据安全事件应急预案，载明不晚于判定日期的制定日期和责任岗位。文件与所列是否一致由文件完整性规则检查。
#     message:
#       missing: 没有应急预案
#       undated: 应急预案未载明制定日期
#       future: "应急预案于 {adopted_on} 才制定"
#       unowned: 应急预案未明确责任岗位
#     remediation: 制定应急预案，并记录制定日期、责任岗位和文件。
package filing.provider.incident_plan

import data.lib.dates
import data.lib.texts

deny contains {"code": "missing", "path": ["incident_plan"]} if {
	not _plan
}

deny contains {"code": "undated", "path": ["incident_plan", "adopted_on"]} if {
	_plan
	not _dated
}

deny contains {
	"code": "future",
	"path": ["incident_plan", "adopted_on"],
	"adopted_on": input.document.incident_plan.adopted_on,
} if {
	_dated
	input.document.incident_plan.adopted_on > dates.day(input.as_of)
}

deny contains {"code": "unowned", "path": ["incident_plan", "owner"]} if {
	_plan
	not _owned
}

_plan if is_object(input.document.incident_plan)

_dated if is_string(input.document.incident_plan.adopted_on)

_owned if {
	is_string(input.document.incident_plan.owner)
	texts.stated(input.document.incident_plan.owner)
}
