package content_security.script.illegal_terms_test

import data.content_security.script.illegal_terms

test_undecided_hit_is_denied_where_it_stands if {
	findings := illegal_terms.deny with input as _script([_hit("illegal", null)])
	findings == {{"code": "undecided", "path": ["cues", 0, "text", 0, 3], "term": "样例", "category": "I1", "cue": 1}}
}

test_hit_without_the_field_is_denied if {
	hit := object.remove(_hit("illegal", null), ["disposition"])
	findings := illegal_terms.deny with input as _script([hit])
	{finding.code | some finding in findings} == {"undecided"}
}

test_confirmed_hit_is_denied if {
	findings := illegal_terms.deny with input as _script([_hit("illegal", {"decision": "confirmed", "reason": "x"})])
	{[finding.code, finding.decision] | some finding in findings} == {["confirmed", "confirmed"]}
}

test_mitigation_does_not_make_it_legal if {
	findings := illegal_terms.deny with input as _script([_hit("illegal", {"decision": "mitigated", "reason": "x"})])
	{[finding.code, finding.decision] | some finding in findings} == {["confirmed", "mitigated"]}
}

test_cleared_hit_passes if {
	findings := illegal_terms.deny with input as _script([_hit("illegal", {"decision": "cleared", "reason": "x"})])
	count(findings) == 0
}

test_undesirable_hit_is_not_its_concern if {
	findings := illegal_terms.deny with input as _script([_hit("undesirable", null)])
	count(findings) == 0
}

test_hit_in_a_cell_names_the_cell if {
	hits := [object.union(_hit("illegal", null), {"cell": cell}) | some cell in ["Sheet1!B7", null]]
	findings := illegal_terms.deny with input as _script(hits)
	{finding.cue | some finding in findings} == {"1 (Sheet1!B7)", 1}
}

test_script_without_hits_passes if {
	findings := illegal_terms.deny with input as _script([])
	count(findings) == 0
}

test_a_disguised_hit_shows_what_is_written if {
	written := object.union(_hit("illegal", null), {"found": "样*例"})
	findings := illegal_terms.deny with input as _script([written])
	{[finding.code, finding.found] | some finding in findings} == {["disguised", "样*例"]}
	plain := object.union(_hit("illegal", null), {"found": "样 例"})
	same := illegal_terms.deny with input as _script([plain])
	{finding.code | some finding in same} == {"undecided"}
}

test_empty_document_has_no_finding if {
	findings := illegal_terms.deny with input as {"document": {}, "facts": {"hits": []}}
	count(findings) == 0
}

_script(hits) := {"document": {"format": "srt", "cues": [{"text": ["一二三样例"]}]}, "facts": {"hits": hits}}

_hit(list, disposition) := {
	"term": "样例",
	"category": "I1",
	"list": list,
	"cue": 1,
	"path": ["cues", 0, "text", 0, 3],
	"disposition": disposition,
}
