# METADATA
# scope: package
# title: Every source of training data is recorded
# description: >-
#   Each source says where its data come from, on which day collecting ended and how many items it gave, one at least;
#   no day is after the date of judgement. Sources whose items do not add up to those of the corpus are a warning. Applies where the service is offered to the public in mainland China.
# related_resources:
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: high
#   basis: [interim-measures#7]
#   jurisdictions: [CN]
#   effective: {from: "2023-08-15"}
#   collections: [release]
#   message:
#     unrecorded: "the source {source} has no {field}"
#     future: "the source {source} was collected on {date}, which is in the future"
#     empty: "the source {source} gave no items"
#     sum: "the corpus is said to have {items} items, but its sources have {sum} together"
#   names: {field: "/$defs/recorded"}
#   remediation: >-
#     Record origin, day of collection and number of items of every source, or take the source out of the corpus.
#   zh:
#     title: 训练数据来源均有记录
#     description: 每一来源均应记录数据的出处、采集截止日期和数量（至少一条），日期不晚于判定日期。各来源数量之和与训练数据总量不一致的，予以警告。适用于向境内公众提供的服务。
#     message:
#       unrecorded: "来源 {source} 没有{field}"
#       future: "来源 {source} 的采集日期 {date} 晚于判定日期"
#       empty: "来源 {source} 的数量为零"
#       sum: "训练数据总量填写为 {items} 条，但各来源合计 {sum} 条"
#     remediation: 记录每一来源的出处、采集日期和数量，否则将其移出训练数据。
package provenance.corpus.source_recorded

import data.lib.dates

applies if input.document.scope.domestic_public

deny contains {"code": "unrecorded", "path": ["sources", i, field], "source": _id(i), "field": field} if {
	some i, source in input.document.sources
	some field in ["origin", "collected_at", "items"]
	not source[field]
}

deny contains {"code": "future", "path": ["sources", i, "collected_at"], "source": _id(i), "date": date} if {
	some i, source in input.document.sources
	date := source.collected_at
	date > dates.day(input.as_of)
}

deny contains {"code": "empty", "path": ["sources", i, "items"], "source": _id(i)} if {
	some i, source in input.document.sources
	source.items == 0
}

warn contains finding if {
	items := input.document.items
	parts := [source.items | some source in input.document.sources]
	count(parts) == count(input.document.sources)
	total := sum(parts)
	total != items
	finding := {
		"code": "sum",
		"path": ["sources"],
		"items": items,
		"sum": total,
		"related": [{"path": ["items"]}],
	}
}

_id(i) := object.get(input.document.sources[i], "id", null)
