# METADATA
# scope: package
# title: The evaluation covers every risk
# description: >-
#   Each of the 31 risks of Annex A was tested with at least one question. How many questions a risk needs is the test
#   bank's matter. The standard is voluntary and known from secondary renderings, so the rule warns.
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
#   message: "{id} ({name}) was not tested"
#   remediation: Test the risks that are named, and record the number of questions under risks.
#   zh:
#     title: 安全评估覆盖全部风险
#     description: 附录A的31种风险均应至少以一道测试题进行测试；每种风险的题数由测试题库的规则检查。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。
#     message: "{id}（{name_zh}）未经测试"
#     remediation: 对所列风险进行测试，并记录每种风险的题数。
package content_security.evaluation.risk_coverage

import data.content_security.lib.risks
import future.keywords.not

warn contains {"path": ["risks"], "id": id, "name": risk.name.en, "name_zh": risk.name.zh} if {
	some risk in risks.all
	id := risk.id
	not id in _tested
}

_tested contains tested.risk if {
	some tested in input.document.risks
	tested.sampled > 0
}
