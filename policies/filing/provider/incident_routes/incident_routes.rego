# METADATA
# scope: package
# title: Incidents are reported and closed within the hours and days of the law
# description: >-
#   The incident plan says to whom a serious incident is reported, within how many hours, and within how many days the
#   closing report follows: at most incident_report_hours, for critical infrastructure incident_report_hours_critical,
#   and incident_closing_days. The measures bind the reports of incidents, which incident_report judges; that the plan says
#   so is our reading, so the rule warns.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-09/15/c_1759583017717009.htm
# schemas:
#   - input.document: schema.filing.provider
# custom:
#   severity: high
#   binding: false
#   basis: [incident-reporting-measures#4, incident-reporting-measures#8]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [release]
#   message:
#     recipient: the incident plan does not say to whom incidents are reported
#     hours: "the incident plan does not have serious incidents reported within {most} h"
#     closing_days: "the incident plan does not have the closing report follow within {most} days"
#   remediation: Write the recipient, the hours and the days into the incident plan.
#   zh:
#     title: 按规定时限报告网络安全事件并报送处置总结
#     description: 应急预案载明较大以上网络安全事件的报告对象、报告时限（小时）和处置总结报告时限（日），分别不超过参数所设时限（关键信息基础设施另设）。该办法规范的是事件的报告本身，另由事件报告规则检查；要求预案写明系本项目的解释，故本规则仅作警告。
#     message:
#       recipient: 应急预案未载明报告对象
#       hours: "应急预案未要求在 {most} 小时内报告较大以上事件"
#       closing_days: "应急预案未要求在 {most} 日内报送处置总结报告"
#     remediation: 在应急预案中载明报告对象、小时数和日数。
package filing.provider.incident_routes

import data.filing.lib.incidents
import data.lib.texts
import future.keywords.not

warn contains {"code": "recipient", "path": ["incident_plan", "report", "recipient"]} if {
	not _named
}

warn contains {"code": code, "path": ["incident_plan", "report", code], "most": most} if {
	some code, most in {"hours": incidents.hours, "closing_days": data.filing.params.incident_closing_days}
	not _in_time(code, most)
}

_named if {
	is_string(input.document.incident_plan.report.recipient)
	texts.stated(input.document.incident_plan.report.recipient)
}

_in_time(code, most) if {
	is_number(input.document.incident_plan.report[code])
	input.document.incident_plan.report[code] <= most
}
