package dubbing.project.voice_model_assessed_test

import data.dubbing.project.voice_model_assessed

test_assessment_before_the_release_passes if {
	count(voice_model_assessed.deny) == 0 with input as _project([])
	count(voice_model_assessed.deny) == 0 with input as _project([_set("/engine/assessment/date", "2026-11-22")])
}

test_model_without_an_assessment_is_denied if {
	findings := voice_model_assessed.deny with input as _project([_remove("/engine/assessment")])
	findings == {{"code": "missing", "path": ["engine", "assessment"], "vendor": "Vendor", "model": "model"}}
}

test_synthesis_without_an_engine_is_denied if {
	findings := voice_model_assessed.deny with input as _project([_remove("/engine")])
	findings == {{"code": "engine", "path": ["engine"]}}
}

test_assessment_from_the_day_of_release_on_is_denied if {
	every date in ["2026-11-23", "2026-11-24"] {
		findings := voice_model_assessed.deny with input as object.union(
			_project([_set("/engine/assessment/date", date)]),
			{"as_of": "2026-12-31T00:00:00Z"},
		)
		findings == {_finding("late", date)}
	}
}

test_assessment_in_the_future_is_denied if {
	changes := [_set("/engine/assessment/date", "2026-11-24"), _set("/release/date", "2026-12-31")]
	findings := voice_model_assessed.deny with input as _project(changes)
	findings == {_finding("future", "2026-11-24")}
}

test_assessment_of_today_passes if {
	changes := [_set("/engine/assessment/date", "2026-11-23"), _set("/release/date", "2026-12-31")]
	count(voice_model_assessed.deny) == 0 with input as _project(changes)
}

test_report_that_does_not_exist_is_denied if {
	every related in [[], [{"pointer": "/engine/assessment/report/file", "sha256": null}]] {
		findings := voice_model_assessed.deny with input as object.union(_project([]), {"related": related})
		findings == {{"code": "report", "path": ["engine", "assessment", "report"], "file": "r.pdf"}}
	}
}

test_each_absent_date_is_denied if {
	undated := voice_model_assessed.deny with input as _project([_remove("/engine/assessment/date")])
	undated == {_finding("late", null), _finding("future", null)}
	unreleased := voice_model_assessed.deny with input as _project([_remove("/release/date")])
	unreleased == {_finding("late", "2026-11-01")}
	clockless := voice_model_assessed.deny with input as object.remove(_project([]), ["as_of"])
	clockless == {_finding("future", "2026-11-01")}
}

test_synthetic_deliverable_for_the_domestic_public_makes_it_applicable if {
	voice_model_assessed.applies with input as _project([])
}

test_technical_supporters_are_bound_as_providers_are if {
	every role in [["technical_supporter"], ["provider"], ["user", "provider"]] {
		voice_model_assessed.applies with input as _project([_add("/role", role)])
		count(voice_model_assessed.deny) == 0 with input as _project([_add("/role", role)])
	}
}

test_mere_users_and_platforms_are_not_applicable if {
	every role in [["user"], ["distribution_platform"], ["user", "distribution_platform"]] {
		not voice_model_assessed.applies with input as _project([_add("/role", role)])
	}
}

test_user_of_its_own_engine_is_no_mere_user if {
	own := [_add("/role", ["user"]), _set("/engine/vendor", "studio (CN)")]
	voice_model_assessed.applies with input as _project(own)
	findings := voice_model_assessed.deny with input as _project(own)
	findings == {{
		"code": "role",
		"path": ["role"],
		"vendor": "studio (CN)",
		"related": [{"path": ["engine", "vendor"]}, {"path": ["provider", "name"]}],
	}}
	unassessed := array.concat(own, [_remove("/engine/assessment")])
	both := voice_model_assessed.deny with input as _project(unassessed)
	{finding.code | some finding in both} == {"role", "missing"}
	declared := [_add("/role", ["user", "provider"]), _set("/engine/vendor", "Studio")]
	count(voice_model_assessed.deny) == 0 with input as _project(declared)
}

test_other_publics_are_not_applicable if {
	not voice_model_assessed.applies with input as _project([_set("/scope/domestic_public", false)])
}

test_human_deliverables_are_not_applicable if {
	human := [_set("/deliverables/0/synthetic", false), _set("/voices/0/type", "human")]
	not voice_model_assessed.applies with input as _project(human)
}

test_empty_document_is_not_applicable if not voice_model_assessed.applies with input as {"document": {}}

_finding(code, date) := {"code": code, "path": ["engine", "assessment", "date"], "date": date}

_set(path, value) := {"op": "replace", "path": concat("", ["/document", path]), "value": value}

_add(path, value) := {"op": "add", "path": concat("", ["/document", path]), "value": value}

_remove(path) := {"op": "remove", "path": concat("", ["/document", path])}

_project(changes) := json.patch(
	{
		"as_of": "2026-11-23T12:00:00Z",
		"related": [{"pointer": "/engine/assessment/report/file", "sha256": "1"}],
		"document": {
			"scope": {"domestic_public": true},
			"provider": {"name": "Studio"},
			"release": {"date": "2026-11-23"},
			"engine": {
				"vendor": "Vendor",
				"model": "model",
				"assessment": {"date": "2026-11-01", "assessor": "self", "report": {"file": "r.pdf"}},
			},
			"voices": [{"id": "v", "type": "synthetic"}],
			"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
		},
	},
	changes,
)
