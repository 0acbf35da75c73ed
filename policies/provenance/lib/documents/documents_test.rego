package provenance.lib.documents_test

import data.provenance.lib.documents

test_entry_of_the_pointer_and_kind_is_found if {
	found := documents.at("/corpus", "provenance.corpus") with input as {"related": [_entry]}
	found == _entry
}

test_what_cannot_be_read_is_undefined if {
	every change in [{"document": null}, {"kind": null}, {"pointer": "/other"}] {
		entry := object.union(_entry, change)
		not documents.at("/corpus", "provenance.corpus") with input as {"related": [entry]}
	}
	not documents.at("/corpus", "provenance.corpus") with input as {}
}

_entry := {"pointer": "/corpus", "path": "a.corpus.yaml", "kind": "provenance.corpus", "document": {"items": 1}}
