# METADATA
# scope: package
# title: The review looked for the risks that keywords touch
# description: >-
#   Where the review of a script says which of the 31 risks it looked for, by themselves or by the categories of illegal
#   and undesirable information, each risk that a keyword in the script touches is among them. Which risks a category
#   touches is our reading. The standard is voluntary and known from secondary renderings, so the rule warns. A review
#   that does not say what it looked for is not asked.
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
#   message: "{term} in cue {cue} touches {id} ({name}), for which the review {review} did not look"
#   remediation: Review the script for the risks that its keywords touch, and name them in the review.
#   zh:
#     title: 审核覆盖关键词涉及的风险
#     description: 脚本的审核记录载明所针对的31种风险（直接列明，或者以违法信息、不良信息的类别列明）的，脚本中命中的关键词所涉及的每种风险均应在其中。类别涉及何种风险属于本产品的理解。该标准为推荐性标准，且内容来自二手资料，故本规则仅作警告。审核记录未载明所针对内容的，不适用。
#     message: "第 {cue} 条字幕中的“{term}”涉及 {id}（{name_zh}），审核记录 {review} 未针对该风险"
#     remediation: 针对关键词涉及的风险审核脚本，并在审核记录中列明。
package content_security.script.risks_reviewed

import data.content_security.lib.risks
import future.keywords.not

applies if is_array(input.facts.risks.reviewed)

warn contains finding if {
	reviewed := input.facts.risks.reviewed
	is_array(reviewed)
	some hit in input.facts.hits
	some id in hit.risks
	not id in reviewed
	some risk in risks.all
	risk.id == id
	finding := {
		"path": hit.path,
		"term": hit.term,
		"cue": hit.cue,
		"id": id,
		"name": risk.name.en,
		"name_zh": risk.name.zh,
		"review": input.facts.review.path,
	}
}
