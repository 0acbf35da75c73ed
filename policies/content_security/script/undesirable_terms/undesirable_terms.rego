# METADATA
# scope: package
# title: Hits of undesirable terms have been decided
# description: >-
#   Each keyword of the nine categories of undesirable information that stands in the script has a recorded disposition
#   that clears it or states the measures taken. The article asks for measures, not for a keyword list, so the rule
#   warns.
# related_resources:
#   - ref: https://www.cac.gov.cn/2019-12/20/c_1578375159509309.htm
# schemas:
#   - input.document: schema.content_security.script
#   - input.facts: schema.content_security.script_facts
# custom:
#   severity: medium
#   binding: false
#   basis: [content-ecology#7]
#   jurisdictions: [CN]
#   effective: {from: "2020-03-01"}
#   collections: [release]
#   message:
#     undecided: "{term} ({category}) in cue {cue} has no recorded disposition"
#     disguised: "{term} ({category}) in cue {cue}, written {found}, has no recorded disposition"
#     confirmed: "{term} ({category}) in cue {cue} is recorded as {decision} and still in the script"
#   names:
#     category: "content_security.script_facts#/$defs/category"
#     decision: "content_security.script_facts#/$defs/decision"
#   remediation: >-
#     Remove the words from the script, or record in its review why they may stay and what measures were taken.
#   zh:
#     title: 不良信息关键词命中均已处置
#     description: 脚本中命中的九类不良信息关键词均有处置记录，说明不属于不良信息或已采取的防范措施。条文要求采取措施而非使用词库，故本规则仅作警告。
#     message:
#       undecided: "第 {cue} 条字幕中的“{term}”（{category}）没有处置记录"
#       disguised: "第 {cue} 条字幕中的“{found}”（即“{term}”，{category}）没有处置记录"
#       confirmed: "第 {cue} 条字幕中的“{term}”（{category}）的处置记录为“{decision}”，但仍保留在脚本中"
#     remediation: 从脚本中删除相关文字，或在审核记录中说明保留的理由和已采取的措施。
package content_security.script.undesirable_terms

import future.keywords.not

warn contains finding if {
	some hit in input.facts.hits
	hit.list == "undesirable"
	not hit.disposition.decision
	finding := object.union(_undecided(hit), _place(hit))
}

warn contains finding if {
	some hit in input.facts.hits
	hit.list == "undesirable"
	decision := hit.disposition.decision
	not decision in {"cleared", "mitigated"}
	finding := object.union({"code": "confirmed", "decision": decision}, _place(hit))
}

_undecided(hit) := {"code": "disguised", "found": hit.found} if {
	_letters(hit.found) != _letters(hit.term)
} else := {"code": "undecided"}

_letters(text) := replace(lower(text), " ", "")

_place(hit) := {"path": hit.path, "term": hit.term, "category": hit.category, "cue": _cue(hit)}

_cue(hit) := sprintf("%v (%v)", [hit.cue, hit.cell]) if {
	is_string(object.get(hit, "cell", null))
} else := hit.cue
