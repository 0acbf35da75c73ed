# METADATA
# scope: package
# title: Supply without an explicit label is recorded
# description: |
#   Each deliverable that a user asked for without an explicit label is recorded with the recipient, the day of the request,
#   the agreement and its clause on the user's duty to label, and logs that are kept for at least unlabelled_log_months,
#   which cannot go below the six months of the law. The user is named and is not the public, users at large, a platform
#   or the provider, since the article frees no publication; and asked before the supply, or before the release where the
#   supply states no day. A clause whose words are quoted gives the user the duty to label. The day of the run decides
#   whether a request lies in the future. A deliverable with neither label nor record is another rule's matter.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [labeling-measures#9]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     short: "the logs of the unlabelled supply of {file} are kept for less than {months} months"
#     future: "the request for {file} without a label is dated {date}, which is in the future"
#     late: "{file} was asked for without a label on {date}, after it was supplied on {supplied}"
#     recipient: "{file} was supplied without a label to {recipient}, which is no named user who asked for it"
#     duty: "the clause on the unlabelled supply of {file} gives the user no duty to label: {wording}"
#     unclear: "the clause on the unlabelled supply of {file} does not plainly give the user the duty to label: {wording}"
#     agreement: "the agreement on the unlabelled supply of {file} does not exist"
#     unknown: "{file} is recorded as supplied without a label, but is no deliverable"
#   remediation: Agree with the user on the duty to label first, name that agreement, and keep the logs with the recipient for at least the months that the rule requires.
#   zh:
#     title: 无显式标识的提供留有记录
#     description: 应用户申请提供的没有显式标识的交付文件，均应记录提供对象、申请日期、约定用户标识义务的协议及其条款，相关日志留存不少于参数规定的月数，且不得低于法定的六个月。提供对象应为具名用户，不得为社会公众、不特定用户、平台或者提供者自身，该条不免除提供者自行发布时的标识义务；申请应先于提供，未填写提供日期的，应先于发布。引用条款原文的，原文应明确用户的标识义务。申请日期是否在将来以判定当日为准。既无标识又无记录的交付文件由其他规则检查。
#     message:
#       short: "{file} 无显式标识提供的日志留存少于 {months} 个月"
#       future: "{file} 无显式标识的申请日期 {date} 晚于判定日期"
#       late: "{file} 无显式标识的申请日期为 {date}，晚于提供日期 {supplied}"
#       recipient: "{file} 无显式标识的提供对象为“{recipient}”，不是提出申请的特定用户"
#       duty: "{file} 无显式标识提供的协议条款未由用户承担标识义务：{wording}"
#       unclear: "{file} 无显式标识提供的协议条款未明确用户的标识义务：{wording}"
#       agreement: "{file} 无显式标识提供的协议文件不存在"
#       unknown: "{file} 记录为无显式标识提供，但不在交付文件之列"
#     remediation: 先与用户约定标识义务并指明该协议，包括提供对象信息在内的日志留存不少于规定的月数。
package dubbing.project.unlabelled_record

import data.dubbing.lib.unlabelled
import data.dubbing.lib.wordings
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(input.document.unlabelled_supply) > 0
}

deny contains {
	"code": "short",
	"path": ["unlabelled_supply", i, "log_retention_months"],
	"file": supply.file,
	"months": data.dubbing.params.unlabelled_log_months,
} if {
	some i, supply in input.document.unlabelled_supply
	not unlabelled.kept(supply)
}

deny contains {
	"code": "future",
	"path": ["unlabelled_supply", i, "requested_on"],
	"file": supply.file,
	"date": object.get(supply, "requested_on", null),
} if {
	some i, supply in input.document.unlabelled_supply
	not unlabelled.asked(supply)
}

deny contains {
	"code": "late",
	"path": ["unlabelled_supply", i, "requested_on"],
	"file": supply.file,
	"date": supply.requested_on,
	"supplied": unlabelled.supplied_on(supply),
	"related": [{"path": _supply_day(i, supply)}],
} if {
	some i, supply in input.document.unlabelled_supply
	unlabelled.asked(supply)
	not unlabelled.timely(supply)
}

deny contains {
	"code": "recipient",
	"path": ["unlabelled_supply", i, "recipient"],
	"file": supply.file,
	"recipient": supply.recipient,
} if {
	some i, supply in input.document.unlabelled_supply
	not unlabelled.addressed(supply)
}

deny contains {"code": "duty", "path": ["unlabelled_supply", i, "wording"], "file": supply.file, "wording": supply.wording} if {
	some i, supply in input.document.unlabelled_supply
	unlabelled.unbinding(supply)
}

warn contains {
	"code": "unclear",
	"path": ["unlabelled_supply", i, "wording"],
	"file": supply.file,
	"wording": supply.wording,
} if {
	some i, supply in input.document.unlabelled_supply
	wordings.duty(supply.wording) in {"silent", "unclear"}
}

deny contains {"code": "agreement", "path": ["unlabelled_supply", i, "agreement"], "file": supply.file} if {
	some i, supply in input.document.unlabelled_supply
	not unlabelled.agreed(i)
}

deny contains {"code": "unknown", "path": ["unlabelled_supply", i, "file"], "file": file} if {
	some i, supply in input.document.unlabelled_supply
	file := supply.file
	not file in _files
}

_supply_day(i, supply) := ["unlabelled_supply", i, "supplied_on"] if supply.supplied_on

_supply_day(_, supply) := ["release", "date"] if not supply.supplied_on

_files contains deliverable.file if some deliverable in input.document.deliverables
