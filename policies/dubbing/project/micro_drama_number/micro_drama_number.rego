# METADATA
# scope: package
# title: The opening of a micro-drama shows its title and number
# description: |
#   A micro-drama has the permit, approval or programme number of its class, and the opening of every video of it shows a
#   title and that number. Which class has which type of number is not known from the sources, so the type is not
#   compared. Article 27 is known from secondary sources, so the rule warns.
# related_resources:
#   - ref: https://www.nrta.gov.cn/art/2026/7/31/art_113_73785.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   binding: false
#   basis: [micro-drama-measures#27]
#   jurisdictions: [CN]
#   effective: {from: "2026-09-01"}
#   collections: [micro-drama]
#   message:
#     unnumbered: "{work} is a micro-drama without a permit, approval or programme number"
#     opening: "the opening of {file} shows neither title nor number"
#     silent: "the opening of {file} shows no number"
#     other: "the opening of {file} shows {shown}, but the number is {number}"
#   remediation: Show title and number in the opening of every episode, and write them under work.broadcast_number and opening.
#   zh:
#     title: 微短剧片头显示片名和编号
#     description: 微短剧应有与其类别相应的许可证号、审批号或者节目编号，且每个视频的片头应显示片名和该编号。各类别对应何种编号，资料未载明，故不比较编号类型。第二十七条来自二手资料，故本规则仅作警告。
#     message:
#       unnumbered: "作品 {work} 属于微短剧，但没有许可证号、审批号或者节目编号"
#       opening: "{file} 的片头未显示片名和编号"
#       silent: "{file} 的片头未显示编号"
#       other: "{file} 的片头显示 {shown}，与编号 {number} 不符"
#     remediation: 在每集片头显示片名和编号，并填写 work.broadcast_number 和 opening。
package dubbing.project.micro_drama_number

applies if {
	input.document.scope.domestic_public
	input.document.work.genre == "micro_drama"
	count(_videos) > 0
}

warn contains {"code": "unnumbered", "path": ["work", "broadcast_number"], "work": input.document.work.id} if {
	not input.document.work.broadcast_number.number
}

warn contains {"code": "opening", "path": ["deliverables", i], "file": video.file} if {
	some i, video in _videos
	not video.opening
}

warn contains {"code": "silent", "path": ["deliverables", i, "opening"], "file": video.file} if {
	some i, video in _videos
	video.opening
	not video.opening.number
}

warn contains {
	"code": "other",
	"path": ["deliverables", i, "opening", "number"],
	"file": video.file,
	"shown": video.opening.number,
	"number": input.document.work.broadcast_number.number,
} if {
	some i, video in _videos
	video.opening.number != input.document.work.broadcast_number.number
}

_videos[i] := deliverable if {
	some i, deliverable in input.document.deliverables
	deliverable.media == "video"
}
