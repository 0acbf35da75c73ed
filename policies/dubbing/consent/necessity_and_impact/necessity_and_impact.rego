# METADATA
# scope: package
# title: The performer was told why the voiceprint is needed and what its processing means
# description: |
#   A voiceprint is biometric, so sensitive. The notice therefore also states why its processing is necessary and what
#   it means for the performer's rights and interests.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#30]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     necessity: "the notice does not state why the processing is necessary"
#     impact: "the notice does not state what the processing means for the performer's rights and interests"
#   remediation: Tell the performer both, obtain the consent anew on that basis, and record the words under notice.
#   zh:
#     title: 已告知处理的必要性和对个人权益的影响
#     description: 声纹属于生物识别信息，为敏感个人信息，因此还应向个人告知处理的必要性以及对个人权益的影响。
#     message:
#       necessity: "未告知处理敏感个人信息的必要性"
#       impact: "未告知处理对个人权益的影响"
#     remediation: 向表演者告知上述两项后重新取得同意，并在同意记录的“告知”项中记录告知内容。
package dubbing.consent.necessity_and_impact

deny contains {"code": item, "path": ["notice", item]} if {
	some item in ["necessity", "impact"]
	not input.document.notice[item]
}
