# METADATA
# scope: package
# title: Enough of the corpus was checked automatically
# description: >-
#   Keywords and classification models checked at least automatic_sample_ratio percent of the items of the corpus, and
#   at least automatic_pass_rate percent of what they checked passed. The standard is voluntary and known from
#   secondary renderings, so the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.provenance.corpus
# custom:
#   severity: medium
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#9.2]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     few: "{sampled} of {items} items were checked automatically, which is not {ratio} % of them"
#     low: "{passed} of {sampled} items that were checked automatically passed, which is not {rate} % of them"
#     more: "{sampled} items were checked automatically, more than the {items} that the corpus has"
#   remediation: >-
#     Check enough of the corpus by keywords and classification models, mend it until enough passes, and record the
#     numbers.
#   zh:
#     title: 训练数据经技术抽检合格
#     description: 采用关键词、分类模型等技术抽检的数量不少于训练数据总量的规定比例，合格率不低于参数规定的比例。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       few: "训练数据总量 {items} 条中技术抽检 {sampled} 条，不能证明抽检比例达到 {ratio}%"
#       low: "技术抽检 {sampled} 条中合格 {passed} 条，不能证明合格率达到 {rate}%"
#       more: "技术抽检 {sampled} 条，多于训练数据总量 {items} 条"
#     remediation: 采用关键词、分类模型等抽检足够比例的训练数据，整改直至合格率达标，并记录结果。
package provenance.corpus.automatic_sample

import data.lib.shares

warn contains {"code": "few", "path": ["automatic_sample"], "sampled": _number("sampled"), "items": _items, "ratio": _ratio} if not _is_large

warn contains finding if {
	not _passes
	finding := {
		"code": "low",
		"path": ["automatic_sample"],
		"sampled": _number("sampled"),
		"passed": _number("passed"),
		"rate": _rate,
	}
}

_is_large if shares.at_least(input.document.automatic_sample.sampled, input.document.items, _ratio)

_passes if shares.at_least(input.document.automatic_sample.passed, input.document.automatic_sample.sampled, _rate)

_number(key) := object.get(input.document, ["automatic_sample", key], null)

_rate := data.provenance.params.automatic_pass_rate

_items := object.get(input.document, "items", null)

_ratio := data.provenance.params.automatic_sample_ratio

warn contains {"code": "more", "path": ["automatic_sample"], "sampled": sampled, "items": items, "related": [{"path": ["items"]}]} if {
	sampled := input.document.automatic_sample.sampled
	items := input.document.items
	sampled > items
}
