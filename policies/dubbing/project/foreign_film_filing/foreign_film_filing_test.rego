package dubbing.project.foreign_film_filing_test

import data.dubbing.project.foreign_film_filing
import future.keywords.not

test_filed_post_production_passes if {
	every date in ["2026-05-01", "2026-06-01"] {
		count(foreign_film_filing.warn) == 0 with input as _project([_set("/work/post_production_filing/date", date)])
	}
}

test_unfiled_post_production_is_warned_of if {
	findings := foreign_film_filing.warn with input as _project([_remove("/work/post_production_filing")])
	findings == {{"code": "missing", "path": ["work", "post_production_filing"], "work": "w"}}
}

test_filing_after_the_release_is_warned_of if {
	findings := foreign_film_filing.warn with input as _project([_set("/work/post_production_filing/date", "2026-06-02")])
	findings == {{
		"code": "late",
		"path": ["work", "post_production_filing", "date"],
		"date": "2026-06-02",
		"related": [{"path": ["release", "date"]}],
	}}
}

test_filing_of_the_future_is_warned_of if {
	later := [_set("/work/post_production_filing/date", "2026-07-02"), _set("/release/date", "2026-08-01")]
	findings := foreign_film_filing.warn with input as _project(later)
	findings == {{"code": "future", "path": ["work", "post_production_filing", "date"], "date": "2026-07-02"}}
}

test_foreign_film_makes_it_applicable if {
	foreign_film_filing.applies with input as _project([])
	foreign_film_filing.applies with input as _project([_remove("/work/origin"), _set("/work/original_language", "en")])
}

test_everything_else_is_not_applicable if {
	every change in [_set("/work/genre", "drama"), _set("/work/origin", ["CN"]), _set("/work/origin", ["CN", "GB"])] {
		not foreign_film_filing.applies with input as _project([change])
	}
	not foreign_film_filing.applies with input as {"document": {}}
}

_set(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{
		"as_of": "2026-07-01T12:00:00Z",
		"document": {
			"work": {
				"id": "w",
				"genre": "film",
				"origin": ["GB"],
				"post_production_filing": {"authority": "a", "date": "2026-05-01"},
			},
			"release": {"date": "2026-06-01"},
		},
	},
	changes,
)
