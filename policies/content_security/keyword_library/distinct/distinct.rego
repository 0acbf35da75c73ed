# METADATA
# scope: package
# title: No keyword is listed twice or blank
# description: >-
#   No two entries have the same keyword, category and risk, whatever the case and the white space around it, and none
#   is blank: such entries only make the library look larger. The standard is voluntary and known from secondary
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
#     repeated: "the keyword {term} is listed before, with the same category and risk"
#     blank: the keyword is blank
#   remediation: Remove the entries that repeat another one or are blank.
#   zh:
#     title: 关键词不重复、不空白
#     description: 不得有两个条目的关键词、类别和风险均相同（不区分大小写，忽略首尾空白），也不得有空白关键词：此类条目只会虚增规模。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       repeated: "关键词“{term}”与前面条目的类别和风险相同"
#       blank: 关键词为空白
#     remediation: 删除重复或者空白的条目。
package content_security.keyword_library.distinct

import data.lib.texts

warn contains {"code": "repeated", "path": ["entries", i, "term"], "term": input.document.entries[i].term} if {
	count({key | some [key, _] in _listed}) < count(_listed)
	sorted := sort(_listed) # equal keys stand side by side: comparing each with each would take far too long
	before := array.concat([[]], [key | some [key, _] in sorted])
	some at, [key, i] in sorted
	before[at] == key
	key[0] != ""
}

warn contains {"code": "blank", "path": ["entries", i]} if {
	texts.some_blank([object.get(entry, "term", "") | some entry in input.document.entries])
	some i, entry in input.document.entries
	texts.blank(object.get(entry, "term", ""))
}

_listed := [[[lower(trim_space(entry.term)), object.get(entry, "category", ""), object.get(entry, "risk", "")], i] |
	some i, entry in input.document.entries
]
