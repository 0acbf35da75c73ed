package dubbing.project.input_reviewed_test

import data.dubbing.project.input_reviewed

test_approved_script_passes if {
	count(input_reviewed.deny) == 0 with input as _project([_approved])
}

test_script_without_a_review_is_denied if {
	every reviews in [[], [object.union(_approved, {"language": "fr"})]] {
		findings := input_reviewed.deny with input as _project(reviews)
		findings == {{"code": "missing", "path": ["reviews", "input"], "language": "en"}}
	}
}

test_absent_reviews_are_denied if {
	findings := input_reviewed.deny with input as object.remove(_project([]), ["as_of"])
	findings == {{"code": "missing", "path": ["reviews", "input"], "language": "en"}}
	none := [{"op": "remove", "path": "/document/reviews"}]
	without := input_reviewed.deny with input as json.patch(_project([]), none)
	without == findings
}

test_rejected_script_is_denied if {
	findings := input_reviewed.deny with input as _project([object.union(_approved, {"result": "rejected"})])
	findings == {_finding("rejected", 0, "result")}
}

test_each_is_judged_whatever_the_others_lack if {
	other := [{"op": "add", "path": "/document/deliverables/-", "value": {
		"file": "b.wav",
		"synthetic": true,
		"voices": ["v"],
		"language": "fr",
	}}]
	every reviewed in ["en", "fr"] {
		review := object.union(_approved, {"language": reviewed, "result": "rejected"})
		findings := input_reviewed.deny with input as json.patch(_project([review]), other)
		{[finding.language, finding.code] | some finding in findings} == {
			[reviewed, "rejected"],
			[_other[reviewed], "missing"],
		}
	}
}

test_review_without_a_result_is_denied if {
	findings := input_reviewed.deny with input as _project([object.remove(_approved, ["result"])])
	findings == {_finding("rejected", 0, "result")}
}

test_last_review_decides if {
	rejected := object.union(_approved, {"date": "2026-10-02", "result": "rejected"})
	findings := input_reviewed.deny with input as _project([_approved, rejected])
	findings == {_finding("rejected", 1, "result")}
	earlier := object.union(rejected, {"date": "2026-09-30"})
	count(input_reviewed.deny) == 0 with input as _project([_approved, earlier])
}

test_review_after_the_release_is_denied if {
	findings := input_reviewed.deny with input as object.union(
		_project([object.union(_approved, {"date": "2026-12-02"})]),
		{"as_of": "2026-12-31T00:00:00Z"},
	)
	findings == {object.union(_finding("late", 0, "date"), {"date": "2026-12-02"})}
}

test_review_in_the_future_is_denied if {
	findings := input_reviewed.deny with input as _project([object.union(_approved, {"date": "2026-11-24"})])
	findings == {object.union(_finding("future", 0, "date"), {"date": "2026-11-24"})}
}

test_review_of_today_passes if {
	today := object.union(_approved, {"date": "2026-11-23"})
	count(input_reviewed.deny) == 0 with input as _project([today])
}

test_review_of_no_script_is_denied if {
	findings := input_reviewed.deny with input as _project([object.remove(_approved, ["script"])])
	findings == {_finding("scriptless", 0, "script")}
}

test_review_of_no_file_for_a_reason_warns if {
	reasoned := object.union(object.remove(_approved, ["script"]), {"no_script": "spoken live"})
	count(input_reviewed.deny) == 0 with input as _project([reasoned])
	findings := input_reviewed.warn with input as _project([reasoned])
	findings == {object.union(_finding("reasoned", 0, "no_script"), {"reason": "spoken live"})}
	count(input_reviewed.warn) == 0 with input as _project([object.union(_approved, {"no_script": "spoken live"})])
}

test_script_that_nobody_searches_warns if {
	findings := input_reviewed.warn with input as _related(null, "1")
	findings == {object.union(_finding("unsearchable", 0, "script"), {"file": "a.srt"})}
	count(input_reviewed.warn) == 0 with input as _related("content_security.script", "1")
	count(input_reviewed.warn) == 0 with input as _related(null, null)
	every method in ["manual", "both"] {
		by_people := {"op": "add", "path": "/document/reviews/input/0/method", "value": method}
		count(input_reviewed.warn) == 0 with input as json.patch(_related(null, "1"), [by_people])
	}
}

test_review_by_a_machine_only_warns if {
	every role in ["系统", "System"] {
		findings := input_reviewed.warn with input as _project([object.union(_approved, {"role": role})])
		findings == {object.union(_finding("machine", 0, "role"), {"role": role})}
	}
	every role in ["系统管理编辑", "content safety editor"] {
		count(input_reviewed.warn) == 0 with input as _project([object.union(_approved, {"role": role})])
	}
	count(input_reviewed.warn) == 0 with input as _project([object.remove(_approved, ["role"])])
}

test_synthetic_deliverable_for_the_domestic_public_makes_it_applicable if {
	input_reviewed.applies with input as _project([])
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not input_reviewed.applies with input as json.patch(_project([]), abroad)
}

test_human_deliverables_are_not_applicable if {
	human := [{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false}]
	not input_reviewed.applies with input as json.patch(_project([]), human)
}

test_empty_document_is_not_applicable if {
	not input_reviewed.applies with input as {"document": {}}
}

_approved := {"language": "en", "date": "2026-10-01", "result": "approved", "script": {"file": "a.srt"}, "role": "editor"}

_other := {"en": "fr", "fr": "en"}

_finding(code, i, key) := {"code": code, "path": ["reviews", "input", i, key], "language": "en"}

_related(kind, sha256) := object.union(
	_project([_approved]),
	{"related": [{"pointer": "/reviews/input/0/script/file", "kind": kind, "sha256": sha256}]},
)

_project(reviews) := {
	"as_of": "2026-11-23T12:00:00Z",
	"document": {
		"scope": {"domestic_public": true},
		"release": {"date": "2026-12-01"},
		"voices": [{"id": "v", "type": "human"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"], "language": "en"}],
		"reviews": {"input": reviews, "output": []},
	},
}
