# METADATA
# scope: package
# title: A rhythm label beats short, long, short, short
# description: |
#   The rhythm label of a synthetic deliverable is declared as the beats short-long-short-short, which is AI in Morse
#   code; a gap between the two letters may be declared and is not asked for. The standard gives no lengths, so none are
#   asked for. The clause is quoted by several independent
#   sources; the standard's text was not read.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [gb-45438-2025#5.3]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     silent: "the beats of a rhythm label of {file} are not given"
#     pattern: "a rhythm label of {file} is no short-long-short-short"
#   remediation: Use the rhythm short-long-short-short and write it under pattern, or use a spoken label.
#   zh:
#     title: 音频节奏标识为“短长 短短”
#     description: 生成合成交付文件的音频节奏标识应声明为“短长 短短”的节奏，即摩斯电码的“AI”；两个字母之间的停顿可以填写，不作要求。标准未规定时长，故不作要求。条文由多个独立来源引用，未阅读标准原文。
#     message:
#       silent: "{file} 的音频节奏标识未填写节奏"
#       pattern: "{file} 的音频节奏标识不是“短长 短短”的节奏"
#     remediation: 采用“短长 短短”的音频节奏标识并如实填写节奏，或者改用语音标识。
package dubbing.project.rhythm_pattern

import data.dubbing.lib.synthesis
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(_rhythms) > 0
}

deny contains object.union(_about(path), {"code": "silent"}) if {
	some path, label in _rhythms
	not label.pattern
}

deny contains object.union(_about(path), {"code": "pattern", "pattern": label.pattern}) if {
	some path, label in _rhythms
	label.pattern
	not label.pattern in _morse
}

_morse := {["short", "long", "short", "short"], ["short", "long", "gap", "short", "short"]}

_about(path) := {
	"path": array.concat(path, ["pattern"]),
	"file": input.document.deliverables[path[1]].file,
}

_rhythms[["deliverables", i, "labels", j]] := label if {
	some i in synthesis.deliverables
	some j, label in input.document.deliverables[i].labels
	label.form == "rhythm"
}
