# METADATA
# scope: package
# title: The words of an explicit label name AI and generation
# description: |
#   A spoken, text or interface label has an AI element (人工智能 or AI) and a generation element (生成 or 合成); a corner
#   mark has AI. A label in another language may use that language's words, which the standard doesn't say: it is an
#   interpretation, and the words are a parameter. The clauses are quoted by several independent sources.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F32EA2A561F1886CD8D606513512D547
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [gb-45438-2025#5.3, gb-45438-2025#5.4]
#   jurisdictions: [CN]
#   effective: {from: "2025-09-01"}
#   collections: [release, labelling]
#   message:
#     silent: "the words of a {form} label of {file} are not given"
#     wording: "a {form} label of {file} does not name both AI and generation: {text}"
#     corner_mark: "the corner mark of {file} does not say AI: {text}"
#   remediation: Word the label with 人工智能 or AI and with 生成 or 合成, such as 本音频由人工智能生成, and write its words under text.
#   zh:
#     title: 显式标识的文字包含人工智能要素和生成合成要素
#     description: 语音标识、文字标识和界面标识应包含人工智能要素（“人工智能”或者“AI”）和生成合成要素（“生成”和/或“合成”）；角标应包含“AI”。其他语言的标识可使用该语言的对应用语，此为解释而非标准条文，相关用语可由参数设定。条文由多个独立来源引用。
#     message:
#       silent: "{file} 的 {form} 标识未填写文字内容"
#       wording: "{file} 的 {form} 标识未同时包含人工智能要素和生成合成要素：{text}"
#       corner_mark: "{file} 的角标未包含“AI”：{text}"
#     remediation: 标识文字应包含“人工智能”或者“AI”以及“生成”或者“合成”，例如“本音频由人工智能生成”，并填写在 text 中。
package dubbing.project.label_wording

import data.dubbing.lib.labels
import data.dubbing.lib.synthesis
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(_worded) > 0
}

deny contains object.union(_about(path), {"code": "silent"}) if {
	some path, label in _worded
	not label.text
}

deny contains object.union(_about(path), {"code": "wording", "text": text}) if {
	some path, label in _worded
	label.form != "corner_mark"
	text := label.text
	language := object.get(label, "language", "zh")
	not labels.worded(text, language)
}

deny contains object.union(_about(path), {"code": "corner_mark", "text": text}) if {
	some path, label in _worded
	label.form == "corner_mark"
	text := label.text
	not labels.marked(text)
}

_about(path) := {
	"path": array.concat(path, ["text"]),
	"file": input.document.deliverables[path[1]].file,
	"form": input.document.deliverables[path[1]].labels[path[3]].form,
}

_worded[["deliverables", i, "labels", j]] := label if {
	some i in synthesis.deliverables
	some j, label in input.document.deliverables[i].labels
	label.form != "rhythm"
}
