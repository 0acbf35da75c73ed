# METADATA
# scope: package
# title: The performer was told everything that the law asks for before agreeing
# description: |
#   The notice names the handler and its contact, the purposes and methods of processing, the types of personal
#   information, the period for which they are kept, and how rights are exercised. It was given not later than the
#   consent, and names the handler that processes the voice. The document's own dates decide, not the day of the check.
# related_resources:
#   - ref: https://www.npc.gov.cn/npc/c2/c30834/202108/t20210820_313088.html
# schemas:
#   - input.document: schema.dubbing.consent
# custom:
#   severity: high
#   basis: [pipl#17]
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
#     late: "the notice was given on {date}, after the consent"
#   remediation: Give a complete notice, obtain the consent anew on that basis, and record under notice what it says.
#   zh:
#     title: 取得同意前已告知法定事项
#     description: 告知内容应包括个人信息处理者的名称和联系方式，个人信息的处理目的、处理方式，处理的个人信息种类、保存期限，以及个人行使权利的方式和程序。告知应不晚于同意作出之日，所告知的处理者应为实际处理声音的处理者。以记录自身的日期为准，与判定日期无关。
#     message:
#       handler: "未告知个人信息处理者的名称"
#       contact: "未告知个人信息处理者的联系方式"
#       purposes: "未告知处理目的"
#       methods: "未告知处理方式"
#       types: "未告知处理的个人信息种类"
#       retention: "未告知保存期限"
#       rights: "未告知个人行使权利的方式和程序"
#       other_handler: "所告知的处理者为 {told}，实际处理声音的处理者为 {handler}"
#       late: "告知日期为 {date}，晚于同意作出之日"
#     remediation: 向表演者完整告知后重新取得同意，并在 notice 中记录告知内容。
package dubbing.consent.notice_complete

import data.lib.dates

deny contains {"code": item, "path": ["notice", item]} if {
	some item in ["handler", "contact", "purposes", "methods", "types", "retention", "rights"]
	not input.document.notice[item]
}

deny contains {"code": "other_handler", "path": ["notice", "handler"], "told": told, "handler": handler} if {
	told := input.document.notice.handler
	handler := object.get(input.document, ["handler", "name"], null)
	told != handler
}

deny contains {"code": "late", "path": ["notice", "date"], "date": _date} if not _came_first

_date := object.get(input.document, ["notice", "date"], null)

_came_first if input.document.notice.date <= dates.day(input.document.given_at)
