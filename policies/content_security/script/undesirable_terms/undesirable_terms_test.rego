package content_security.script.undesirable_terms_test

import data.content_security.script.undesirable_terms

test_undecided_hit_is_warned_where_it_stands if {
	findings := undesirable_terms.warn with input as _script([_hit("undesirable", null)])
	findings == {{"code": "undecided", "path": ["cues", 0, "text", 0, 3], "term": "样例", "category": "U1", "cue": 1}}
}

test_hit_without_the_field_is_warned if {
	hit := object.remove(_hit("undesirable", null), ["disposition"])
	findings := undesirable_terms.warn with input as _script([hit])
	{finding.code | some finding in findings} == {"undecided"}
}

test_confirmed_hit_is_warned if {
	findings := undesirable_terms.warn with input as _script([_hit("undesirable", {"decision": "confirmed"})])
	{[finding.code, finding.decision] | some finding in findings} == {["confirmed", "confirmed"]}
}

test_decided_hits_pass if {
	hits := [_hit("undesirable", {"decision": decision}) | some decision in ["cleared", "mitigated"]]
	findings := undesirable_terms.warn with input as _script(hits)
	count(findings) == 0
}

test_illegal_hit_is_not_its_concern if {
	findings := undesirable_terms.warn with input as _script([_hit("illegal", null)])
	count(findings) == 0
}

test_hit_in_a_cell_names_the_cell if {
	hits := [object.union(_hit("undesirable", null), {"cell": cell}) | some cell in ["Sheet1!B7", null]]
	findings := undesirable_terms.warn with input as _script(hits)
	{finding.cue | some finding in findings} == {"1 (Sheet1!B7)", 1}
}

test_script_without_hits_passes if {
	findings := undesirable_terms.warn with input as _script([])
	count(findings) == 0
}

test_a_disguised_hit_shows_what_is_written if {
	written := object.union(_hit("undesirable", null), {"found": "样*例"})
	findings := undesirable_terms.warn with input as _script([written])
	{[finding.code, finding.found] | some finding in findings} == {["disguised", "样*例"]}
	plain := object.union(_hit("undesirable", null), {"found": "样 例"})
	same := undesirable_terms.warn with input as _script([plain])
	{finding.code | some finding in same} == {"undecided"}
}

test_empty_document_has_no_finding if {
	findings := undesirable_terms.warn with input as {"document": {}, "facts": {"hits": []}}
	count(findings) == 0
}

_script(hits) := {"document": {"format": "srt", "cues": [{"text": ["一二三样例"]}]}, "facts": {"hits": hits}}

_hit(list, disposition) := {
	"term": "样例",
	"category": "U1",
	"list": list,
	"cue": 1,
	"path": ["cues", 0, "text", 0, 3],
	"disposition": disposition,
}
