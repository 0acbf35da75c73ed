package filing.provider.file_integrity_test

import data.filing.provider.file_integrity

test_files_with_the_stated_digests_pass if {
	count(file_integrity.deny) == 0 with input as _provider("1")
}

test_missing_files_are_denied if {
	expected := {{"code": "missing", "path": array.concat(place, ["file"]), "file": "f"} | some place in _places}
	gone := file_integrity.deny with input as _provider(null)
	gone == expected
	unseen := file_integrity.deny with input as object.remove(_provider("1"), ["related"])
	unseen == expected
}

test_files_with_other_digests_are_denied if {
	both := {"stated": "1", "actual": "2"}
	findings := file_integrity.deny with input as _provider("2")
	findings == {object.union(both, {"code": "altered", "path": array.concat(place, ["sha256"]), "file": "f"}) |
		some place in _places
	}
}

test_empty_document_names_no_files if {
	count(file_integrity.deny) == 0 with input as {"document": {}}
	count(file_integrity.deny) == 0 with input as {"document": {"incident_plan": null}}
}

_places := [
	["assessments", 0, "report"],
	["evidence", 0],
	["incident_plan", "document"],
	["inspection_pack", 0, "document"],
	["management_systems", 0, "document"],
	["reviews", 0, "record"],
]

_provider(sha256) := {
	"document": {
		"assessments": [{"report": _file}],
		"evidence": [_file],
		"incident_plan": {"document": _file},
		"inspection_pack": [{"document": _file}],
		"management_systems": [{"document": _file}],
		"reviews": [{"record": _file}],
	},
	"related": [{"pointer": concat("/", array.concat([""], [sprintf("%v", [step]) | some step in path])), "sha256": sha256} |
		some place in _places
		path := array.concat(place, ["file"])
	],
}

_file := {"file": "f", "sha256": "1"}
