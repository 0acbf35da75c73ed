package content_security.lib.jobs_test

import data.content_security.lib.jobs

test_rejected_input_without_output_is_stopped if {
	jobs.stopped_at_input with input as _job({})
	jobs.stages == ["input"] with input as _job({})
	not jobs.released with input as _job({})
}

test_whatever_shows_a_result_is_not_stopped if {
	every change in [
		{"input": {"result": "approved"}},
		{"output": {"result": "rejected"}},
		{"released": true},
		{"released_at": "2026-03-01T10:00:00+08:00"},
		{"disposal": {"removed_at": "2026-03-01T10:00:00+08:00"}},
	] {
		not jobs.stopped_at_input with input as _job(change)
		jobs.stages == ["input", "output"] with input as _job(change)
	}
}

test_time_of_a_release_is_a_release if {
	jobs.released with input as _job({"released": true})
	jobs.released with input as _job({"released_at": "2026-03-01T10:00:00+08:00"})
}

test_empty_document_owes_both_reviews if {
	not jobs.stopped_at_input with input as {"document": {}}
	not jobs.released with input as {"document": {}}
	jobs.stages == ["input", "output"] with input as {"document": {}}
}

_job(changes) := {"document": object.union({"released": false, "input": {"result": "rejected"}}, changes)}
