# METADATA
# scope: package
# title: The consent of a cloned voice covers training and says what becomes of the model
# description: |
#   A voice that a model makes after a person was trained or adapted with that person's recordings. So the consent of every
#   cloned voice, and of every synthetic one that comes from a person, covers training, records that training is done, and says
#   what becomes of the voice model after a withdrawal; that there is none cannot be. The Supreme People's Court names using
#   a voice as training material without consent in its opinions of 2026, as support: the duty is the Civil Code's. A human
#   voice that a model altered needs no model of its own.
# related_resources:
#   - ref: http://www.npc.gov.cn/npc/c30834/202006/75ba6483b8344591abd07917e1d25cc8.shtml
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.court.gov.cn/zixun/xiangqing/511101.html
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: high
#   basis: [civil-code#1019, civil-code#1023, pipl#14, pipl#47, "spc-ai-opinion-2026#4"]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     training: "the voice {voice} is made by a model of the performer, and its consent does not cover training"
#     unrecorded: "the voice {voice} is made by a model of the performer, and its consent says that no training is done"
#     model: "the voice {voice} is made by a model of the performer, and its consent says that there is no model to delete"
#   remediation: Obtain the performer's consent to training, and record it with processing.training and withdrawal.voice_model; or correct the voice's type.
#   zh:
#     title: 克隆声音的同意涵盖训练并写明声音模型的处理
#     description: 以模型仿照自然人的声音，必然以其录音训练或者调整模型。因此，克隆声音以及源自自然人的合成声音，其同意均应涵盖训练，记录应写明进行训练，并写明撤回后声音模型如何处理，不能写为没有模型。最高人民法院2026年的意见提及未经同意将他人声音作为训练素材的情形，此处仅作佐证，义务来自民法典。经模型编辑的真人声音无须自有模型。
#     message:
#       training: "声音 {voice} 由仿照表演者的模型生成，但其同意未涵盖训练"
#       unrecorded: "声音 {voice} 由仿照表演者的模型生成，但其同意记录写明未进行训练"
#       model: "声音 {voice} 由仿照表演者的模型生成，但其同意记录写明没有需要删除的声音模型"
#     remediation: 就训练取得表演者的同意，在同意记录中写明进行训练以及撤回后声音模型的处理；或者更正该声音的类型。
package dubbing.project.cloning_covered

import data.dubbing.lib.consents
import future.keywords.not

applies if count(_modelled) > 0

deny contains consents.finding(i, "training", entry, ["scope", "training"]) if {
	some i, entries in _modelled
	some entry in entries
	not entry.document.scope.training == true
}

deny contains consents.finding(i, "unrecorded", entry, ["processing", "training"]) if {
	some i, entries in _modelled
	some entry in entries
	not entry.document.processing.training == true
}

deny contains consents.finding(i, "model", entry, ["withdrawal", "voice_model"]) if {
	some i, entries in _modelled
	some entry in entries
	not entry.document.withdrawal.voice_model in {"delete", "stop_processing", "keep"}
}

_modelled[i] contains entry if {
	some i, entries in consents.personal
	input.document.voices[i].type != "human"
	some entry in entries
}
