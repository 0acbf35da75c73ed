# METADATA
# scope: package
# title: The words of an explicit label say that AI generated it
# description: |
#   A spoken, text or interface label has an AI element (人工智能 or AI) and a generation element (生成 or 合成), and affirms
#   both; a corner mark has AI. Words inside a negation do not count. What leaves it open, such as a question, a condition
#   or a doubt, is a warning, since the standard wants to be told. A label in another language may use that language's
#   words, which the standard doesn't say: it is an interpretation, the words are a parameter, and a deliverable without
#   any label in the standard's own words, or as a rhythm, is a warning. Negations are read in Chinese and English only;
#   irony in none. The clauses are quoted by several independent sources.
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
#   names: {form: /$defs/label/properties/form}
#   message:
#     silent: "the words of a {form} of {file} are not given"
#     wording: "a {form} of {file} does not name both AI and generation: {text}"
#     corner_mark: "the corner mark of {file} does not say AI: {text}"
#     negated: "a {form} of {file} says that there is no AI or no generation: {text}"
#     unclear: "a {form} of {file} leaves open whether AI generated it: {text}"
#     foreign: "a {form} of {file} is in a language in which no negation is read, so a person has to read it: {text}"
#     other_language: "a {form} of {file} is neither in Chinese nor in the language that is heard: {text}"
#     translated: "{file} has no label in the standard's own words, only in a translation: {text}"
#     mismatched: "a {form} of {file} is said to be in English, but its words are not: {text}"
#   remediation: Word the label with 人工智能 or AI and with 生成 or 合成, such as 本音频由人工智能生成, as a plain statement, and write its words under text.
#   zh:
#     title: 显式标识的文字明示由人工智能生成合成
#     description: 语音标识、文字标识和界面标识应包含人工智能要素（“人工智能”或者“AI”）和生成合成要素（“生成”和/或“合成”），且应为肯定表述；角标应包含“AI”。处于否定表述中的要素不予认可。以疑问、条件、可能等方式表述而未作明示的，作出警告。其他语言的标识可使用该语言的对应用语，此为解释而非标准条文，相关用语可由参数设定；交付文件没有以标准用语表述的标识，也没有音频节奏标识的，作出警告。仅识别中文和英文的否定表述，不识别反语。条文由多个独立来源引用。
#     message:
#       silent: "{file} 的{form}未填写文字内容"
#       wording: "{file} 的{form}未同时包含人工智能要素和生成合成要素：{text}"
#       corner_mark: "{file} 的角标未包含“AI”：{text}"
#       negated: "{file} 的{form}否认使用人工智能或者生成合成：{text}"
#       unclear: "{file} 的{form}未明示由人工智能生成合成：{text}"
#       foreign: "{file} 的{form}所用语言的否定表述无法识别，须由人工核对：{text}"
#       other_language: "{file} 的{form}既非中文，也非音频或者视频所用语言：{text}"
#       translated: "{file} 没有以标准用语表述的标识，仅有译文：{text}"
#       mismatched: "{file} 的{form}声明为英文，但文字并非英文：{text}"
#     remediation: 标识文字应包含“人工智能”或者“AI”以及“生成”或者“合成”，以肯定表述明示，例如“本音频由人工智能生成”，并如实填写标识文字。
package dubbing.project.label_wording

import data.dubbing.lib.labels
import data.dubbing.lib.synthesis
import data.lib.statements
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	count(_worded) > 0
}

deny contains object.union(_about(path), {"code": "silent"}) if {
	some path, label in _worded
	not label.text
}

deny contains object.union(_about(path), {"code": _lacking[label.form], "text": label.text}) if {
	some path, label in _worded
	_says[path] == "silent"
}

deny contains object.union(_about(path), {"code": "negated", "text": label.text}) if {
	some path, label in _worded
	_says[path] == "negated"
}

warn contains object.union(_about(path), {"code": "unclear", "text": label.text}) if {
	some path, label in _worded
	_says[path] == "unclear"
}

warn contains object.union(_about(path), {"code": "foreign", "text": label.text}) if {
	some path, label in _worded
	_says[path] == "states"
	statements.foreign(label.text, labels.language(label))
}

warn contains object.union(_about(path), {"code": "other_language", "text": label.text}) if {
	some path, label in _worded
	label.text
	_is_elsewhere(path, label)
}

warn contains object.union(_about(path), {"code": "translated", "text": label.text}) if {
	some path, label in _worded
	label.form != "corner_mark"
	_says[path] == "states"
	not _is_elsewhere(path, label)
	not path[1] in _standard
}

warn contains object.union(_about(path), {"code": "mismatched", "text": label.text}) if {
	some path, label in _worded
	labels.subtag(labels.language(label)) == "en"
	regex.match(`[\x{4E00}-\x{9FFF}]`, label.text)
	not regex.match(`[A-Za-z]{3}`, label.text)
}

_says[path] := labels.marked(label.text) if {
	some path, label in _worded
	label.form == "corner_mark"
}

_says[path] := labels.said(label.text, labels.language(label)) if {
	some path, label in _worded
	label.form != "corner_mark"
}

_lacking := {"spoken": "wording", "text": "wording", "interface": "wording", "corner_mark": "corner_mark"}

_is_elsewhere(path, label) if {
	tag := labels.subtag(labels.language(label))
	tag != "zh"
	tag != labels.subtag(input.document.deliverables[path[1]].language)
}

# The deliverables that have a label in the standard's own words, or as a rhythm, which has no words.
_standard contains i if {
	some i in synthesis.deliverables
	some label in input.document.deliverables[i].labels
	label.form == "rhythm"
}

_standard contains path[1] if {
	some path, label in _worded
	label.form != "corner_mark"
	labels.standard(label.text)
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
