package content_security.lib.evidence_test

import data.content_security.lib.evidence

test_file_as_stated_has_no_problem if {
	not evidence.problem(["a"], {"file": "a.txt", "sha256": "00"}) with input as _input("00")
}

test_file_that_is_not_there_is_lost if {
	evidence.problem(["a"], {"file": "a.txt", "sha256": "00"}) == {"code": "lost"} with input as _input(null)
	evidence.problem(["b"], {"file": "a.txt", "sha256": "00"}) == {"code": "lost"} with input as _input("00")
}

test_file_with_other_bytes_is_altered if {
	problem := evidence.problem(["a"], {"file": "a.txt", "sha256": "00"}) with input as _input("01")
	problem == {"code": "altered", "stated": "00", "actual": "01"}
}

test_document_is_one_of_the_kind if {
	evidence.document(["a"], "k").document == {"entries": []} with input as _input("00")
	not evidence.document(["a"], "other") with input as _input("00")
	not evidence.document(["b"], "k") with input as _input("00")
	bare := json.patch(_input("00"), [{"op": "replace", "path": "/related/0/document", "value": null}])
	not evidence.document(["a"], "k") with input as bare
}

_input(digest) := {"related": [{"pointer": "/a/file", "sha256": digest, "kind": "k", "document": {"entries": []}}]}
