# METADATA
# scope: package
# title: A withdrawal reaches the model that was trained with the voice
# description: |
#   When the consent is withdrawn, the trained model is deleted or, where that is technically hard, everything but
#   storage and protection stops; once it has been withdrawn by the day of the check, that is complete. Not binding: the
#   law speaks of personal information, and that a trained voice model is such is an interpretation; the law sets no
#   number of days.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: medium
#   basis: [pipl#47]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   binding: false
#   message:
#     kept: "a withdrawal neither deletes nor stops the trained model"
#     unfinished: "the consent was withdrawn at {date}, and the deletion or the end of processing is not complete"
#   remediation: Delete the trained model, or stop all but its storage and protection, and record when that was done.
#   zh:
#     title: 撤回同意的效力及于以该声音训练的模型
#     description: 撤回同意的，应删除所训练的模型；删除从技术上难以实现的，应停止除存储和采取必要的安全保护措施之外的处理；判定当日已撤回的，上述处理应已完成。本规则不具强制力：法律规定的是个人信息，所训练的声音模型属于个人信息系属解释；法律未规定具体天数。
#     message:
#       kept: "撤回同意后，所训练的模型既未删除也未停止处理"
#       unfinished: "同意已于 {date} 撤回，但删除或者停止处理尚未完成"
#     remediation: 删除所训练的模型，或者停止除存储和安全保护之外的处理，并记录完成时间。
package dubbing.consent.deletion_on_withdrawal

applies if not input.document.processing.training == false

warn contains {"code": "kept", "path": ["withdrawal", "voice_model"]} if not _ends

warn contains finding if {
	withdrawn_at := input.document.withdrawn_at
	_has_passed(withdrawn_at)
	not _is_complete
	finding := {
		"code": "unfinished",
		"path": ["withdrawal", "completed_at"],
		"related": [{"path": ["withdrawn_at"]}],
		"date": withdrawn_at,
	}
}

_ends if input.document.withdrawal.voice_model in {"delete", "stop_processing"}

_is_complete if _has_passed(input.document.withdrawal.completed_at)

_has_passed(instant) if {
	is_string(instant)
	time.parse_rfc3339_ns(instant) <= time.parse_rfc3339_ns(input.as_of)
}
