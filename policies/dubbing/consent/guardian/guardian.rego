# METADATA
# scope: package
# title: A guardian agreed for a child, under rules made for children
# description: |
#   Where the performer was under the age that the parameter guardian_below_age says, the law's fourteen or more, a
#   parent or other guardian agreed: separately, since a child's information is sensitive, and not later than the first
#   day of the term nor than the day of the check. A dedicated document has the rules for processing children's personal
#   information. The age when consenting decides.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: critical
#   basis: [pipl#31]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     no_consent: "the performer is a child, and no guardian agreed"
#     bundled: "the guardian agreed together with other terms"
#     late: "the guardian agreed after the first day of the term, or only after the check"
#     no_rules: "there are no dedicated rules for processing the child's personal information"
#   remediation: Obtain the guardian's separate consent before using the voice, make the rules, and record both.
#   zh:
#     title: 未成年人的监护人已经同意，并制定了专门的处理规则
#     description: 表演者作出同意时未满参数 guardian_below_age 规定的年龄（不低于法定的十四周岁）的，其个人信息为敏感个人信息，应取得其父母或者其他监护人的单独同意，且不晚于期限首日和判定当日；并应制定专门的个人信息处理规则。以作出同意时的年龄为准。
#     message:
#       no_consent: "表演者为未成年人，但未取得监护人的同意"
#       bundled: "监护人的同意与其他条款一并作出"
#       late: "监护人的同意晚于期限首日或者判定时间"
#       no_rules: "未制定专门的未成年人个人信息处理规则"
#     remediation: 在使用声音之前取得监护人的单独同意，制定专门的处理规则，并在 guardian 中填写。
package dubbing.consent.guardian

import data.dubbing.lib.permissions
import future.keywords.not

applies if not input.document.subject.under_14 == false

applies if {
	age := input.document.subject.age
	is_number(age)
	age < data.dubbing.params.guardian_below_age
}

deny contains {"code": fault.code, "path": array.concat(["guardian"], fault.at)} if {
	some fault in permissions.faults({
		"consent": object.get(_guardian, "consent", null),
		"from": object.get(input.document, ["term", "from"], ""),
	})
}

deny contains {"code": "no_rules", "path": ["guardian", "rules"]} if not is_object(object.get(_guardian, "rules", null))

default _guardian := {}

_guardian := input.document.guardian if is_object(input.document.guardian)
