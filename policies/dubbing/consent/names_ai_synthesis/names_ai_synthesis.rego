# METADATA
# scope: package
# title: The consent names AI synthesis in its own words
# description: |
#   A licence to record a voice, or to use recordings, does not license its AI synthesis: the Beijing Internet Court held
#   so in case (2023) 京0491民初12142号, and unclear terms are read in favour of the right-holder. The signed words that
#   name AI and synthesis are quoted in the record; which words do so is a parameter. The judgment is known from secondary
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
#   remediation: Agree on AI synthesis with the performer in express words and quote them under scope.wording.
#   zh:
#     title: 同意以明确文字写明人工智能合成
#     description: 许可录音或者使用录音制品，不等于许可对声音进行人工智能合成，北京互联网法院（2023）京0491民初12142号案即持此见解；条款理解有争议的，应作出有利于权利人的解释。记录中应引用签署文件写明人工智能和合成的原文，相关用语可由参数设定。该判决系据二手来源，义务本身出自民法典。
#     message:
#       not_covered: "同意未涵盖人工智能合成"
#       silent: "同意未引用写明人工智能合成的原文"
#       wording: "同意所引原文未同时写明人工智能和合成：{wording}"
#     remediation: 与表演者以明确文字约定人工智能合成，并在同意记录“范围”的“原文”项中引用。
package dubbing.consent.names_ai_synthesis

import data.lib.words
import future.keywords.not

deny contains {"code": "not_covered", "path": ["scope", "ai_synthesis"]} if {
	not input.document.scope.ai_synthesis == true
}

deny contains {"code": "silent", "path": ["scope", "wording"]} if {
	input.document.scope.ai_synthesis == true
	not input.document.scope.wording
}

deny contains {"code": "wording", "path": ["scope", "wording"], "wording": wording} if {
	input.document.scope.ai_synthesis == true
	wording := input.document.scope.wording
	not _is_express(wording)
}

_is_express(wording) if {
	words.found(wording, data.dubbing.params.consent_words.ai)
	words.found(wording, data.dubbing.params.consent_words.synthesis)
}
