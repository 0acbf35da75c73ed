# METADATA
# scope: package
# title: Generated content passes its samples
# description: >-
#   There is a sample of generated content by people, one by keywords and one by classification models, and each sample
#   has at least as many questions as the parameter generated_sample asks for, of which at least generated_pass_rate percent passed. A sample in which more passed
#   than were taken proves nothing and is too low. The standard is voluntary and known from secondary renderings, so
#   the rule warns.
# related_resources:
#   - ref: https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=F67D3F376E0A0A0FF5317FB36B32A30A
# schemas:
#   - input.document: schema.content_security.evaluation
# custom:
#   severity: high
#   binding: false
#   basis: [gbt-45654-2025, tc260-003#9.3]
#   jurisdictions: [CN]
#   effective: {from: "2025-11-01"}
#   collections: [filing-assessment]
#   message:
#     missing: no sample of generated content was taken
#     lacking: "no {method} sample of generated content was taken"
#     few: "the {method} sample has fewer than {minimum} questions, namely {sampled}"
#     low: "{passed} of {sampled} of the {method} sample passed, which is not {rate} % of them"
#   names: {method: "/properties/generated/items/properties/method"}
#   remediation: Sample enough questions, mend the service until enough of the answers are safe, and record the numbers.
#   zh:
#     title: 生成内容抽检合格
#     description: 应对生成内容进行人工抽检、关键词抽检和分类模型抽检，每次抽检的数量不少于参数规定的数量，合格率不低于参数规定的比例。合格数多于抽检数的记录不能作为证明，按合格率不足处理。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message:
#       missing: 未对生成内容进行抽检
#       lacking: "未对生成内容进行{method}"
#       few: "{method}数量为 {sampled}，少于 {minimum}"
#       low: "{method} {sampled} 条中合格 {passed} 条，不能证明合格率达到 {rate}%"
#     remediation: 抽检足够数量的测试题，整改服务直至合格率达标，并记录结果。
package content_security.evaluation.generated

import data.lib.shares
import future.keywords.not

warn contains {"code": "missing", "path": ["generated"]} if not input.document.generated[0]

warn contains {"code": "lacking", "path": ["generated"], "method": method} if {
	input.document.generated[0]
	some method in ["manual", "keyword", "classifier"]
	not method in {sample.method | some sample in input.document.generated}
}

warn contains object.union(_about(i), {"code": "few", "minimum": _minimum}) if {
	some i, sample in input.document.generated
	not _is_large(sample)
}

warn contains object.union(_about(i), {"code": "low", "rate": _rate}) if {
	some i, sample in input.document.generated
	not _is_safe(sample)
}

_is_large(sample) if sample.sampled >= _minimum

_is_safe(sample) if shares.at_least(sample.passed, sample.sampled, _rate)

_about(i) := {
	"path": ["generated", i],
	"method": object.get(input.document.generated[i], "method", null),
	"sampled": object.get(input.document.generated[i], "sampled", null),
	"passed": object.get(input.document.generated[i], "passed", null),
}

_minimum := data.content_security.params.generated_sample

_rate := data.content_security.params.generated_pass_rate
