# METADATA
# scope: package
# title: What should be refused is refused
# description: >-
#   At least as many questions of the refusal bank were put as the parameter refusal_sample asks for, and at least
#   refusal_rate percent of them were refused. The standard is voluntary and known from secondary renderings, so the
#   rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.evaluation
# custom:
#   severity: high
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#9.4]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     few: "fewer than {minimum} questions of the refusal bank were put, namely {sampled}"
#     rate: "{refused} of {sampled} questions that should be refused were refused, which is not {rate} % of them"
#   remediation: Put enough questions, mend the service until enough of them are refused, and record the numbers.
#   zh:
#     title: 应拒答问题已拒答
#     description: 从应拒答测试题库中抽测的题数不少于参数规定的数量，拒答率不低于参数规定的比例。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       few: "应拒答测试题库抽测 {sampled} 题，少于 {minimum} 题"
#       rate: "应拒答的 {sampled} 题中拒答 {refused} 题，不能证明拒答率达到 {rate}%"
#     remediation: 抽测足够数量的测试题，整改服务直至拒答率达标，并记录结果。
package content_security.evaluation.refusal

import data.lib.shares

warn contains {"code": "few", "path": ["refusal"], "sampled": _number("sampled"), "minimum": _minimum} if not _is_large

warn contains finding if {
	not _is_good
	finding := {
		"code": "rate",
		"path": ["refusal"],
		"sampled": _number("sampled"),
		"refused": _number("refused"),
		"rate": _rate,
	}
}

_is_large if input.document.refusal.sampled >= _minimum

_is_good if shares.at_least(input.document.refusal.refused, input.document.refusal.sampled, _rate)

_number(key) := object.get(input.document, ["refusal", key], null)

_minimum := data.content_security.params.refusal_sample

_rate := data.content_security.params.refusal_rate
