# METADATA
# scope: package
# title: Enough of the corpus was checked by people
# description: >-
#   People checked at least as many items as the parameter manual_sample asks for, and at least manual_pass_rate
#   percent of them passed. The standard is voluntary and known from secondary renderings, so the rule warns.
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
#     few: "people checked fewer than {minimum} items, namely {sampled}"
#     low: "{passed} of {sampled} items that people checked passed, which is not {rate} % of them"
#     more: "{sampled} items were checked by people, more than the {items} that the corpus has"
#   remediation: Check enough items by people, mend the corpus until enough pass, and record the numbers.
#   zh:
#     title: 训练数据经人工抽检合格
#     description: 人工抽检的数量不少于参数规定的数量，合格率不低于参数规定的比例。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       few: "人工抽检 {sampled} 条，少于 {minimum} 条"
#       low: "人工抽检 {sampled} 条中合格 {passed} 条，不能证明合格率达到 {rate}%"
#       more: "人工抽检 {sampled} 条，多于训练数据总量 {items} 条"
#     remediation: 人工抽检足够数量的训练数据，整改直至合格率达标，并记录结果。
package provenance.corpus.manual_sample

import data.lib.shares

warn contains {"code": "few", "path": ["manual_sample"], "sampled": _number("sampled"), "minimum": _minimum} if not _is_large

warn contains finding if {
	not _passes
	finding := {
		"code": "low",
		"path": ["manual_sample"],
		"sampled": _number("sampled"),
		"passed": _number("passed"),
		"rate": _rate,
	}
}

_is_large if input.document.manual_sample.sampled >= _minimum

_passes if shares.at_least(input.document.manual_sample.passed, input.document.manual_sample.sampled, _rate)

_number(key) := object.get(input.document, ["manual_sample", key], null)

_rate := data.provenance.params.manual_pass_rate

_minimum := data.provenance.params.manual_sample

warn contains {"code": "more", "path": ["manual_sample"], "sampled": sampled, "items": items, "related": [{"path": ["items"]}]} if {
	sampled := input.document.manual_sample.sampled
	items := input.document.items
	sampled > items
}
