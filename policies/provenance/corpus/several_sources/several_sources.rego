# METADATA
# scope: package
# title: Each language of each sort of data has several sources
# description: >-
#   The data of each media and language come from at least as many different origins as the parameter sources_per_type
#   asks for. A source without an origin counts for none. The standard gives no number; two is the least that several
#   can mean. The standard is voluntary and known from secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: low
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#5.1]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message: "{media} in {language} comes from fewer than {minimum} origins, namely {found}"
#   names: {media: "/properties/sources/items/properties/media"}
#   remediation: Add data of other origins, or record the origins of those that are there.
#   zh:
#     title: 各语言、各类型训练数据有多个来源
#     description: 每种语言、每种类型的训练数据，其不同出处的数量不少于参数规定的数量；没有出处的来源不计。标准未规定数量，“多个”至少为两个。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message: "语言 {language} 的{media}训练数据仅有 {found} 个来源，少于 {minimum} 个"
#     remediation: 增加其他出处的训练数据，或者补充记录现有训练数据的出处。
package provenance.corpus.several_sources

warn contains finding if {
	some [media, language] in _types
	minimum := data.provenance.params.sources_per_type
	found := count(object.get(_origins, [[media, language]], []))
	found < minimum
	finding := {"path": ["sources"], "media": media, "language": language, "found": found, "minimum": minimum}
}

_types contains [source.media, source.language] if some source in input.document.sources

_origins[[source.media, source.language]] contains source.origin if some source in input.document.sources
