# METADATA
# scope: package
# title: The keyword library is fresh
# description: >-
#   The keyword library that the script was searched with was updated within the whole days in China that the parameter
#   keyword_library_max_age_days allows, and is the version that the review names, where it names one. The weekly update is advice of a recommended standard, known from secondary
#   renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.script
#   - input.facts: schema.content_security.script_facts
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#8.1]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     old: "the keyword library was last updated on {updated}, {age} days ago, more than {days}"
#     future: "the keyword library says that it was updated on {updated}, after the date of judgement"
#     undated: the keyword library does not say when it was updated
#     other: "the review {review} was made with another version of the keyword library"
#   remediation: Update the keyword library, and write the time into its .meta.yaml.
#   zh:
#     title: 关键词库按时更新
#     description: 检索脚本所用的关键词库在参数规定的天数内更新过，按中国时间的整日计算；审核记录载明关键词库版本的，应为同一版本。每周更新属于推荐性标准的建议，且来自二手资料，故本规则仅作警告。
#     message:
#       old: "关键词库上次更新时间为 {updated}，距今 {age} 天，超过 {days} 天"
#       future: "关键词库的更新时间 {updated} 晚于判定日期"
#       undated: 关键词库未注明更新时间
#       other: "审核记录 {review} 所依据的是关键词库的其他版本"
#     remediation: 更新关键词库，并在其 .meta.yaml 中写明更新时间。
package content_security.script.library_fresh

import data.lib.dates

warn contains {"code": "undated", "path": []} if not input.facts.library.updated

warn contains {"code": "old", "path": [], "updated": updated, "age": _age, "days": days} if {
	updated := input.facts.library.updated
	days := data.content_security.params.keyword_library_max_age_days
	_age > days
}

warn contains {"code": "future", "path": [], "updated": input.facts.library.updated} if _age < 0

warn contains {"code": "other", "path": [], "review": input.facts.review.path} if {
	stated := input.facts.review.library
	is_string(stated)
	stated != input.facts.library.sha256
}

_age := dates.days_between(dates.day(input.facts.library.updated), dates.day(input.as_of))
