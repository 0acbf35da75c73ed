# METADATA
# scope: package
# title: The consent names AI synthesis in its own words
# description: |
#   A licence to record a voice, or to use recordings, does not license its AI synthesis: the Beijing Internet Court held
#   so in case (2023) 京0491民初12142号, and unclear terms are read in favour of the right-holder. The signed words that
#   name AI and synthesis are quoted in the record; which words do so is a parameter. Words inside a negation agree to
#   nothing; words that leave it open, and words in a language other than Chinese and English, whose negations are not
#   read, are a warning. Irony is not seen. The judgment is known from secondary
#   sources; the duty is the Civil Code's.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: critical
#   basis: [civil-code#1023, civil-code#1021, bic-2023-12142]
#   jurisdictions: [CN]
#   effective: {from: "2021-01-01"}
#   collections: [release, voice-rights]
#   message:
#     not_covered: "the consent does not cover AI synthesis"
#     silent: "the consent does not quote the words that name AI synthesis"
#     wording: "the quoted words of the consent do not name both AI and synthesis: {wording}"
#     negated: "the quoted words of the consent refuse AI synthesis: {wording}"
#     unclear: "the quoted words of the consent leave AI synthesis open: {wording}"
#     foreign: "the quoted words are in a language in which no negation is read, so a person has to read them: {wording}"
#   remediation: Agree on AI synthesis with the performer in express words and quote them under scope.wording.
#   zh:
#     title: 同意以明确文字写明人工智能合成
#     description: 许可录音或者使用录音制品，不等于许可对声音进行人工智能合成，北京互联网法院（2023）京0491民初12142号案即持此见解；条款理解有争议的，应作出有利于权利人的解释。记录中应引用签署文件写明人工智能和合成的原文，相关用语可由参数设定。处于否定表述中的，不构成同意；表述不明确的，以及以中文、英文以外的语言写成、无法识别否定表述的，作出警告。不识别反语。该判决系据二手来源，义务本身出自民法典。
#     message:
#       not_covered: "同意未涵盖人工智能合成"
#       silent: "同意未引用写明人工智能合成的原文"
#       wording: "同意所引原文未同时写明人工智能和合成：{wording}"
#       negated: "同意所引原文不同意人工智能合成：{wording}"
#       unclear: "同意所引原文未明确同意人工智能合成：{wording}"
#       foreign: "同意所引原文所用语言的否定表述无法识别，须由人工核对：{wording}"
#     remediation: 与表演者以明确文字约定人工智能合成，并在同意记录“范围”的“原文”项中引用。
package dubbing.consent.names_ai_synthesis

import data.dubbing.lib.wordings
import data.lib.statements
import future.keywords.not

deny contains {"code": "not_covered", "path": ["scope", "ai_synthesis"]} if {
	not input.document.scope.ai_synthesis == true
}

deny contains {"code": "silent", "path": ["scope", "wording"]} if {
	input.document.scope.ai_synthesis == true
	not input.document.scope.wording
}

deny contains {"code": _denied[_says], "path": ["scope", "wording"], "wording": wording} if {
	input.document.scope.ai_synthesis == true
	wording := input.document.scope.wording
}

warn contains {"code": "unclear", "path": ["scope", "wording"], "wording": wording} if {
	input.document.scope.ai_synthesis == true
	wording := input.document.scope.wording
	_says == "unclear"
}

warn contains {"code": "foreign", "path": ["scope", "wording"], "wording": wording} if {
	input.document.scope.ai_synthesis == true
	wording := input.document.scope.wording
	_says == "states"
	statements.foreign(wording, object.get(input.document.scope, "wording_language", "zh"))
}

_says := wordings.synthesis(input.document.scope.wording)

_denied := {"silent": "wording", "negated": "negated"}
