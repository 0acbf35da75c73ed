# METADATA
# scope: package
# title: A dub in the Union says that its voices are generated
# description: |
#   A deliverable with a generated voice in which an existing person may be recognised, released in a member state or worldwide,
#   has a label in the language that is heard. It comes at the start, or the player shows it; in a work of an artistic genre it may come anywhere. A
#   label in another language alone tells those who listen nothing, and is a warning. Which genres are artistic is the
#   parameter `artistic_genres`.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [eu-2024-1689#50.4, eu-2024-1689#50.5]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [deployer, release]
#   message:
#     undisclosed: "nothing says that voices in {file} are generated: {voices}"
#     late: "what says that voices in {file} are generated comes only after its start"
#     foreign: "what says that voices in {file} are generated is not in the language that is heard ({language})"
#   remediation: Add a label in the language of the dub, at the start; in an artistic work the credits will do.
#   zh:
#     title: 在欧盟发布的译制作品披露其声音为生成
#     description: 在欧盟成员国或者全球发布的交付文件，含有可识别现有人物的生成声音的，应有所听语言的标识。标识位于开头，或者由播放器显示；属于艺术类体裁的，位置不限。仅有其他语言的标识，听众无从知晓，作出警告。哪些体裁属于艺术类，由参数 artistic_genres 确定。
#     message:
#       undisclosed: "{file} 未披露其中的声音为生成：{voices}"
#       late: "{file} 在开头之后才披露其中的声音为生成"
#       foreign: "{file} 关于声音为生成的披露并非所听语言（{language}）"
#     remediation: 在开头添加译制语言的标识；属于艺术作品的，可在演职员表中披露。
package euai.dubbing.project.voices_disclosed

import data.euai.lib.dubs
import future.keywords.not

applies if {
	dubs.is_released_in_the_union
	count(dubs.resembling) > 0
}

deny contains {
	"code": "undisclosed",
	"path": ["deliverables", i, "labels"],
	"file": input.document.deliverables[i].file,
	"voices": sort(voices),
} if {
	some i, voices in dubs.resembling
	count(input.document.deliverables[i].labels) == 0
}

deny contains {
	"code": "late",
	"path": ["deliverables", i, "labels"],
	"file": input.document.deliverables[i].file,
} if {
	some i, _ in dubs.resembling
	count(input.document.deliverables[i].labels) > 0
	count(_timely[i]) == 0
}

warn contains {
	"code": "foreign",
	"path": ["deliverables", i, "labels"],
	"file": deliverable.file,
	"language": deliverable.language,
} if {
	some i, labels in _timely
	count(labels) > 0
	deliverable := input.document.deliverables[i]
	heard := split(deliverable.language, "-")[0]
	every label in labels {
		_language(label) != heard
	}
}

_timely[i] := [label |
	some label in input.document.deliverables[i].labels
	_is_timely(label)
] if {
	some i, _ in dubs.resembling
}

_is_timely(label) if label.at == "start"

_is_timely(label) if label.form in {"interface", "corner_mark"}

_is_timely(_) if input.document.work.genre in data.euai.params.artistic_genres

# As the schema of dubbing has it, words are Chinese unless it is said.
_language(label) := split(object.get(label, "language", "zh"), "-")[0]
