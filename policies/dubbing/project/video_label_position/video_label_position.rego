# METADATA
# scope: package
# title: The text label of a synthetic video stands in the start frame, at an edge or corner
# description: |
#   Of the text labels of a synthetic video that can be read, one is there from the start frame on, at an edge or corner
#   of the picture; if none can be read, one of all its text labels. A video without any is another rule's matter, and a
#   recorded supply without an explicit label excuses it. The clause is quoted by several independent sources; the
#   standard's text was not read.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   basis: [gb-45438-2025#5.4]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     unstated: "when or where a text label of {file} appears is not given"
#     late: "a text label of {file} appears after {start} s, not in the start frame"
#     place: "a text label of {file} stands at no edge or corner of the picture"
#   remediation: Show the text label from the first frame on, at an edge or corner, and write start_seconds and position.
#   zh:
#     title: 生成合成视频的文字标识位于起始画面的边或者角
#     description: 生成合成视频中清晰可读的文字标识，应至少有一处自起始画面起显示，并位于画面的边或者角；没有清晰可读的，则在其全部文字标识中判断。没有文字标识的由其他规则检查；已留有记录的无显式标识提供除外。条文由多个独立来源引用，未阅读标准原文。
#     message:
#       unstated: "{file} 的文字标识未填写出现时间或者位置"
#       late: "{file} 的文字标识在 {start} 秒后才出现，不在起始画面"
#       place: "{file} 的文字标识不在画面的边或者角"
#     remediation: 自第一帧起在画面的边或者角显示文字标识，并填写出现时间和位置。
package dubbing.project.video_label_position

import data.dubbing.lib.videos
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(_candidates) > 0
}

deny contains object.union(_about(i, j), {"code": "unstated"}) if {
	some [i, j] in _judged
	label := input.document.deliverables[i].labels[j]
	not _is_stated(label)
}

deny contains object.union(_about(i, j), {"code": "late", "start": label.start_seconds}) if {
	some [i, j] in _judged
	label := input.document.deliverables[i].labels[j]
	label.start_seconds > 0
}

deny contains object.union(_about(i, j), {"code": "place"}) if {
	some [i, j] in _judged
	input.document.deliverables[i].labels[j].position == "elsewhere"
}

_about(i, j) := {
	"path": ["deliverables", i, "labels", j],
	"file": input.document.deliverables[i].file,
}

_judged contains [i, j] if {
	some i, positions in _candidates
	not i in _placed
	some j in positions
}

_placed contains i if {
	some i, positions in _candidates
	some j in positions
	label := input.document.deliverables[i].labels[j]
	label.start_seconds == 0
	label.position != "elsewhere"
}

_is_stated(label) if {
	is_number(label.start_seconds)
	is_string(label.position)
}

_candidates[i] := positions if some i, positions in videos.legible

_candidates[i] := positions if {
	some i, positions in videos.texts
	not videos.legible[i]
}
