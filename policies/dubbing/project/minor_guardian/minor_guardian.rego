# METADATA
# scope: package
# title: A performer under fourteen has a consent that passes with a guardian's
# description: |
#   Every voice of a performer under fourteen, recorded or synthesised, names a consent record that passes: the rules of
#   the record look for the guardian's consent and for the dedicated rules on children's information. The record says
#   whether its performer is under fourteen when consenting; a voice of a person without a readable record says it itself,
#   since an age that nobody states cannot be judged. Whatever says under fourteen counts: the voice, the record's answer, its
#   age or its age band; those that differ are told, between two voices of one performer too. A voice of a vendor's
#   library that names no consent is judged by its licence.
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
#     performer: "the voices {voice} and {other} have one performer, and disagree on whether that is under fourteen"
#     guardian: "the performer of the voice {voice} is under fourteen, and no consent of a guardian passes"
#   remediation: Obtain the consent of a parent or other guardian and record it as dubbing.consent, or state under_14 for the voice.
#   zh:
#     title: 不满十四周岁的表演者有监护人同意且同意记录通过
#     description: 表演者不满十四周岁的，其声音无论为真人录制还是合成，均应指明自身通过的同意记录；监护人的同意和专门的个人信息处理规则由同意记录的规则检查。同意记录写明作出同意时是否不满十四周岁；源自自然人而没有可读取同意记录的声音应自行写明，未写明年龄的无法判断。声音、同意记录的答复、年龄或者年龄段任何一处表明不满十四周岁的，均按不满十四周岁处理；陈述不一致的予以指出，同一表演者的两个声音之间亦然。未列同意记录的供应商音库声音依其许可判断。
#     message:
#       unstated: "未写明声音 {voice} 的表演者是否不满十四周岁"
#       contradiction: "声音 {voice} 与其同意记录对是否不满十四周岁的陈述不一致"
#       performer: "声音 {voice} 与 {other} 的表演者为同一人，但对是否不满十四周岁的陈述不一致"
#       guardian: "声音 {voice} 的表演者不满十四周岁，但没有审查通过的同意记录证明其父母或者其他监护人已同意"
#     remediation: 取得其父母或者其他监护人的同意并制作同意记录；或者在该声音中写明是否不满十四周岁。
package dubbing.project.minor_guardian

import data.dubbing.lib.consents
import data.dubbing.lib.synthesis
import future.keywords.not

applies if count(_young) > 0

applies if count(_unstated) > 0

deny contains {"code": "unstated", "path": ["voices", i], "voice": input.document.voices[i].id} if some i in _unstated

deny contains {
	"code": "contradiction",
	"path": ["voices", i, "under_14"],
	"voice": voice.id,
	"related": [{"artifact": entry.path, "path": place}],
} if {
	some i, voice in input.document.voices
	some [entry, place, said] in _said_by_consent[i]
	said != voice.under_14
}

deny contains {
	"code": "performer",
	"path": ["voices", i, "under_14"],
	"voice": voice.id,
	"other": other.id,
	"related": [{"path": ["voices", j, "under_14"]}],
} if {
	some i, voice in input.document.voices
	some j, other in input.document.voices
	j < i
	voice.performer == other.performer
	voice.under_14 != other.under_14
}

deny contains {"code": "guardian", "path": ["voices", i, "consent"], "voice": input.document.voices[i].id} if {
	some i in _young
	not i in _consented
}

_young contains i if {
	some i, voice in input.document.voices
	voice.under_14
	not i in _licensed
}

_young contains i if {
	some i, answers in _said_by_consent
	some [_, _, true] in answers
}

_unstated contains i if {
	some i, voice in input.document.voices
	not synthesis.is_nobodys(voice)
	not i in _licensed
	not _said_by_consent[i]
	not is_boolean(object.get(voice, "under_14", null))
}

_licensed contains i if {
	some i in synthesis.library
	not i in synthesis.personal
}

_said_by_consent[i] contains [entry, ["subject", "under_14"], entry.document.subject.under_14] if {
	some i, entries in consents.readable
	some entry in entries
}

# Fourteen is what the field asks for, whatever age a user's parameter sets for guardians.
_said_by_consent[i] contains [entry, ["subject", "age"], entry.document.subject.age < 14] if {
	some i, entries in consents.readable
	some entry in entries
	is_number(entry.document.subject.age)
}

_said_by_consent[i] contains [entry, ["subject", "age_band"], band in {"under_8", "8_13"}] if {
	some i, entries in consents.readable
	some entry in entries
	band := entry.document.subject.age_band
}

# Every consent in the file must pass: which of several was meant cannot be known.
_consented contains i if {
	some i, entries in consents.named
	every entry in entries {
		entry.verdict in {"pass", "warn"}
	}
}
