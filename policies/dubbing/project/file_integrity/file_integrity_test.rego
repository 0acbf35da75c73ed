package dubbing.project.file_integrity_test

import data.dubbing.project.file_integrity
import data.lib.pointers
import future.keywords.not

test_files_with_the_stated_digests_pass if {
	count(file_integrity.deny) == 0 with input as _project([], "1")
}

test_missing_files_are_denied if {
	every path in _places {
		gone := {"pointer": pointers.of(path), "sha256": null}
		findings := file_integrity.deny with input as _project([gone], "1")
		findings == {{"code": "missing", "path": path, "file": "f"}}
	}
}

test_files_that_nobody_looked_for_are_denied if {
	findings := file_integrity.deny with input as object.remove(_project([], "1"), ["related"])
	findings == {{"code": "missing", "path": path, "file": "f"} | some path in _places}
}

test_files_with_other_digests_are_denied if {
	findings := file_integrity.deny with input as _project([], "2")
	findings == {{"code": "altered", "path": path, "file": "f", "stated": "1", "actual": "2"} |
		some place in _places
		place[count(place) - 1] == "file"
		path := array.concat(array.slice(place, 0, count(place) - 1), ["sha256"])
	}
}

test_consents_state_no_digest if {
	other := {"pointer": "/voices/0/consent", "sha256": "3"}
	count(file_integrity.deny) == 0 with input as _project([other], "1")
}

test_empty_document_names_no_files if {
	count(file_integrity.deny) == 0 with input as {"document": {}}
}

_places := [
	["deliverables", 0, "file"],
	["engine", "assessment", "report", "file"],
	["evidence", 0, "file"],
	["labelling_steps", 0, "readback", "file"],
	["reviews", "input", 0, "script", "file"],
	["unlabelled_supply", 0, "agreement", "file"],
	["voices", 0, "consent"],
	["work", "rights", "licence", "file"],
]

_project(entries, sha256) := {
	"document": {
		"work": {"rights": {"licence": _file}},
		"voices": [{"id": "v", "consent": "f"}, {"id": "w"}],
		"deliverables": [_file],
		"reviews": {"input": [{"script": _file}, {"language": "en"}]},
		"unlabelled_supply": [{"agreement": _file}],
		"labelling_steps": [{"readback": _file}, {"label": "audible"}],
		"engine": {"assessment": {"report": _file}},
		"evidence": [_file],
	},
	"related": array.concat(entries, [{"pointer": pointer, "sha256": sha256} |
		some place in _places
		pointer := pointers.of(place)
		not pointer in {entry.pointer | some entry in entries}
	]),
}

_file := {"file": "f", "sha256": "1"}
