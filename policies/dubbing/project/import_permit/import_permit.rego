# METADATA
# scope: package
# title: A foreign work is released with the approval of its import
# description: |
#   A foreign drama, micro-drama, animation or documentary, or another foreign work with a picture, that reaches the public
#   in mainland China names the approval of its import, or a distribution permit for network dramas and films. The
#   regulation that was read speaks of stations, those for networks are known from secondary sources, and the standards
#   of the association are voluntary, so the rule warns. Films are judged by dubbing.project.film_permit. A work that says
#   nothing of its origin and whose original language is none of China's counts as foreign.
# related_resources:
#   - ref: https://flk.npc.gov.cn/
#   - ref: https://www.nrta.gov.cn/art/2026/7/31/art_113_73785.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   binding: false
#   basis: [radio-tv-regulations#39, micro-drama-measures#52, short-video-review-rules#92]
#   jurisdictions: [CN]
#   effective: {from: "2021-12-15"}
#   collections: [release, permits]
#   names: {kind: /$defs/permit_kind}
#   message:
#     missing: "{work} is a foreign work without an approval of its import"
#     kind: "{work} is a foreign work, for which this is no permit: {kind}"
#     number: "the approval of {work} has no number"
#     late: "the approval is dated {date}, after the release"
#   remediation: Obtain the approval of the import and record its kind, number and day.
#   zh:
#     title: 境外作品经批准引进后发布
#     description: 面向境内公众的境外电视剧、微短剧、动画片、纪录片以及其他带有画面的境外作品，应写明引进审批或者网络剧片发行许可证。已读的条例针对广播电台、电视台，针对网络的规定来自二手资料，协会的细则属于自律规范，故本规则仅作警告。电影由另一规则判定。未填写出品国家、地区且原语言不是我国语言的作品，视为境外作品。
#     message:
#       missing: "作品 {work} 属于境外作品，但没有引进审批"
#       kind: "作品 {work} 属于境外作品，{kind}不适用于境外作品"
#       number: "作品 {work} 的引进审批没有编号"
#       late: "引进审批日期为 {date}，晚于发布日期"
#     remediation: 取得引进审批，并填写其种类、编号和日期。
package dubbing.project.import_permit

import data.dubbing.lib.works
import data.lib.numbers
import future.keywords.not

applies if {
	works.foreign
	works.reaches_china
	works.published
	_is_shown
}

warn contains {"code": "missing", "path": ["work", "permit"], "work": input.document.work.id} if {
	not input.document.work.permit
}

warn contains {
	"code": "kind",
	"path": ["work", "permit", "kind"],
	"work": input.document.work.id,
	"kind": input.document.work.permit.kind,
} if {
	not input.document.work.permit.kind in {"import_approval", "online_distribution", "exception"}
}

warn contains {"code": "number", "path": ["work", "permit", "number"], "work": input.document.work.id} if {
	input.document.work.permit.kind != "exception"
	numbers.placeholder(object.get(input.document.work.permit, "number", ""))
}

warn contains {
	"code": "late",
	"path": ["work", "permit", "issued_on"],
	"date": input.document.work.permit.issued_on,
	"related": [{"path": ["release", "date"]}],
} if {
	input.document.work.permit.issued_on > input.document.release.date
}

_is_shown if input.document.work.genre in {"drama", "micro_drama", "animation", "documentary"}

_is_shown if {
	input.document.work.genre != "film"
	some deliverable in input.document.deliverables
	deliverable.media == "video"
}
