# METADATA
# scope: package
# title: A user who publishes declares the content as generated
# description: |
#   A studio that uses another's service and puts synthetic content before the public on demand declares it as generated on
#   every channel, by the day of the release, with the function that the platform has for it. Before the release, the day
#   may be the planned one. What the record of a declaration shows is not read.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://www.nrta.gov.cn/art/2019/11/29/art_113_48908.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [labeling-measures#10, av-provisions]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     undeclared: "the content was not declared as generated on {channel}"
#     late: "the content was declared on {channel} on {date}, after the release"
#     unknown: "{channel} is declared on, but is none of the channels"
#   remediation: Declare the content with the platform's function when you publish it, and record channel and day.
#   zh:
#     title: 服务使用者发布时主动声明为生成合成内容
#     description: 使用他人服务的单位，通过网络点播方式向公众发布生成合成内容的，应在发布日期前，在每个渠道使用平台提供的标识功能主动声明；发布之前可以填写计划日期。声明记录的内容不作读取。
#     message:
#       undeclared: "未在 {channel} 声明为生成合成内容"
#       late: "在 {channel} 的声明日期为 {date}，晚于发布日期"
#       unknown: "对 {channel} 作出了声明，但其不在发布渠道之列"
#     remediation: 发布时使用平台提供的功能主动声明，并填写渠道和日期。
package dubbing.project.declared_on_publishing

import data.dubbing.lib.roles
import data.dubbing.lib.synthesis
import data.dubbing.lib.works
import future.keywords.not

applies if {
	"user" in roles.held
	works.reaches_china
	"on_demand" in works.modes
	count(synthesis.deliverables) > 0
}

deny contains {"code": "undeclared", "path": ["release", "channels", i], "channel": channel} if {
	some i, channel in input.document.release.channels
	not channel in _declared
}

deny contains {
	"code": "late",
	"path": ["release", "declarations", i, "date"],
	"channel": declaration.channel,
	"date": declaration.date,
	"related": [{"path": ["release", "date"]}],
} if {
	some i, declaration in input.document.release.declarations
	declaration.date > input.document.release.date
}

warn contains {
	"code": "unknown",
	"path": ["release", "declarations", i, "channel"],
	"channel": declaration.channel,
	"related": [{"path": ["release", "channels"]}],
} if {
	some i, declaration in input.document.release.declarations
	not declaration.channel in input.document.release.channels
}

_declared contains declaration.channel if some declaration in input.document.release.declarations
