# METADATA
# scope: package
# title: What is done with the voice is what the performer agreed to
# description: |
#   Every purpose, method and type of personal information of today's processing stands in the notice on which the
#   performer agreed, by the same words. What came later needs a new consent; what is no longer done needs none, which
#   is an interpretation. What is compared is the document as it stands, so no date decides.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#14]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     purposes: "the performer did not agree to the purpose: {value}"
#     methods: "the performer did not agree to the method: {value}"
#     types: "the performer did not agree to the type of information: {value}"
#     no_purposes: "no purpose of today's processing is stated that could be compared with the consent"
#     no_methods: "no method of today's processing is stated that could be compared with the consent"
#     no_types: "no type of information of today's processing is stated that could be compared with the consent"
#   remediation: Tell the performer of the change and obtain a new consent, or stop what goes beyond the old one.
#   zh:
#     title: 处理活动与表演者所同意的一致
#     description: 当前处理的每一项目的、方式和个人信息种类，均应以相同文字见于取得同意时的告知内容。变更后新增的，应重新取得同意；不再进行的无须重新取得同意，此为解释。所比较的是记录的现状，不以日期为准。
#     message:
#       purposes: "表演者未同意该处理目的：{value}"
#       methods: "表演者未同意该处理方式：{value}"
#       types: "表演者未同意处理该种类的个人信息：{value}"
#       no_purposes: "未填写当前的处理目的，无法与所同意的比较"
#       no_methods: "未填写当前的处理方式，无法与所同意的比较"
#       no_types: "未填写当前处理的个人信息种类，无法与所同意的比较"
#     remediation: 将变更告知表演者并重新取得同意，或者停止超出原同意的处理。
package dubbing.consent.reconsent

import future.keywords.not

deny contains finding if {
	some key in _keys
	some i, value in input.document.processing[key]
	agreed := {told | some told in input.document.notice[key]}
	not value in agreed
	finding := {
		"code": key,
		"path": ["processing", key, i],
		"related": [{"path": ["notice", key]}],
		"value": value,
	}
}

deny contains {"code": concat("_", ["no", key]), "path": ["processing", key]} if {
	some key in _keys
	not input.document.processing[key][0]
}

_keys := ["purposes", "methods", "types"]
