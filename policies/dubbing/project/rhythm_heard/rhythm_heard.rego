# METADATA
# scope: package
# title: The rhythm labels that the manifest declares are heard in the files, and no others
# description: |
#   A rhythm label that the manifest declares is heard where it is declared, with the gap between its letters that its
#   pattern has, and no other is heard. What is heard is a measurement: the first and last rhythm_seconds of each file
#   are decoded and searched for short-long short-short, and all of it where a label is declared in the middle. The
#   standard gives neither lengths nor pitch, so what counts as one is the product's own choice, and a difference warns:
#   someone listens. Where nobody listened, because parameters say so, nothing is compared.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.project
#   - input.facts: schema.dubbing.project_facts
# custom:
#   severity: medium
#   binding: false
#   basis: [gb-45438-2025#5.3]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   names:
#     at: "/$defs/label/properties/at"
#   message:
#     silent: "no rhythm label is heard in {file} {at}"
#     nowhere: "no rhythm label is heard in {file}"
#     gap: "the rhythm label heard in {file} after {milliseconds} ms differs from the declared pattern in the gap between its letters"
#     undeclared: "a rhythm label is heard in {file} after {milliseconds} ms, and the manifest declares none there"
#     undecoded: "whether {file} has the rhythm label it is declared with is not known: its sound cannot be decoded"
#   remediation: Listen to the file; put the rhythm short-long, short-short into it where it is missing, with beats of equal length that stand out, or correct the manifest.
#   zh:
#     title: 清单声明的音频节奏标识能在文件中听到，且没有其他节奏标识
#     description: 清单声明的音频节奏标识应当能在所声明的位置听到，两个字母之间的停顿与所填节奏一致，且不应听到其他节奏标识。听到与否是测量的结果：解码每个文件开头和结尾的若干秒并查找“短长 短短”，声明标识位于中间的则查找全部内容。标准未规定时长和音高，何种声音算作节奏标识由本产品自行选定，故不一致的仅作警告，由人工复听。按参数不监听的，不作比较。
#     message:
#       silent: "{file} {at}未听到音频节奏标识"
#       nowhere: "{file} 中未听到音频节奏标识"
#       gap: "{file} 第 {milliseconds} 毫秒处听到的音频节奏标识，其两个字母之间的停顿与所填节奏不一致"
#       undeclared: "{file} 第 {milliseconds} 毫秒处听到音频节奏标识，但清单未声明该处有此标识"
#       undecoded: "{file} 是否含有所声明的音频节奏标识无从得知：其声音无法解码"
#     remediation: 人工复听该文件；缺少标识的，在相应位置加入“短长 短短”的节奏，各音时长均匀、清晰可辨；清单有误的，更正清单。
package dubbing.project.rhythm_heard

import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(input.facts.heard) > 0
}

warn contains object.union(_about(path), {"code": "silent", "at": label.at}) if {
	some path, label in _declared
	_searched(path[1], label.at)
	count(_at(path[1], label.at)) == 0
}

warn contains object.union(_about(path), {"code": "nowhere"}) if {
	some path, label in _declared
	not label.at
	some sound in input.facts.heard
	sound.deliverable == path[1]
	sound.rhythms == []
}

warn contains finding if {
	some path, label in _declared
	some rhythm in _at(path[1], label.at)
	count(_at(path[1], label.at)) == 1
	is_apart := "gap" in label.pattern
	rhythm.gap != is_apart
	finding := object.union(_about(array.concat(path, ["pattern"])), {"code": "gap", "milliseconds": rhythm.start})
}

warn contains object.union(_about(path), {"code": "undeclared", "milliseconds": rhythm.start}) if {
	some sound in input.facts.heard
	some rhythm in sound.rhythms
	not _is_declared(sound.deliverable, rhythm.place)
	path := ["deliverables", sound.deliverable, "file"]
}

warn contains object.union(_about(path), {"code": "undecoded"}) if {
	some path, _ in _declared
	some sound in input.facts.heard
	sound.deliverable == path[1]
	is_null(sound.rhythms)
}

_about(path) := {"path": path, "file": input.document.deliverables[path[1]].file}

_declared[["deliverables", i, "labels", j]] := label if {
	some i, j
	label := input.document.deliverables[i].labels[j]
	label.form == "rhythm"
}

_at(i, place) := [rhythm |
	some sound in input.facts.heard
	sound.deliverable == i
	some rhythm in sound.rhythms
	rhythm.place == place
]

# A sound of which only the ends were heard says nothing of its middle.
_searched(i, place) if {
	some sound in input.facts.heard
	sound.deliverable == i
	is_array(sound.rhythms)
	place != "middle"
}

_searched(i, "middle") if {
	some sound in input.facts.heard
	sound.deliverable == i
	is_array(sound.rhythms)
	sound.whole
}

_is_declared(i, place) if {
	some path, label in _declared
	path[1] == i
	object.get(label, "at", place) == place
}
