# METADATA
# scope: package
# title: Where a voice comes from agrees with everything else that is said of it
# description: |
#   A voice's source fits its type: an own clone and a vendor's voice are cloned or synthetic, a performer's recording is
#   human, nobody's voice is synthetic. Only nobody's voice is not derived from a person, and it has no performer, no consent
#   and no age. Where the manifest contradicts itself, whose consent or licence is needed cannot be known, so the use of the voice
#   is not shown to be allowed. That a voice is nobody's is a claim that frees it of all consent; no clause asks for a
#   document, but a voice by which listeners know a person is that person's whatever the manifest says, so without the engine
#   vendor's own statement it warns. What a statement or licence is worth is for people to judge.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [civil-code#1019, civil-code#1023, deep-synthesis#14, bic-2023-12142]
#   jurisdictions: [CN]
#   effective: {from: "2021-01-01"}
#   collections: [release, voice-rights]
#   names:
#     source: "/properties/voices/items/properties/source"
#     type: "/properties/voices/items/properties/type"
#   message:
#     type: "the voice {voice} cannot be both of the type {type} and of the source {source}"
#     derived: "the voice {voice} is said not to be derived from a person, which its type or source contradicts"
#     person: "the voice {voice} is said to be nobody's, and yet there is a performer, a consent or an age"
#     origin: "the voice {voice} is said to be nobody's, and to be derived from a person"
#     unproven: "nothing but this manifest says that the voice {voice} is nobody's"
#     other_vendor: "that the voice {voice} is nobody's is stated by {other}, but the engine is {vendor}'s"
#     licence: "the voice {voice} has a licence that only a voice of a vendor's library needs"
#     statement: "the voice {voice} has a statement that only nobody's voice needs"
#   remediation: Find out where the voice comes from and correct the manifest; for nobody's voice, obtain the engine vendor's statement and record it under statement.
#   zh:
#     title: 声音来源与对该声音的其他陈述一致
#     description: 声音来源应与类型相符：自有克隆和供应商音库声音为克隆或者合成声音，表演者录音为真人声音，非源自自然人的声音为合成声音。只有非源自自然人的声音可以写明不源自自然人，且不应有表演者、同意记录和年龄。清单自相矛盾的，无法判断需要何人的同意或者许可，不能证明使用声音合法。声音不源自任何自然人的陈述免除全部同意要求；虽无条款要求证明文件，但可识别特定自然人的声音无论清单如何陈述均属于该自然人，因此没有合成引擎供应商自身声明的，予以警告。声明、许可的证明力由人员判断。
#     message:
#       type: "声音 {voice} 的类型为{type}，与来源“{source}”矛盾"
#       derived: "声音 {voice} 写明不源自自然人，与其类型或者来源矛盾"
#       person: "声音 {voice} 写明不源自任何自然人，却列有表演者、同意记录或者年龄"
#       origin: "声音 {voice} 既写明不源自任何自然人，又写明源自自然人"
#       unproven: "除本清单外，没有材料证明声音 {voice} 不源自任何自然人"
#       other_vendor: "声音 {voice} 不源自任何自然人的声明由 {other} 出具，而合成引擎的供应商为 {vendor}"
#       licence: "声音 {voice} 列有许可，但只有供应商音库声音需要许可"
#       statement: "声音 {voice} 列有来源声明，但只有不源自任何自然人的声音需要声明"
#     remediation: 核实声音来源并更正清单；声音不源自任何自然人的，取得合成引擎供应商的声明并记入清单。
package dubbing.project.voice_source

import data.dubbing.lib.synthesis
import data.lib.parties
import future.keywords.not

applies if {
	some voice in input.document.voices
	_says_something(voice)
}

deny contains object.union(_about(i, ["source"]), {"code": "type", "source": voice.source, "type": voice.type}) if {
	some i, voice in input.document.voices
	not voice.type in _types[voice.source]
	voice.source
}

deny contains object.union(_about(i, ["derived_from_person"]), {"code": "derived"}) if {
	some i, voice in input.document.voices
	voice.derived_from_person == false
	not synthesis.is_nobodys(voice)
}

deny contains object.union(_about(i, ["derived_from_person"]), {"code": "origin"}) if {
	some i, voice in input.document.voices
	voice.source == "nobody"
	voice.derived_from_person
}

deny contains object.union(_about(i, [key]), {"code": "person"}) if {
	some i, voice in input.document.voices
	synthesis.is_nobodys(voice)
	some key in ["performer", "consent", "under_14"]
	voice[key] != false
}

warn contains object.union(_about(i, ["statement"]), {"code": "unproven"}) if {
	some i, voice in input.document.voices
	synthesis.is_nobodys(voice)
	not voice.statement
}

warn contains object.union(_about(i, ["statement", "vendor"]), {
	"code": "other_vendor",
	"other": voice.statement.vendor,
	"vendor": input.document.engine.vendor,
	"related": [{"path": ["engine", "vendor"]}],
}) if {
	some i, voice in input.document.voices
	synthesis.is_nobodys(voice)
	not parties.same(voice.statement.vendor, input.document.engine.vendor)
}

warn contains object.union(_about(i, ["licence"]), {"code": "licence"}) if {
	some i, voice in input.document.voices
	voice.licence
	not voice.source == "vendor_library"
}

warn contains object.union(_about(i, ["statement"]), {"code": "statement"}) if {
	some i, voice in input.document.voices
	voice.statement
	not synthesis.is_nobodys(voice)
}

_about(i, place) := {
	"path": array.concat(["voices", i], place),
	"voice": input.document.voices[i].id,
}

_says_something(voice) if {
	some key in ["source", "derived_from_person", "licence", "statement"]
	voice[key] != null
}

_types := {
	"own_clone": {"cloned", "synthetic"},
	"vendor_library": {"cloned", "synthetic"},
	"performer_recording": {"human"},
	"nobody": {"synthetic"},
}
