# METADATA
# scope: package
# title: A guardian agreed for a performer under fourteen, under rules made for children
# description: |
#   Where the performer was under the age that the parameter guardian_below_age says, the law's fourteen or more, a
#   parent or other guardian agreed: separately, since a child's information is sensitive, and not later than the first
#   day of the term nor than the day of the check. A dedicated document has the rules for processing children's personal
#   information. The age when consenting decides.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
#   - ref: https://www.cac.gov.cn/2019-08/23/c_1124913903.htm
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: critical
#   basis: [pipl#31, child-information-provisions#8, child-information-provisions#9]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     no_consent: "the performer is under fourteen, and no guardian agreed"
#     below_age: "the performer is below the age that you set, and no guardian agreed"
#     bundled: "the guardian agreed together with other terms"
#     late: "the guardian agreed after the first day of the term, or only after the check"
#     no_rules: "there are no dedicated rules for processing the child's personal information"
#   remediation: Obtain the guardian's separate consent before using the voice, make the rules, and record both.
#   zh:
#     title: 表演者不满十四周岁的，已取得其父母或者其他监护人的同意，并制定了专门的处理规则
#     description: 表演者作出同意时不满十四周岁，或者未满所设参数“须由监护人同意的年龄”的，应取得其父母或者其他监护人的单独同意，且不晚于期限首日和判定当日；不满十四周岁未成年人的个人信息为敏感个人信息，并应制定专门的个人信息处理规则。以作出同意时的年龄为准。
#     message:
#       no_consent: "表演者不满十四周岁，但未取得其父母或者其他监护人的同意"
#       below_age: "表演者未满所设的须由监护人同意的年龄，但未取得其父母或者其他监护人的同意"
#       bundled: "父母或者其他监护人的同意与其他条款一并作出，不是单独同意"
#       late: "父母或者其他监护人的同意晚于期限首日或者判定时间"
#       no_rules: "未制定专门的不满十四周岁未成年人个人信息处理规则"
#     remediation: 在使用声音之前取得父母或者其他监护人的单独同意，制定专门的处理规则，并填写在同意记录的“监护人”项中。
package dubbing.consent.guardian

import data.dubbing.lib.permissions
import data.dubbing.lib.subjects
import future.keywords.not

applies if not input.document.subject.under_14 == false

applies if subjects.is_child

applies if {
	age := input.document.subject.age
	is_number(age)
	age < data.dubbing.params.guardian_below_age
}

deny contains object.union(fault, {"code": _code(fault.code)}) if {
	some fault in permissions.findings(_needed, ["guardian"], ["term", "from"])
}

deny contains {"code": "no_rules", "path": ["guardian", "rules"]} if not is_object(object.get(_guardian, "rules", null))

_code(code) := "below_age" if {
	code == "no_consent"
	not subjects.is_child
} else := code

_needed := {
	"consent": object.get(_guardian, "consent", null),
	"from": object.get(input.document, ["term", "from"], ""),
}

default _guardian := {}

_guardian := input.document.guardian if is_object(input.document.guardian)
