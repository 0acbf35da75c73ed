# METADATA
# scope: package
# title: It is settled how long the voice is kept and what becomes of it then
# description: |
#   The notice names the last day on which the information is kept, or how that is determined, and what becomes of the
#   information then. On the day of the check that last day has not passed, since nothing is processed beyond the period
#   that was agreed to. Whether the period is the shortest that the purpose needs, no rule can see.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.gov.cn/zhengce/content/202409/content_6977766.htm
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: medium
#   basis: [pipl#17, network-data-regulations#21]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     unstated: "the notice names neither a last day of retention nor how it is determined"
#     no_end: "the notice does not say what becomes of the information when retention ends"
#     over: "the information was to be kept until {date} only"
#   remediation: State the period, or how it is determined, and what follows; delete or anonymise what is over.
#   zh:
#     title: 保存期限及到期后的处理方式已明确
#     description: 告知内容应写明个人信息保存期限的最后一日或者保存期限的确定方法，以及到期后的处理方式。判定当日，保存期限应未届满，处理不得超出所同意的保存期限。保存期限是否为实现处理目的所必要的最短时间，规则无法判断。
#     message:
#       unstated: "未告知保存期限，也未告知其确定方法"
#       no_end: "未告知保存期限届满后的处理方式"
#       over: "个人信息仅应保存至 {date}"
#     remediation: 明确保存期限或者其确定方法以及到期后的处理方式；期限届满的，应予删除或者匿名化处理。
package dubbing.consent.retention_period

import data.lib.dates

deny contains {"code": "unstated", "path": ["notice", "retention"]} if not _is_stated

deny contains {"code": "no_end", "path": ["notice", "retention"]} if not input.document.notice.retention.at_end

deny contains {"code": "over", "path": ["notice", "retention", "until"], "date": until} if {
	until := input.document.notice.retention.until
	is_string(until)
	until < dates.day(input.as_of)
}

_is_stated if is_string(input.document.notice.retention.until)

_is_stated if input.document.notice.retention.determined_by
