package dubbing.consent.file_integrity_test

import data.dubbing.consent.file_integrity
import data.lib.pointers
import future.keywords.not

test_files_with_the_stated_digests_pass if {
	count(file_integrity.deny) == 0 with input as _consent([], "1")
}

test_missing_files_are_denied if {
	every place in _places {
		gone := {"pointer": pointers.of(_file_at(place)), "sha256": null}
		findings := file_integrity.deny with input as _consent([gone], "1")
		findings == {{"code": "missing", "path": _file_at(place), "file": "f"}}
	}
}

test_files_that_nobody_looked_for_are_denied if {
	findings := file_integrity.deny with input as object.remove(_consent([], "1"), ["related"])
	findings == {{"code": "missing", "path": _file_at(place), "file": "f"} | some place in _places}
}

test_files_with_other_digests_are_denied if {
	both := {"stated": "1", "actual": "2"}
	findings := file_integrity.deny with input as _consent([], "2")
	findings == {object.union(both, {"code": "altered", "path": array.concat(place, ["sha256"]), "file": "f"}) |
		some place in _places
	}
}

test_file_without_a_stated_digest_is_denied if {
	silent := [{"op": "remove", "path": "/document/guardian/rules/sha256"}]
	findings := file_integrity.deny with input as json.patch(_consent([], "1"), silent)
	findings == {{
		"code": "altered",
		"path": ["guardian", "rules", "sha256"],
		"file": "f",
		"stated": null,
		"actual": "1",
	}}
}

test_signed_record_is_left_to_separate_consent if {
	gone := [{"pointer": "/record/file", "sha256": null}]
	count(file_integrity.deny) == 0 with input as _consent(gone, "1")
}

test_empty_document_names_no_files if {
	count(file_integrity.deny) == 0 with input as {"document": {}}
}

_file_at(place) := array.concat(place, ["file"])

_places := [
	["guardian", "consent", "record"],
	["guardian", "rules"],
	["notice", "document"],
	["impact_assessments", 0],
	["entrusted", 0, "contract"],
	["entrusted", 0, "record"],
	["supplies", 0, "consent", "record"],
	["publication", "consent", "record"],
	["abroad", 0, "mechanism"],
]

_consent(entries, sha256) := {
	"document": {
		"guardian": {"consent": {"record": _file}, "rules": _file},
		"notice": {"document": _file},
		"record": _file,
		"impact_assessments": [_file],
		"entrusted": [{"contract": _file, "record": _file}],
		"supplies": [{"consent": {"record": _file}, "record": null}],
		"publication": {"consent": {"record": _file}},
		"abroad": [{"mechanism": _file}],
	},
	"related": array.concat(entries, [{"pointer": pointer, "sha256": sha256} |
		some place in _places
		pointer := pointers.of(_file_at(place))
		not pointer in {entry.pointer | some entry in entries}
	]),
}

_file := {"file": "f", "sha256": "1"}
