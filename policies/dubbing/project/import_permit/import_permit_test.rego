package dubbing.project.import_permit_test

import data.dubbing.project.import_permit
import future.keywords.not

test_approved_import_passes if {
	every kind in ["import_approval", "online_distribution"] {
		count(import_permit.warn) == 0 with input as _project([_set("/work/permit/kind", kind)])
	}
	count(import_permit.warn) == 0 with input as _project([_set("/work/permit", {"kind": "exception", "reason": "r"})])
}

test_import_without_an_approval_is_warned_of if {
	findings := import_permit.warn with input as _project([_remove("/work/permit")])
	findings == {{"code": "missing", "path": ["work", "permit"], "work": "w"}}
}

test_permit_of_another_kind_is_warned_of if {
	every kind in ["drama_distribution", "film_release"] {
		findings := import_permit.warn with input as _project([_set("/work/permit/kind", kind)])
		findings == {{"code": "kind", "path": ["work", "permit", "kind"], "work": "w", "kind": kind}}
	}
}

test_approval_without_a_number_is_warned_of if {
	every change in [_remove("/work/permit/number"), _set("/work/permit/number", "无")] {
		findings := import_permit.warn with input as _project([change])
		findings == {{"code": "number", "path": ["work", "permit", "number"], "work": "w"}}
	}
}

test_approval_after_the_release_is_warned_of if {
	count(import_permit.warn) == 0 with input as _project([_set("/work/permit/issued_on", "2026-06-01")])
	findings := import_permit.warn with input as _project([_set("/work/permit/issued_on", "2026-06-02")])
	findings == {{
		"code": "late",
		"path": ["work", "permit", "issued_on"],
		"date": "2026-06-02",
		"related": [{"path": ["release", "date"]}],
	}}
}

test_foreign_work_with_a_picture_makes_it_applicable if {
	every genre in ["drama", "micro_drama", "animation", "documentary"] {
		import_permit.applies with input as _project([_set("/work/genre", genre)])
	}
	import_permit.applies with input as _project([_set("/work/genre", "other"), _set("/deliverables/0/media", "video")])
}

test_everything_else_is_not_applicable if {
	every changes in [
		[_set("/work/origin", ["CN"])],
		[_set("/work/genre", "audiobook")],
		[_set("/work/genre", "film"), _set("/deliverables/0/media", "video")],
		[_set("/scope/domestic_public", false), _set("/release/territories", ["SG"])],
		[_set("/scope/domestic_public", false), _set("/release/modes", ["client"])],
	] {
		not import_permit.applies with input as _project(changes)
	}
	not import_permit.applies with input as {"document": {}}
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{"document": {
		"scope": {"domestic_public": true},
		"work": {"id": "w", "genre": "drama", "origin": ["GB"], "permit": {"kind": "import_approval", "number": "1"}},
		"release": {"date": "2026-06-01", "territories": ["CN"]},
		"deliverables": [{"media": "audio"}],
	}},
	changes,
)
