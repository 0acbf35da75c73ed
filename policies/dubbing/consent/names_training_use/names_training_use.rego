# METADATA
# scope: package
# title: The consent names training apart from the use of recordings
# description: |
#   Where a model is trained or adapted with the voice, the performer agreed to that in words that name training; a
#   consent to recordings and their use does not. The signed words are quoted in the record; which words name training
#   is a parameter. Words inside a negation agree to nothing; words that leave it open, and words of a language other than
#   Chinese and English, whose negations are not read, are a warning. The duty is the Civil Code's: nobody makes or uses
#   another's voice without consent. That training is such a use the Supreme People's Court says in its opinion of
#   2026-09-07, whose words agree in several reports.
# related_resources:
#   - ref: https://www.court.gov.cn/zixun/xiangqing/511101.html
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [civil-code#1019, civil-code#1023, spc-ai-opinion-2026#4]
#   jurisdictions: [CN]
#   effective: {from: "2021-01-01"}
#   collections: [release, voice-rights]
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
#     description: 使用声音训练或者调整模型的，表演者应以写明训练的文字表示同意；同意录音或者使用录音制品，不等于同意训练。记录中应引用签署文件的原文，相关用语可由参数设定。处于否定表述中的，不构成同意；表述不明确的，以及中文、英文以外语言的（其否定表述无法识别），作警告。义务出自民法典：未经同意不得制作、使用他人的声音；最高人民法院2026年9月7日的意见将训练列为此类使用，其内容系据多家一致的报道。
#     message:
#       not_covered: "声音被用于训练模型，但同意未涵盖训练"
#       silent: "同意未引用写明训练的原文"
#       wording: "同意所引原文未写明训练：{wording}"
#       negated: "同意所引原文不同意训练：{wording}"
#       unclear: "同意所引原文未明确同意训练：{wording}"
#       foreign: "同意所引原文所用语言的否定表述无法识别，须由人工核对：{wording}"
#     remediation: 与表演者以明确文字约定训练用途，并在同意记录“范围”的“关于训练的原文”项中引用，或者不训练模型。
package dubbing.consent.names_training_use

import data.dubbing.lib.wordings
import data.lib.statements
import future.keywords.not

applies if not input.document.processing.training == false

deny contains {"code": "not_covered", "path": ["scope", "training"]} if {
	not input.document.scope.training == true
}

deny contains {"code": "silent", "path": ["scope", "training_wording"]} if {
	input.document.scope.training == true
	not input.document.scope.training_wording
}

deny contains {"code": _denied[_says], "path": ["scope", "training_wording"], "wording": wording} if {
	input.document.scope.training == true
	wording := input.document.scope.training_wording
}

warn contains {"code": "unclear", "path": ["scope", "training_wording"], "wording": wording} if {
	input.document.scope.training == true
	wording := input.document.scope.training_wording
	_says == "unclear"
}

warn contains {"code": "foreign", "path": ["scope", "training_wording"], "wording": wording} if {
	input.document.scope.training == true
	wording := input.document.scope.training_wording
	_says == "states"
	statements.foreign(wording, object.get(input.document.scope, "wording_language", "zh"))
}

_says := wordings.training(input.document.scope.training_wording)

_denied := {"silent": "wording", "negated": "negated"}
