# METADATA
# scope: package
# title: Every voice that comes from a person has a consent that passes
# description: |
#   A cloned voice, a synthetic voice that does not rule out a person, and a human voice that a model altered name a
#   consent record that exists and itself passes. Voiceprints are biometric information, a voice is protected as the
#   portrait is, and whoever offers the editing of voices must see to a separate consent. A voice of a vendor's library
#   that names no consent is judged by its licence instead.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.cac.gov.cn/2022-12/11/c_1672221949354811.htm
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: critical
#   basis: [pipl#29, deep-synthesis#14, civil-code#1023]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     missing: "the voice {voice} comes from a person and names no consent"
#     not_found: "the consent of the voice {voice} does not exist: {consent}"
#     rejected: "the consent of the voice {voice} does not pass: {consent}"
#     undeclared: "{file} uses the voice {voice}, which is not among the voices"
#   remediation: Obtain the performer's separate consent, record it as dubbing.consent, and name the record in the voice.
#   zh:
#     title: 源自自然人的声音均有有效的同意记录
#     description: 克隆声音、未排除源自自然人的合成声音以及经模型编辑的真人声音，均应指明存在且自身通过的同意记录。声纹属于生物识别信息，自然人声音参照适用肖像权保护，提供人声编辑功能的应提示取得被编辑个人的单独同意。未列同意记录的供应商音库声音依其许可判断。
#     message:
#       missing: "声音 {voice} 源自自然人，但未指明同意记录"
#       not_found: "声音 {voice} 的同意记录不存在：{consent}"
#       rejected: "声音 {voice} 的同意记录未通过：{consent}"
#       undeclared: "{file} 使用的声音 {voice} 未在声音清单中列明"
#     remediation: 取得表演者的单独同意，制作同意记录，并在该声音中指明。
package dubbing.project.voice_consent

import data.dubbing.lib.related
import data.dubbing.lib.synthesis
import data.lib.pointers
import future.keywords.not

applies if count(synthesis.personal) > 0

applies if count(_undeclared) > 0

deny contains {"code": "missing", "path": ["voices", i], "voice": voice.id} if {
	some i in synthesis.personal
	voice := input.document.voices[i]
	not voice.consent
}

deny contains object.union(about, {"code": "not_found"}) if {
	some about in _named
	pointer := pointers.of(about.path)
	not related.exists(pointer)
}

deny contains object.union(about, {"code": "rejected"}) if {
	some about in _named
	some i in related.at[pointers.of(about.path)]
	entry := input.related[i]
	entry.sha256 != null
	not _is_accepted(entry)
}

deny contains {"code": "undeclared", "path": path, "file": deliverable.file, "voice": voice} if {
	some path in _undeclared
	deliverable := input.document.deliverables[path[1]]
	voice := deliverable.voices[path[3]]
}

_named contains about if {
	some i in synthesis.personal
	voice := input.document.voices[i]
	about := {"path": ["voices", i, "consent"], "voice": voice.id, "consent": voice.consent}
}

_is_accepted(entry) if {
	entry.kind == "dubbing.consent"
	entry.verdict in {"pass", "warn"}
}

_undeclared contains ["deliverables", i, "voices", j] if {
	some i, deliverable in input.document.deliverables
	some j, voice in deliverable.voices
	not voice in synthesis.declared
}
