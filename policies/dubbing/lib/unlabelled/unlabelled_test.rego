package dubbing.lib.unlabelled_test

import data.dubbing.lib.unlabelled

_months := data.dubbing.params.unlabelled_log_months

test_whole_record_counts if unlabelled.recorded == {"a.wav"} with input as _project({})

test_request_of_today_counts if unlabelled.recorded == {"a.wav"} with input as _project({
	"requested_on": "2026-11-23",
	"supplied_on": "2026-11-23",
})

test_longer_logs_count if {
	unlabelled.recorded == {"a.wav"} with input as _project({"log_retention_months": _months + 1})
}

test_record_with_a_defect_does_not_count if {
	every change in [
		{"requested_on": "2026-11-24"},
		{"log_retention_months": _months - 1},
		{"requested_on": "2026-11-22"},
		{"supplied_on": "2026-10-31"},
		{"recipient": "社会公众"},
		{"wording": "用户无需标识"},
	] {
		count(unlabelled.recorded) == 0 with input as _project(change)
	}
}

test_record_that_lacks_something_does_not_count if {
	every key in ["requested_on", "log_retention_months", "recipient"] {
		lacking := [{"op": "remove", "path": sprintf("/document/unlabelled_supply/0/%s", [key])}]
		count(unlabelled.recorded) == 0 with input as json.patch(_project({}), lacking)
	}
}

test_agreement_that_is_not_there_does_not_count if {
	gone := [{"op": "replace", "path": "/related/0/sha256", "value": null}]
	count(unlabelled.recorded) == 0 with input as json.patch(_project({}), gone)
	unread := [{"op": "replace", "path": "/related", "value": []}]
	count(unlabelled.recorded) == 0 with input as json.patch(_project({}), unread)
}

test_request_comes_before_the_supply if {
	unlabelled.timely({"requested_on": "2026-11-02", "supplied_on": "2026-11-02"})
	not unlabelled.timely({"requested_on": "2026-11-03", "supplied_on": "2026-11-02"})
	unlabelled.timely({"requested_on": "2026-11-21"}) with input as _project({})
	not unlabelled.timely({"requested_on": "2026-11-22"}) with input as _project({})
	not unlabelled.timely({"requested_on": "2026-11-22"}) with input as {"document": {}}
}

test_public_is_no_recipient if {
	every recipient in [
		"社会公众", "公众", "抖音用户", "全体会员", "任何人", "全网", "各平台", "不特定对象", "the public", "All users", "any buyer", "client", "抖音",
		"Example Studio", "示例频道", "\u200b",
	] {
		not unlabelled.addressed({"recipient": recipient}) with input as _project({})
	}
	not unlabelled.addressed({})
}

test_named_user_is_a_recipient if {
	every recipient in ["Example Client", "示例传媒有限公司", "Example Republic Films"] {
		unlabelled.addressed({"recipient": recipient}) with input as _project({})
	}
}

test_clause_is_held_against_only_where_it_denies if {
	unlabelled.unbinding({"wording": "用户无需标识"})
	not unlabelled.unbinding({"wording": "用户应当标识"})
	not unlabelled.unbinding({})
}

test_nothing_is_recorded_in_an_empty_document if count(unlabelled.recorded) == 0 with input as {"document": {}}

_project(change) := {
	"as_of": "2026-11-23T12:00:00Z",
	"related": [{"pointer": "/unlabelled_supply/0/agreement/file", "sha256": "1"}],
	"document": {
		"release": {"date": "2026-11-21", "channels": ["示例频道"]},
		"provider": {"name": "Example Studio"},
		"unlabelled_supply": [object.union(
			{"file": "a.wav", "recipient": "Example Client", "requested_on": "2026-11-01", "log_retention_months": _months},
			change,
		)],
	},
}
