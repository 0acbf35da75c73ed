package dubbing.project.film_permit_test

import data.dubbing.project.film_permit
import future.keywords.not

test_film_with_its_permit_passes if {
	every kind in ["film_release", "online_distribution"] {
		_found([_set("/work/permit/kind", kind)]) == set()
	}
}

test_exception_of_the_state_passes if {
	_found([_set("/work/permit", {"kind": "exception", "reason": "a provision"})]) == set()
}

test_film_without_a_permit_is_denied if {
	findings := film_permit.deny with input as _project([_remove("/work/permit")])
	findings == {{"code": "missing", "path": ["work", "permit"], "work": "w"}}
}

test_permit_of_another_kind_is_denied if {
	every kind in ["drama_distribution", "import_approval"] {
		findings := film_permit.deny with input as _project([_set("/work/permit/kind", kind)])
		findings == {{"code": "kind", "path": ["work", "permit", "kind"], "work": "w", "kind": kind}}
	}
}

test_permit_without_a_number_is_denied if {
	every change in [_remove("/work/permit/number"), _set("/work/permit/number", "申请中")] {
		findings := film_permit.deny with input as _project([change])
		findings == {{"code": "number", "path": ["work", "permit", "number"], "work": "w"}}
	}
}

test_number_of_another_kind_is_warned_of if {
	every kind, number in {
		"film_release": "电审故字[2026]第000号",
		"online_distribution": "（总局）网影审字（2026）第000号",
	} {
		_found([_set("/work/permit/kind", kind), _set("/work/permit/number", number)]) == set()
	}
	every kind, number in {
		"online_distribution": "电审故字[2026]第000号",
		"film_release": "（总局）网影审字（2026）第000号",
		"drama_distribution": "电审故字[2026]第000号",
	} {
		project := _project([_set("/work/permit/kind", kind), _set("/work/permit/number", number)])
		findings := film_permit.warn with input as project
		findings == {{
			"code": "shape",
			"path": ["work", "permit", "number"],
			"work": "w",
			"number": number,
			"related": [{"path": ["work", "permit", "kind"]}],
		}}
	}
}

test_exception_without_its_provision_is_denied if {
	findings := film_permit.deny with input as _project([_set("/work/permit", {"kind": "exception"})])
	findings == {{"code": "reason", "path": ["work", "permit", "reason"], "work": "w"}}
}

test_permit_of_the_day_of_the_release_passes if _found([_set("/work/permit/issued_on", "2026-06-01")]) == set()

test_permit_after_the_release_is_denied if {
	findings := film_permit.deny with input as _project([_set("/work/permit/issued_on", "2026-06-02")])
	findings == {{
		"code": "late",
		"path": ["work", "permit", "issued_on"],
		"date": "2026-06-02",
		"related": [{"path": ["release", "date"]}],
	}}
}

test_permit_of_the_future_is_denied if {
	later := [_set("/work/permit/issued_on", "2026-07-02"), _set("/release/date", "2026-08-01")]
	findings := film_permit.deny with input as _project(later)
	findings == {{"code": "future", "path": ["work", "permit", "issued_on"], "date": "2026-07-02"}}
}

test_permit_without_a_date_is_warned_of if {
	findings := film_permit.warn with input as _project([_remove("/work/permit/issued_on")])
	findings == {{"code": "undated", "path": ["work", "permit"], "work": "w"}}
}

test_change_before_the_permit_or_reviewed_after_it_passes if {
	_found([_set("/work/permit/changed_on", "2026-05-01")]) == set()
	every day in ["2026-05-10", "2026-06-01"] {
		_found([_set("/work/permit/changed_on", "2026-05-10"), _set("/work/permit/reviewed_again_on", day)]) == set()
	}
}

test_change_that_was_not_reviewed_again_is_warned_of if {
	change := _set("/work/permit/changed_on", "2026-05-10")
	expected := {{"code": "changed", "path": ["work", "permit", "changed_on"], "work": "w", "date": "2026-05-10"}}
	findings := film_permit.warn with input as _project([change])
	findings == expected
	every day in ["2026-05-09", "2026-06-02"] {
		again := film_permit.warn with input as _project([change, _set("/work/permit/reviewed_again_on", day)])
		again == expected
	}
}

test_head_without_the_mark_is_warned_of if {
	every change in [
		_remove("/deliverables/0/opening"),
		_set("/deliverables/0/opening/permit_mark", false),
		_remove("/deliverables/0/opening/permit_mark"),
	] {
		findings := film_permit.warn with input as _project([change])
		findings == {{"code": "mark", "path": ["deliverables", 0, "opening"], "file": "a.mp4"}}
	}
	_found([_set("/deliverables/0/media", "audio"), _remove("/deliverables/0/opening")]) == set()
}

test_film_for_the_domestic_public_makes_it_applicable if {
	film_permit.applies with input as _project([])
	film_permit.applies with input as _project([_set("/scope/domestic_public", false)])
}

test_everything_else_is_not_applicable if {
	every changes in [
		[_set("/work/genre", "drama")],
		[_set("/scope/domestic_public", false), _set("/release/territories", ["SG"])],
		[_set("/scope/domestic_public", false), _set("/release/modes", ["client"])],
	] {
		not film_permit.applies with input as _project(changes)
	}
	not film_permit.applies with input as {"document": {}}
}

_found(changes) := findings if {
	project := _project(changes)
	denied := film_permit.deny with input as project
	warned := film_permit.warn with input as project
	findings := denied | warned
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{
		"as_of": "2026-07-01T12:00:00Z",
		"document": {
			"scope": {"domestic_public": true},
			"work": {
				"id": "w",
				"genre": "film",
				"permit": {"kind": "film_release", "number": "1", "issued_on": "2026-05-02"},
			},
			"release": {"date": "2026-06-01", "territories": ["CN"]},
			"deliverables": [{"file": "a.mp4", "media": "video", "opening": {"title": "T", "permit_mark": true}}],
		},
	},
	changes,
)
