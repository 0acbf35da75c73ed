package provenance.corpus.opt_out_respected_test

import data.provenance.corpus.opt_out_respected

test_source_that_does_not_refuse_passes if {
	opt_out_respected.applies with input as _document({})
	count(opt_out_respected.warn) == 0 with input as _document({})
}

test_source_that_refuses_is_warned if {
	findings := opt_out_respected.warn with input as _document({"opt_out": {"checked_at": "2026-01-01", "refused": true}})
	findings == {{"code": "refused", "path": ["sources", 0, "opt_out", "refused"], "source": "s1"}}
}

test_source_that_nobody_looked_up_is_warned if {
	every opt_out in [{}, {"checked_at": "2026-01-01"}, {"refused": false}] {
		source := object.union(object.remove(_source, ["opt_out"]), {"opt_out": opt_out})
		findings := opt_out_respected.warn with input as {"document": {"sources": [source]}}
		findings == {{"code": "unchecked", "path": ["sources", 0], "source": "s1"}}
	}
	findings := opt_out_respected.warn with input as {"document": {"sources": [object.remove(_source, ["opt_out"])]}}
	{finding.code | some finding in findings} == {"unchecked"}
}

test_looking_up_after_collecting_is_warned if {
	findings := opt_out_respected.warn with input as _document({"collected_at": "2025-12-31"})
	findings == {{
		"code": "late",
		"path": ["sources", 0, "opt_out", "checked_at"],
		"source": "s1",
		"date": "2026-01-01",
	}}
}

test_other_types_are_not_applicable if {
	not opt_out_respected.applies with input as _document({"type": "purchased"})
}

test_empty_document_is_not_applicable if {
	not opt_out_respected.applies with input as {"document": {}}
}

_source := {
	"id": "s1",
	"type": "own_collection",
	"collected_at": "2026-01-01",
	"opt_out": {"checked_at": "2026-01-01", "refused": false},
}

_document(changes) := {"document": {"sources": [object.union(_source, changes)]}}
