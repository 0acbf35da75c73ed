# METADATA
# scope: package
# title: The licence names the right by which the public gets the work
# description: |
#   What a licence does not name is not licensed. A work that the public gets on demand, as on platforms, needs the right of
#   communication through information networks; one that is broadcast by a programme the right of broadcasting; one on
#   carriers the right of distribution; one in cinemas the right of projection. Where the release does not say how the
#   public gets it, on demand is presumed, and broadcasting when the name of a channel says so (parameter
#   linear_channel_words). A release that says otherwise than the name of its channel is warned of. So is a presumed way whose
#   right is not named by a licence to adapt: the adapter has rights of his own in what he made, and whether the licence means
#   the communication of it as well is for who reads the contract.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202011/848e73f58d4e4c5b82f69d25d46048c6.shtml
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [copyright-law#10, copyright-law#29]
#   jurisdictions: [CN]
#   effective: {from: "2021-06-01"}
#   collections: [release, rights]
#   names: {right: /$defs/right, mode: /$defs/mode}
#   message:
#     unlicensed: "the licence of {work} does not name what {mode} needs: {right}"
#     presumed: "the licence of {work} does not name what {mode} needs, which is presumed of this release: {right}"
#     adapted: "the licence of {work} allows its adaptation, and does not name what {mode} needs: {right}"
#     channel: "{channel} broadcasts by a programme, and the release does not name it among its ways"
#   remediation: Agree with the licensor on the right that is missing, or write down how the public gets the work if it is another way.
#   zh:
#     title: 许可载明向公众传播作品所需的权利
#     description: 未明确许可的权利不得行使。公众通过网络点播获得作品的，例如在平台发布，应取得信息网络传播权；按照节目时间表播出的，应取得广播权；以载体发行的，应取得发行权；在影院等场所放映的，应取得放映权。未写明传播方式的，视为网络点播；渠道名称表明其按节目时间表播出的（参数“线性播出渠道用词”），同时视为播出。所写传播方式与渠道名称不符的，予以警告；未写明传播方式、许可载明改编权而未载明相应权利的，改编者对其作品享有权利，许可是否包括传播有待合同解释，亦予以警告。
#     message:
#       unlicensed: "作品 {work} 的许可未载明{mode}所需的{right}"
#       presumed: "作品 {work} 的许可未载明{right}；未写明传播方式，视为需要该权利的{mode}"
#       adapted: "作品 {work} 的许可载明可以改编，但未载明{mode}所需的{right}"
#       channel: "{channel} 按节目时间表播出，但传播方式中未写明"
#     remediation: 与许可人就缺少的权利达成一致；传播方式不同的，如实写明传播方式。
package dubbing.project.network_right

import data.dubbing.lib.works
import future.keywords.not

deny contains object.union(lack, {"code": code}) if {
	some code, lacks in _lacks
	code != "adapted"
	some lack in lacks
}

warn contains object.union(lack, {"code": "adapted"}) if some lack in _lacks.adapted

warn contains {
	"code": "channel",
	"path": ["release", "modes"],
	"channel": input.document.release.channels[i],
	"related": [{"path": ["release", "channels", i]}],
} if {
	some i in works.linear_channels
	not "linear" in works.modes
}

_lacks[_code(mode)] contains {
	"path": ["work", "rights", "uses"],
	"work": input.document.work.id,
	"right": right,
	"mode": mode,
	"related": [{"path": _stated}],
} if {
	some mode in works.modes
	right := _needed[mode]
	not _is_licensed(right)
}

_code(mode) := "unlicensed" if mode in input.document.release.modes

_code(mode) := "presumed" if {
	not mode in input.document.release.modes
	not _is_open
}

_code(mode) := "adapted" if {
	not mode in input.document.release.modes
	_is_open
}

# A release that says how the public gets the work leaves nothing to presume.
_is_open if {
	not input.document.release.modes
	"adaptation" in input.document.work.rights.uses
}

_stated := ["release", "modes"] if input.document.release.modes

_stated := ["release"] if not input.document.release.modes

_is_licensed(right) if right in input.document.work.rights.uses

_needed := {
	"on_demand": "network_communication",
	"linear": "broadcast",
	"copies": "distribution",
	"screening": "screening",
}
