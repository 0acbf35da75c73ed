# METADATA
# scope: package
# title: Every synthetic deliverable carries an explicit label
# description: |
#   A synthetic audio file that leaves, or can be downloaded, copied or exported, has a spoken or rhythm label of its own
#   at its start, middle or end; one that is only streamed may have a persistent label in the interface instead. A video
#   has a text label that is shown long and large enough (dubbing.project.video_label). Without any, the supply is recorded
#   as article 9 wants it (dubbing.project.unlabelled_record); whether its request lies in the future is decided by the
#   day of the run. A label whose words deny AI or generation is none. A deliverable in which a generated or undeclared voice is heard is synthetic, whatever it declares.
#   The standard's text is known from secondary transcriptions; article 4 of the Measures was read.
# related_resources:
#   - ref: https://www.cac.gov.cn/2025-03/14/c_1743654684782215.htm
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [labeling-measures#4, gb-45438-2025#5.3]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     audio_file: "{file} leaves as a file without a spoken or rhythm label at its start, middle or end"
#     audio_stream: "{file} is streamed without a spoken, rhythm or persistent interface label"
#     video: "{file} has no text label in the picture that is shown long and large enough"
#   remediation: Put an explicit label into the deliverable and describe it under its labels, or record the unlabelled supply under article 9 with logs kept for at least six months.
#   zh:
#     title: 每个生成合成的交付文件均带有显式标识
#     description: 以文件形式交付或者可下载、复制、导出的合成音频，应在文件自身的起始、末尾或者中间位置带有语音标识或者音频节奏标识；仅在线播放的，可以交互界面中持续显示的标识代替。视频应带有持续时间和文字高度符合要求的文字标识（dubbing.project.video_label）。没有显式标识的，应按第九条留有记录（dubbing.project.unlabelled_record），其申请日期是否在将来以判定当日为准。文字否认使用人工智能或者生成合成的标识不予认可。使用了生成声音或者未列明声音的交付文件，无论如何声明，均按生成合成处理。标准条文来自二手转录，办法第四条已阅读原文。
#     message:
#       audio_file: "{file} 以文件形式交付，但起始、末尾或者中间位置没有语音标识或者音频节奏标识"
#       audio_stream: "{file} 在线播放，但没有语音标识、音频节奏标识或者持续显示的界面标识"
#       video: "{file} 的画面中没有持续时间和文字高度符合要求的文字标识"
#     remediation: 在交付文件中添加显式标识，并如实填写标识；或者按第九条记录无显式标识的提供，相关日志留存不少于六个月。
package dubbing.project.explicit_label

import data.dubbing.lib.labels
import data.dubbing.lib.synthesis
import data.dubbing.lib.unlabelled
import data.dubbing.lib.videos
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(synthesis.deliverables) > 0
}

deny contains {"code": _code(deliverable), "path": ["deliverables", i, "labels"], "file": file} if {
	some i in synthesis.deliverables
	deliverable := input.document.deliverables[i]
	file := deliverable.file
	not i in _labelled
	not file in unlabelled.recorded
}

_labelled contains i if {
	some i in synthesis.deliverables
	deliverable := input.document.deliverables[i]
	deliverable.media == "audio"
	some label in deliverable.labels
	_is_heard_or_shown(label)
	not labels.opposes(label)
}

_labelled contains i if some i, _ in videos.legible

_is_heard_or_shown(label) if {
	label.form in {"spoken", "rhythm"}
	label.at in {"start", "middle", "end"}
}

_is_heard_or_shown(label) if {
	input.document.release.delivery == "stream"
	label.form == "interface"
	label.persistent
}

_code(deliverable) := "video" if deliverable.media == "video"

_code(deliverable) := concat("_", ["audio", input.document.release.delivery]) if deliverable.media == "audio"
