# METADATA
# scope: package
# title: Hits of illegal terms have been decided
# description: >-
#   Each keyword of the eleven categories of illegal information that stands in the script has a recorded disposition
#   that clears it. A hit is no proof of illegality; it asks for a decision.
# related_resources:
#   - ref: https://www.cac.gov.cn/2019-12/20/c_1578375159509309.htm
#   - ref: https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm
# schemas:
#   - input.document: schema.content_security.script
#   - input.facts: schema.content_security.script_facts
# custom:
#   severity: critical
#   basis: [content-ecology#6, interim-measures#4]
#   jurisdictions: [CN]
#   effective: {from: "2020-03-01"}
#   collections: [release]
#   message:
#     undecided: "{term} ({category}) in cue {cue} has no recorded disposition"
#     disguised: "{term} ({category}) in cue {cue}, written {found}, has no recorded disposition"
#     confirmed: "{term} ({category}) in cue {cue} is recorded as {decision}, not as cleared"
#   names:
#     category: "content_security.script_facts#/$defs/category"
#     decision: "content_security.script_facts#/$defs/decision"
#   remediation: Remove the words from the script, or record in its review why the hit is no violation.
#   zh:
#     title: 违法信息关键词命中均已处置
#     description: 脚本中命中的十一类违法信息关键词均有排除违法的处置记录。命中本身不等于违法，但须作出判定。
#     message:
#       undecided: "第 {cue} 条字幕中的“{term}”（{category}）没有处置记录"
#       disguised: "第 {cue} 条字幕中的“{found}”（即“{term}”，{category}）没有处置记录"
#       confirmed: "第 {cue} 条字幕中的“{term}”（{category}）的处置记录为“{decision}”，未排除违法"
#     remediation: 从脚本中删除相关文字，或在审核记录中说明该命中不构成违法的理由。
package content_security.script.illegal_terms

deny contains finding if {
	some hit in input.facts.hits
	hit.list == "illegal"
	not hit.disposition.decision
	finding := object.union(_undecided(hit), _place(hit))
}

deny contains finding if {
	some hit in input.facts.hits
	hit.list == "illegal"
	decision := hit.disposition.decision
	decision != "cleared"
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
