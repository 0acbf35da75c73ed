# METADATA
# scope: package
# title: The keyword library is fresh
# description: >-
#   The keyword library says that it was updated within the whole days in China that the parameter
#   keyword_library_max_age_days allows, and not after the date of judgement. What decides is its field updated
#   against the date of judgement. The weekly update is advice. The standard is voluntary and known from secondary
#   renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.keyword_library
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#8.1]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     undated: the keyword library does not say when it was updated
#     old: "the keyword library was last updated on {updated}, {age} days ago, more than {days}"
#     future: "the keyword library says that it was updated on {updated}, after the date of judgement"
#   remediation: Update the keyword library, and write the time into its field updated.
#   zh:
#     title: 关键词库按时更新
#     description: 关键词库载明在参数规定的天数内更新过，且更新时间不晚于判定日期。以所载更新时间与判定日期相比较，按中国时间的整日计算。每周更新属于建议。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       undated: 关键词库未注明更新时间
#       old: "关键词库上次更新时间为 {updated}，距今 {age} 天，超过 {days} 天"
#       future: "关键词库的更新时间 {updated} 晚于判定日期"
#     remediation: 更新关键词库，并写明更新时间。
package content_security.keyword_library.fresh

import data.lib.dates

warn contains {"code": "undated", "path": ["updated"]} if not input.document.updated

warn contains {"code": "old", "path": ["updated"], "updated": updated, "age": _age, "days": days} if {
	updated := input.document.updated
	days := data.content_security.params.keyword_library_max_age_days
	_age > days
}

warn contains {"code": "future", "path": ["updated"], "updated": input.document.updated} if _age < 0

_age := dates.days_between(dates.day(input.document.updated), dates.day(input.as_of))
