# METADATA
# scope: package
# title: A performer under fourteen has a consent that passes with a guardian's
# description: |
#   Every voice of a performer under fourteen, recorded or synthesised, names a consent record that passes: the rules of
#   the record look for the guardian's consent and for the dedicated rules on children's information. The record says
#   whether its performer is under fourteen when consenting; a voice of a person without a readable record says it itself,
#   since an age that nobody states cannot be judged.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [pipl#31]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     unstated: "nothing says whether the performer of the voice {voice} is under fourteen"
#     contradiction: "the voice {voice} and its consent disagree on whether the performer is under fourteen"
#     guardian: "the performer of the voice {voice} is under fourteen, and no consent of a guardian passes"
#   remediation: Obtain the consent of a parent or other guardian and record it as dubbing.consent, or state under_14 for the voice.
#   zh:
#     title: 不满十四周岁的表演者有监护人同意且同意记录通过
#     description: 表演者不满十四周岁的，其声音无论为真人录制还是合成，均应指明自身通过的同意记录；监护人的同意和专门的个人信息处理规则由同意记录的规则检查。同意记录写明作出同意时是否不满十四周岁；源自自然人而没有可读取同意记录的声音应自行写明，未写明年龄的无法判断。
#     message:
#       unstated: "未写明声音 {voice} 的表演者是否不满十四周岁"
#       contradiction: "声音 {voice} 与其同意记录所写的是否不满十四周岁不一致"
#       guardian: "声音 {voice} 的表演者不满十四周岁，但没有通过的监护人同意记录"
#     remediation: 取得其父母或者其他监护人的同意，制作 dubbing.consent 记录；或者在该声音中填写 under_14。
package dubbing.project.minor_guardian

import data.dubbing.lib.related
import data.lib.pointers
import future.keywords.not

applies if count(_young) > 0

applies if count(_unstated) > 0

deny contains {"code": "unstated", "path": ["voices", i], "voice": input.document.voices[i].id} if some i in _unstated

deny contains {"code": "contradiction", "path": ["voices", i, "under_14"], "voice": voice.id} if {
	some i, voice in input.document.voices
	some said in _said_by_consent[i]
	said != voice.under_14
}

deny contains {"code": "guardian", "path": ["voices", i, "consent"], "voice": input.document.voices[i].id} if {
	some i in _young
	not i in _consented
}

_young contains i if {
	some i, voice in input.document.voices
	voice.under_14
}

_young contains i if {
	some i, answers in _said_by_consent
	true in answers
}

_unstated contains i if {
	some i, voice in input.document.voices
	not _is_nobodys(voice)
	not _said_by_consent[i]
	not is_boolean(object.get(voice, "under_14", null))
}

_is_nobodys(voice) if {
	voice.type == "synthetic"
	voice.derived_from_person == false
}

_said_by_consent[i] contains consent.document.subject.under_14 if {
	some i, consents in _consents
	some consent in consents
}

# Every consent in the file must pass: which of several was meant cannot be known.
_consented contains i if {
	some i, consents in _consents
	every consent in consents {
		consent.verdict in {"pass", "warn"}
	}
}

_consents[i] contains entry if {
	some i, _ in input.document.voices
	some position in related.at[pointers.of(["voices", i, "consent"])]
	entry := input.related[position]
	entry.kind == "dubbing.consent"
}
