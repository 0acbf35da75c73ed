# METADATA
# scope: package
# title: People are told clearly, and at the latest at the first exposure
# description: |
#   Of the notices of one thing, one comes at the latest with the first interaction or exposure, and that one is clear and
#   distinguishable. The notice of an artistic work may come later, so that it does not hamper the work, but is
#   distinguishable.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.euai.disclosure
# custom:
#   severity: high
#   basis: [eu-2024-1689#50.5]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [provider, deployer]
#   message:
#     late: "the notice of {name} comes only after the first exposure"
#     hidden: "the notice of {name} is not clear and distinguishable"
#   remediation: Tell people at the beginning, apart from everything else.
#   zh:
#     title: 最迟在首次接触时清晰告知
#     description: 同一事项的各项告知中，至少一项应最迟在首次交互或者接触时作出，且清晰可辨。艺术作品的告知可以稍后作出，以免妨碍展示，但应清晰可辨。
#     message:
#       late: "关于 {name} 的告知晚于首次接触"
#       hidden: "关于 {name} 的告知不够清晰可辨"
#     remediation: 在开始时单独、醒目地告知。
package euai.disclosure.clear_at_first

import data.euai.lib.notices

applies if count(notices.told) > 0

deny contains {"code": "late", "path": array.concat(told.path, ["notices"]), "name": told.name} if {
	some told in notices.told
	count(_timely(told)) == 0
}

deny contains {"code": "hidden", "path": array.concat(told.path, ["notices"]), "name": told.name} if {
	some told in notices.told
	timely := _timely(told)
	count(timely) > 0
	every notice in timely {
		notice.distinguishable == false
	}
}

_timely(told) := [notice |
	some notice in told.notices
	_is_timely(told, notice)
]

_is_timely(told, _) if told.artistic == true

_is_timely(_, notice) if notices.is_in_time(notice)
