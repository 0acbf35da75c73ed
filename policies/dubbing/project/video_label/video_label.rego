# METADATA
# scope: package
# title: A synthetic video shows a text label that can be read
# description: |
#   A video in which synthesis is heard has a text label in the picture that is shown for at least video_label_seconds at
#   normal speed, in characters of at least video_label_percent of the frame's shortest side. One such label is enough. A
#   recorded supply without an explicit label (article 9 of the Measures) excuses the video. The clause is quoted by
#   several independent sources; the standard's text was not read, article 4 of the Measures was. What the player shows
#   around the picture is not the file's matter.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [gb-45438-2025#5.4, labeling-measures#4]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     missing: "{file} has no text label in the picture"
#     unmeasured: "the duration or height of a text label of {file}, or the size of its frame, is not given"
#     short: "a text label of {file} is shown for {seconds} s, less than {least} s"
#     low: "a text label of {file} is {height} pixels high, less than {percent} % of the shortest side of {shortest}"
#   remediation: Show the text label larger or longer, and write its seconds and height and the video's frame.
#   zh:
#     title: 生成合成视频的文字标识清晰可读
#     description: 含有合成语音的视频，其画面中应有文字标识，正常播放速度下持续时间不少于参数规定的秒数，文字高度不低于画面最短边长度的参数规定的百分比。有一处符合即可。已按办法第九条留有记录的无显式标识提供除外。条文由多个独立来源引用，未阅读标准原文；办法第四条已阅读原文。播放周边的提示不属于文件本身，不在此检查。
#     message:
#       missing: "{file} 的画面中没有文字标识"
#       unmeasured: "{file} 的文字标识未填写持续时间或者文字高度，或者未填写画面尺寸"
#       short: "{file} 的文字标识持续 {seconds} 秒，少于 {least} 秒"
#       low: "{file} 的文字标识高 {height} 像素，低于画面最短边 {shortest} 像素的 {percent}%"
#     remediation: 增大文字标识或者延长其持续时间，并填写持续时间、文字高度以及视频的画面尺寸。
package dubbing.project.video_label

import data.dubbing.lib.videos
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(videos.due) > 0
}

deny contains {"code": "missing", "path": ["deliverables", i, "labels"], "file": input.document.deliverables[i].file} if {
	some i in videos.due
	not videos.texts[i]
}

deny contains object.union(_about(i, j), {"code": "unmeasured"}) if {
	some [i, j] in _judged
	not _is_measured(i, j)
}

deny contains object.union(_about(i, j), {"code": "short", "seconds": label.seconds, "least": least}) if {
	some [i, j] in _judged
	label := input.document.deliverables[i].labels[j]
	least := data.dubbing.params.video_label_seconds
	label.seconds
	not videos.lasts(label)
}

deny contains object.union(_about(i, j), {
	"code": "low",
	"height": label.height,
	"percent": data.dubbing.params.video_label_percent,
	"shortest": videos.shortest(frame),
}) if {
	some [i, j] in _judged
	label := input.document.deliverables[i].labels[j]
	label.height
	frame := input.document.deliverables[i].frame
	not videos.is_high(label, frame)
}

_about(i, j) := {
	"path": ["deliverables", i, "labels", j],
	"file": input.document.deliverables[i].file,
}

# The text labels of the videos of which no text label is enough.
_judged contains [i, j] if {
	some i, positions in videos.texts
	not videos.legible[i]
	some j in positions
}

_is_measured(i, j) if {
	deliverable := input.document.deliverables[i]
	deliverable.labels[j].seconds
	deliverable.labels[j].height
	deliverable.frame
}
