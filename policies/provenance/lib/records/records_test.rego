package provenance.lib.records_test

import data.provenance.lib.records
import future.keywords.not

test_record_as_stated_has_no_problem if {
	not records.problem(["a", 0], {"file": "r.txt", "sha256": "00"}) with input as _related("00")
}

test_file_that_is_not_there_is_lost if {
	records.problem(["a", 0], {"file": "r.txt", "sha256": "00"}) == {"code": "lost"} with input as _related(null)
	records.problem(["a", 1], {"file": "r.txt", "sha256": "00"}) == {"code": "lost"} with input as _related("00")
	records.problem(["a", 0], {"file": "r.txt", "sha256": "00"}) == {"code": "lost"} with input as {"document": {}}
}

test_other_bytes_are_altered if {
	other := {"code": "altered", "stated": "00", "actual": "01"}
	records.problem(["a", 0], {"file": "r.txt", "sha256": "00"}) == other with input as _related("01")
	silent := {"code": "altered", "stated": null, "actual": "01"}
	records.problem(["a", 0], {"file": "r.txt"}) == silent with input as _related("01")
}

_related(sha256) := {"related": [{"pointer": "/a/0/file", "sha256": sha256}]}
