# METADATA
# scope: package
# title: The consent names training apart from the use of recordings
# description: |
#   Where a model is trained or adapted with the voice, the performer agreed to that in words that name training; a
#   consent to recordings and their use does not. The signed words are quoted in the record; which words name training
#   is a parameter. Words inside a negation agree to nothing, nor do words that leave it open; of a language other than
#   Chinese and English negations are not read. Not binding: the Supreme People's Court's opinion of 2026-09-07 is known from secondary sources,
#   without the number of its article, and what counts as express is an interpretation.
# related_resources:
#   - ref: https://www.court.gov.cn/zixun/xiangqing/511101.html
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [spc-ai-opinion-2026, civil-code#1023]
#   jurisdictions: [CN]
#   effective: {from: "2026-09-07"}
#   collections: [release, voice-rights]
#   binding: false
#   message:
#     not_covered: "a model is trained with the voice, and the consent does not cover training"
#     silent: "the consent does not quote the words that name training"
#     wording: "the quoted words of the consent do not name training: {wording}"
#     negated: "the quoted words of the consent refuse training: {wording}"
#     unclear: "the quoted words of the consent leave training open: {wording}"
#     foreign: "the quoted words are in a language in which no negation is read, so a person has to read them: {wording}"
#   remediation: Agree on training in express words and quote them under scope.training_wording, or train no model.
#   zh:
#     title: 同意在录音制品的使用之外单独写明训练用途
#     description: 使用声音训练或者调整模型的，表演者应以写明训练的文字表示同意；同意录音或者使用录音制品，不等于同意训练。记录中应引用签署文件的原文，相关用语可由参数设定。处于否定表述中的、表述不明确的，不构成同意；不识别中文、英文以外语言的否定表述。本规则不具强制力：最高人民法院2026年9月7日的意见系据二手来源，条文序号未知；何为明确约定属于解释。
#     message:
#       not_covered: "声音被用于训练模型，但同意未涵盖训练"
#       silent: "同意未引用写明训练的原文"
#       wording: "同意所引原文未写明训练：{wording}"
#       negated: "同意所引原文不同意训练：{wording}"
#       unclear: "同意所引原文未明确同意训练：{wording}"
#       foreign: "同意所引原文所用语言的否定表述无法识别，须由人工核对：{wording}"
#     remediation: 与表演者以明确文字约定训练用途，并在记录中引用原文，或者不训练模型。
package dubbing.consent.names_training_use

import data.dubbing.lib.wordings
import data.lib.statements
import future.keywords.not

applies if not input.document.processing.training == false

warn contains {"code": "not_covered", "path": ["scope", "training"]} if {
	not input.document.scope.training == true
}

warn contains {"code": "silent", "path": ["scope", "training_wording"]} if {
	input.document.scope.training == true
	not input.document.scope.training_wording
}

warn contains {"code": _lacking[_says], "path": ["scope", "training_wording"], "wording": wording} if {
	input.document.scope.training == true
	wording := input.document.scope.training_wording
}

warn contains {"code": "foreign", "path": ["scope", "training_wording"], "wording": wording} if {
	input.document.scope.training == true
	wording := input.document.scope.training_wording
	_says == "states"
	statements.foreign(wording, object.get(input.document.scope, "wording_language", "zh"))
}

_says := wordings.training(input.document.scope.training_wording)

_lacking := {"silent": "wording", "negated": "negated", "unclear": "unclear"}
