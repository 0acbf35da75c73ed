# METADATA
# scope: package
# title: A media file is named as what it is
# description: |
#   The end of a media file's name fits the container that its bytes are. Where a container keeps the implicit label follows
#   from what it is, so whoever goes by another name writes the label where nobody looks, or looks where none is. No duty in
#   force names extensions; the places are those of practice guides, so the rule warns. Names that players use for one
#   another are not told apart: MP4 and M4A, Opus and Ogg, WebM and Matroska.
# related_resources:
#   - ref: https://www.tc260.org.cn/tc260/sjzn/list.shtml
# schemas:
#   - input.document: schema.dubbing.media
# custom:
#   severity: medium
#   binding: false
#   basis: [tc260-pg-202510a, tc260-pg-20257a]
#   jurisdictions: [CN]
#   effective: {from: "2025-08-28"}
#   collections: [release, labelling]
#   names: {container: /properties/container}
#   message:
#     other: "the file is {container} by its bytes and is named .{extension}"
#   remediation: Give the file the name of its container, or export it as what its name says, and read the label back.
#   zh:
#     title: 媒体文件的名称与其实际格式一致
#     description: 媒体文件名称的扩展名应与其内容的容器格式一致。隐式标识存储在文件的何处取决于容器格式；按照不符的名称处理的，标识会写入无人读取的位置，或者在没有标识的位置读取。现行有效的义务未规定扩展名，存储位置来自实践指南，故本规则仅作警告。播放器通用的名称不作区分。
#     message:
#       other: "文件内容为{container}，扩展名却为 .{extension}"
#     remediation: 按照容器格式命名文件，或者按照名称所示格式重新导出，并回读核验标识。
package dubbing.media.container_named

import future.keywords.not

warn contains {"code": "other", "path": ["extension"], "container": container, "extension": extension} if {
	extension := input.document.extension
	container := input.document.container
	not extension in _extensions[container]
}

_extensions := {
	"wav": {"wav", "wave", "bwf", "rf64"},
	"mp3": {"mp3"},
	"flac": {"flac"},
	"ogg": {"ogg", "oga", "ogv"},
	"opus": {"opus", "ogg", "oga"},
	"m4a": {"m4a", "m4b", "m4r", "f4a", "mp4"},
	"mp4": {"mp4", "m4v", "f4v", "m4a", "m4b", "f4a"},
	"mov": {"mov", "qt"},
	"mkv": {"mkv", "mka", "mk3d"},
	"webm": {"webm", "weba", "mkv", "mka"},
	"avi": {"avi"},
	"flv": {"flv"},
	"adts": {"aac", "adts"},
	"pcm": {"pcm", "raw", "l16", "s16le"},
}
