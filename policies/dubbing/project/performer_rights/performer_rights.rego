# METADATA
# scope: package
# title: The performers licensed what is done with their recorded performance
# description: |
#   Recording a performance, copying the recording, distributing it and sending it over networks each need the performer's
#   licence; a performance as work for an employer may leave that to the employer. A right that is missing is denied for a
#   recording that stands alone, such as an audiobook, and for one from which a voice was cloned or made. It is a warning
#   for a human dub inside a film, drama or video: the law gives that work to its producer, and whether this takes in the
#   performer's right is an interpretation. Where nothing is said of the performer's licence at all, the rule warns.
#   Library voices of a vendor and voices of nobody have no performer here.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202011/848e73f58d4e4c5b82f69d25d46048c6.shtml
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [copyright-law#39, copyright-law#40, copyright-law#43, copyright-law#44]
#   jurisdictions: [CN]
#   effective: {from: "2021-06-01"}
#   collections: [release, rights]
#   names: {right: /$defs/performer_right}
#   message:
#     unstated: "what the performer of the voice {voice} licensed of the recording is not stated"
#     unlicensed: "the performer of the voice {voice} did not license the {right}"
#     contract: "there is no contract with the performer of the voice {voice}"
#   remediation: Agree with the performer in writing on recording, copying and communication through networks, and record it with the voice.
#   zh:
#     title: 表演者已许可对其所录制表演的使用
#     description: 对表演录音录像，复制、发行录音录像制品，通过信息网络向公众传播，均应取得表演者许可；职务表演的权利可以归演出单位。缺少权利的，属于有声书等独立录音制品，或者据以克隆、制作声音的录音的，不予通过；属于电影、剧集等视听作品中的真人配音的，予以警告，因为视听作品的著作权由制作者享有，其是否涵盖表演者的权利属于解释。完全未写明表演者许可情况的，予以警告。供应商声音库的声音和不属于任何人的声音不在此列。
#     message:
#       unstated: "未写明声音 {voice} 的表演者许可了哪些权利"
#       unlicensed: "声音 {voice} 的表演者未许可{right}"
#       contract: "没有与声音 {voice} 的表演者订立的合同"
#     remediation: 与表演者就录音录像、复制发行和信息网络传播书面约定，并在该声音中填写。
package dubbing.project.performer_rights

import data.dubbing.lib.related
import data.dubbing.lib.works
import data.lib.pointers
import future.keywords.not

applies if count(_performed) > 0

deny contains finding if {
	some i, right in _missing
	some finding in _lacking(i, right)
	i in _alone
}

warn contains finding if {
	some i, right in _missing
	some finding in _lacking(i, right)
	not i in _alone
}

warn contains {"code": "unstated", "path": ["voices", i, "performance"], "voice": input.document.voices[i].id} if {
	some i in _performed
	not input.document.voices[i].performance
}

warn contains {
	"code": "contract",
	"path": ["voices", i, "performance", "contract"],
	"voice": input.document.voices[i].id,
} if {
	some i in _licensed
	not related.exists(pointers.of(["voices", i, "performance", "contract", "file"]))
}

_lacking(i, rights) := {finding |
	some right in rights
	finding := {
		"code": "unlicensed",
		"path": ["voices", i, "performance", "rights"],
		"voice": input.document.voices[i].id,
		"right": right,
	}
}

_missing[i] := _needed(i) - {right | some right in input.document.voices[i].performance.rights} if some i in _licensed

# Voices of which something is said, but for performances that belong to the employer.
_licensed contains i if {
	some i in _performed
	input.document.voices[i].performance
	not input.document.voices[i].performance.employed
}

# A voice that is made from a recording needs that recording and its copies; one that is heard also what the public gets.
_needed(i) := {"recording", "copying"} if i in _made

_needed(i) := {"recording", "copying"} | _public if not i in _made

_public contains "network_communication" if "on_demand" in works.modes

_public contains "distribution" if "copies" in works.modes

_performed contains i if some i in _made

_performed contains i if {
	some i, voice in input.document.voices
	voice.type == "human"
	not object.get(voice, "source", "") in _others
}

_made contains i if {
	some i, voice in input.document.voices
	_is_made(voice)
	not object.get(voice, "source", "") in _others
}

_is_made(voice) if voice.type == "cloned"

_is_made(voice) if {
	voice.type == "synthetic"
	voice.derived_from_person
}

_others := {"vendor_library", "nobody"}

_alone contains i if some i in _made

_alone contains i if {
	some i in _performed
	some deliverable in input.document.deliverables
	deliverable.media == "audio"
	input.document.voices[i].id in deliverable.voices
	not input.document.work.genre in {"drama", "micro_drama", "film", "animation", "documentary"}
}
