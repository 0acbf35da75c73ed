# METADATA
# scope: package
# title: The performer was told everything that the law asks for before agreeing
# description: |
#   The notice names the handler and its contact, the purposes and methods of processing, the types of personal
#   information, the period for which they are kept, and how rights are exercised. It was given not later than the
#   consent, and names the handler that processes the voice. The document's own dates decide, not the day of the check.
#   Of a small handler, as it says with count and day, the last item is shown as a warning: the contact is enough of it
#   in the simplified notice, of which reports agree and the text was not read. A contact that is not the handler's
#   today is a warning.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#17, small-handler-provisions]
#   jurisdictions: [CN]
#   effective: {from: "2021-11-01"}
#   collections: [release, voice-rights]
#   message:
#     handler: "the notice does not name the handler"
#     contact: "the notice does not say how the handler is reached"
#     purposes: "the notice does not state the purposes"
#     methods: "the notice does not state the methods of processing"
#     types: "the notice does not state the types of personal information"
#     retention: "the notice does not state how long the information is kept"
#     rights: "the notice does not say how rights are exercised"
#     other_handler: "the notice names the handler {told}, but {handler} processes the voice"
#     other_contact: "the notice says that the handler is reached at {told}, and the record says at {contact}"
#     late: "the notice was given on {date}, after the consent"
#   remediation: Give a complete notice, obtain the consent anew on that basis, and record under notice what it says.
#   zh:
#     title: 取得同意前已告知法定事项
#     description: 告知内容应包括个人信息处理者的名称和联系方式，个人信息的处理目的、处理方式，处理的个人信息种类、保存期限，以及个人行使权利的方式和程序。告知应不晚于同意作出之日，所告知的处理者应为实际处理声音的处理者。以记录自身的日期为准，与判定日期无关。写明人数及统计日期的小型个人信息处理者，未告知最后一项的仅作警告：简化告知以联系方式为限，相关报道一致，但未查阅原文。所告知的联系方式与处理者现在的联系方式不同的，亦作警告。
#     message:
#       handler: "未告知个人信息处理者的名称"
#       contact: "未告知个人信息处理者的联系方式"
#       purposes: "未告知处理目的"
#       methods: "未告知处理方式"
#       types: "未告知处理的个人信息种类"
#       retention: "未告知保存期限"
#       rights: "未告知个人行使权利的方式和程序"
#       other_handler: "所告知的处理者为 {told}，实际处理声音的处理者为 {handler}"
#       other_contact: "所告知的联系方式为 {told}，同意记录所填的处理者联系方式为 {contact}"
#       late: "告知日期为 {date}，晚于同意作出之日"
#     remediation: 向表演者完整告知后重新取得同意，并在同意记录的“告知”项中记录告知内容。
package dubbing.consent.notice_complete

import data.dubbing.lib.handlers
import data.lib.dates
import data.lib.parties
import future.keywords.not

deny contains {"code": item, "path": ["notice", item]} if {
	some item in _untold
	not _is_lighter(item)
}

warn contains {"code": item, "path": ["notice", item]} if {
	some item in _untold
	_is_lighter(item)
}

deny contains finding if {
	told := input.document.notice.handler
	handler := object.get(input.document, ["handler", "name"], null)
	not _is_handler(told)
	finding := {
		"code": "other_handler",
		"path": ["notice", "handler"],
		"related": [{"path": ["handler", "name"]}],
		"told": told,
		"handler": handler,
	}
}

warn contains finding if {
	told := input.document.notice.contact
	contact := input.document.handler.contact
	lower(trim_space(told)) != lower(trim_space(contact))
	finding := {
		"code": "other_contact",
		"path": ["notice", "contact"],
		"related": [{"path": ["handler", "contact"]}],
		"told": told,
		"contact": contact,
	}
}

deny contains finding if {
	not _came_first
	finding := {
		"code": "late",
		"path": ["notice", "date"],
		"related": [{"path": ["given_at"]}],
		"date": _date,
	}
}

_untold contains item if {
	some item in ["handler", "contact", "purposes", "methods", "types", "retention", "rights"]
	not input.document.notice[item]
}

_is_lighter("rights") if handlers.is_small

_is_handler(told) if parties.same(told, input.document.handler.name)

_date := object.get(input.document, ["notice", "date"], null)

_came_first if input.document.notice.date <= dates.day(input.document.given_at)
