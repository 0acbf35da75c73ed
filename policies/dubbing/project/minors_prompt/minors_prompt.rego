# METADATA
# scope: package
# title: Content that may affect minors has a prompt before it
# description: |
#   Where a work may lead minors to imitate unsafe acts or the like, every deliverable has a conspicuous prompt that is over
#   before the content begins. A prompt of the interface counts only where the work is streamed, since a file that leaves
#   is shown by others. The Regulations were read; the classification Measures of 2026-03-01 are known from secondary
#   sources. A prompt that denies that minors are concerned is none; what it says otherwise no clause prescribes, so a
#   prompt that does not name minors, or leaves it open, is a warning. The manifest says whether the content may affect minors; no machine decides that.
# related_resources:
#   - ref: https://www.gov.cn/zhengce/content/202310/content_6911288.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: medium
#   basis: [minors-regulation#23, minors-classification]
#   jurisdictions: [CN]
#   effective: {from: "2024-01-01"}
#   collections: [release]
#   message:
#     missing: "{file} may affect minors and has no prompt"
#     late: "the prompt of {file} does not come before the content"
#     interface: "the prompt of {file} is shown by the interface only, but the file leaves it"
#     negated: "the prompt of {file} says that it does not concern minors: {text}"
#     unclear: "the prompt of {file} does not plainly name minors: {text}"
#     foreign: "the prompt of {file} is in a language in which no negation is read, so a person has to read it: {text}"
#   remediation: Put a conspicuous prompt before the content and describe it under minors_prompt.
#   zh:
#     title: 可能影响未成年人的内容在展示前有显著提示
#     description: 作品可能引发或者诱导未成年人模仿不安全行为等的，每个交付文件均应在内容展示前有显著提示。以文件形式交付的由他人展示，仅由交互界面提示的不予认可。条例已阅读原文，自 2026 年 3 月 1 日起施行的信息分类办法来自二手资料。提示内容否认与未成年人有关的，不予认可；提示的其他文字无条文规定，未写明未成年人或者表述不明确的，作出警告。是否可能影响未成年人由清单写明，机器不作判断。
#     message:
#       missing: "{file} 可能影响未成年人，但没有提示"
#       late: "{file} 的提示未在内容展示前出现"
#       interface: "{file} 的提示仅由交互界面显示，但文件会脱离该界面"
#       negated: "{file} 的提示否认与未成年人有关：{text}"
#       unclear: "{file} 的提示未明确写明未成年人：{text}"
#       foreign: "{file} 的提示所用语言的否定表述无法识别，须由人工核对：{text}"
#     remediation: 在内容展示前添加显著提示，并如实填写。
package dubbing.project.minors_prompt

import data.dubbing.lib.wordings
import data.lib.statements
import future.keywords.not

applies if {
	input.document.scope.domestic_public
	input.document.work.may_affect_minors
}

deny contains {"code": "missing", "path": ["deliverables", i], "file": deliverable.file} if {
	some i, deliverable in input.document.deliverables
	not deliverable.minors_prompt
}

deny contains {"code": "late", "path": ["deliverables", i, "minors_prompt"], "file": deliverable.file} if {
	some i, deliverable in input.document.deliverables
	deliverable.minors_prompt
	not deliverable.minors_prompt.before_content == true
}

deny contains {"code": "interface", "path": ["deliverables", i, "minors_prompt"], "file": deliverable.file} if {
	some i, deliverable in input.document.deliverables
	deliverable.minors_prompt.form == "interface"
	not input.document.release.delivery == "stream"
}

deny contains object.union(_about(i, text), {"code": "negated"}) if {
	some i, text in _texts
	_says[i] == "negated"
}

warn contains object.union(_about(i, text), {"code": "unclear"}) if {
	some i, text in _texts
	_says[i] in {"unclear", "silent"}
	not statements.foreign(text, "zh")
}

warn contains object.union(_about(i, text), {"code": "foreign"}) if {
	some i, text in _texts
	_says[i] != "negated"
	statements.foreign(text, "zh")
}

_about(i, text) := {
	"path": ["deliverables", i, "minors_prompt", "text"],
	"file": input.document.deliverables[i].file,
	"text": text,
}

_says[i] := wordings.prompt(text) if some i, text in _texts

_texts[i] := deliverable.minors_prompt.text if some i, deliverable in input.document.deliverables
