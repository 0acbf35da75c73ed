# METADATA
# scope: package
# title: A micro-drama has the number of its class, and shows it with its title
# description: |
#   A micro-drama for mainland China has its number: class one that of its distribution permit, class two that of the
#   approval document, class three the programme number of the broadcaster; a distribution platform gives its own. The
#   opening of every video shows the title and that number. Numbers are compared without spaces, colons and sorts of
#   brackets; whether an authority gave it is not looked up. Without a declared class the kind of number is not compared,
#   and the rule warns, as it does for a title that differs and for the shape of another kind of number. A foreign
#   micro-drama has other rules (article 52) when it declares its origin.
# related_resources:
#   - ref: https://www.nrta.gov.cn/art/2026/7/31/art_113_73785.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [micro-drama-measures#27, micro-drama-measures#17, micro-drama-measures#33]
#   jurisdictions: [CN]
#   effective: {from: "2026-09-01"}
#   collections: [micro-drama]
#   names: {class: /$defs/drama_class, expected: /$defs/number_type, type: /$defs/number_type}
#   message:
#     unnumbered: "{work} is a micro-drama without a permit, approval or programme number"
#     placeholder: "this is no number: {number}"
#     type: "{work} is of {class}, which has a {expected}, not a {type}"
#     shape: "the number has the shape of another kind of number than that of a micro-drama: {number}"
#     unclassed: "the class of {work} is not stated, so the kind of its number was not compared"
#     unattributed: "who gave the programme number of {work} is not stated; a platform gives its own"
#     foreign: "the programme number was given by {given_by}, and counts for no other platform"
#     opening: "the opening of {file} shows neither title nor number"
#     silent: "the opening of {file} shows no number"
#     other: "the opening of {file} shows {shown}, but the number is {number}"
#     title: "the opening of {file} shows the title {shown}, but the work's title is {title}"
#   remediation: Obtain the number of the class, show it with the title in the opening of every episode, and write both into the manifest.
#   zh:
#     title: 微短剧取得与类别相应的编号，并与剧名一并显示
#     description: 面向境内的微短剧应有与其类别相应的编号：一类为许可证号，二类为批准文件编号，三类为播出单位出具的节目编号；传播平台应使用自行出具的节目编号。每个视频的片头应在明显位置显示剧名和该编号。比较编号时不计空格、冒号和括号的样式；不查询编号是否真实发放。未写明类别的，不比较编号种类，仅作警告；片头剧名与作品剧名不一致，或者编号格式属于其他种类编号的，亦作警告。已写明出品国家、地区的境外微短剧适用其他规定（第五十二条）。
#     message:
#       unnumbered: "作品 {work} 属于微短剧，但没有许可证号、批准文件编号或者节目编号"
#       placeholder: "“{number}”不是编号"
#       type: "作品 {work} 属于{class}微短剧，应有{expected}，而非{type}"
#       shape: "编号的格式属于其他种类的编号，而非微短剧的编号：{number}"
#       unclassed: "作品 {work} 未写明类别，未比较编号种类"
#       unattributed: "作品 {work} 未写明出具节目编号的单位；平台应使用自行出具的节目编号"
#       foreign: "节目编号由 {given_by} 出具，在其他平台无效"
#       opening: "{file} 的片头未显示剧名和编号"
#       silent: "{file} 的片头未显示编号"
#       other: "{file} 的片头显示 {shown}，与编号 {number} 不符"
#       title: "{file} 的片头显示剧名 {shown}，与作品剧名 {title} 不符"
#     remediation: 取得与类别相应的编号，在每集片头明显位置显示剧名和编号，并在清单中填写。
package dubbing.project.micro_drama_number

import data.dubbing.lib.roles
import data.dubbing.lib.works
import data.lib.numbers
import future.keywords.not

applies if {
	input.document.work.genre == "micro_drama"
	works.reaches_china
	not works.declared_foreign
}

deny contains {"code": "unnumbered", "path": ["work", "broadcast_number"], "work": input.document.work.id} if {
	not input.document.work.broadcast_number.number
}

deny contains {"code": "placeholder", "path": ["work", "broadcast_number", "number"], "number": number} if {
	number := input.document.work.broadcast_number.number
	numbers.placeholder(number)
}

deny contains {
	"code": "type",
	"path": ["work", "broadcast_number", "type"],
	"work": input.document.work.id,
	"class": class,
	"expected": _types[class],
	"type": input.document.work.broadcast_number.type,
	"related": [{"path": ["work", "micro_drama_class"]}],
} if {
	class := input.document.work.micro_drama_class
	_types[class] != input.document.work.broadcast_number.type
}

deny contains {
	"code": "unattributed",
	"path": ["work", "broadcast_number"],
	"work": input.document.work.id,
} if {
	_is_platforms
	not input.document.work.broadcast_number.given_by
}

deny contains {
	"code": "foreign",
	"path": ["work", "broadcast_number", "given_by"],
	"given_by": input.document.work.broadcast_number.given_by,
	"related": [{"path": ["provider", "name"]}],
} if {
	_is_platforms
	input.document.work.broadcast_number.given_by != input.document.provider.name
}

deny contains {"code": "opening", "path": ["deliverables", i], "file": video.file} if {
	some i, video in _videos
	not video.opening
}

deny contains {"code": "silent", "path": ["deliverables", i, "opening"], "file": video.file} if {
	some i, video in _videos
	video.opening
	not video.opening.number
}

deny contains {
	"code": "other",
	"path": ["deliverables", i, "opening", "number"],
	"file": video.file,
	"shown": video.opening.number,
	"number": input.document.work.broadcast_number.number,
	"related": [{"path": ["work", "broadcast_number", "number"]}],
} if {
	some i, video in _videos
	works.normal(video.opening.number) != works.normal(input.document.work.broadcast_number.number)
}

warn contains {"code": "shape", "path": ["work", "broadcast_number", "number"], "number": number} if {
	number := input.document.work.broadcast_number.number
	kinds := numbers.kinds(number)
	count(kinds) > 0
	count(kinds & {"micro_drama", "web_programme"}) == 0
}

warn contains {"code": "unclassed", "path": ["work", "broadcast_number", "type"], "work": input.document.work.id} if {
	input.document.work.broadcast_number.number
	not input.document.work.micro_drama_class
}

warn contains {
	"code": "title",
	"path": ["deliverables", i, "opening", "title"],
	"file": video.file,
	"shown": video.opening.title,
	"title": input.document.work.title,
	"related": [{"path": ["work", "title"]}],
} if {
	some i, video in _videos
	trim_space(video.opening.title) != trim_space(input.document.work.title)
}

_is_platforms if {
	"distribution_platform" in roles.held
	input.document.work.broadcast_number.type == "programme"
}

_types := {"class_1": "permit", "class_2": "approval", "class_3": "programme"}

_videos[i] := deliverable if {
	some i, deliverable in input.document.deliverables
	deliverable.media == "video"
}
