package dubbing.consent.deletion_on_withdrawal_test

import data.dubbing.consent.deletion_on_withdrawal

test_model_that_is_deleted_or_stopped_passes if {
	every ending in ["delete", "stop_processing"] {
		count(deletion_on_withdrawal.warn) == 0 with input as _consent({"withdrawal": {"voice_model": ending}})
	}
}

test_model_that_goes_on_being_used_warns if {
	every ending in ["keep", "none"] {
		findings := deletion_on_withdrawal.warn with input as _consent({"withdrawal": {"voice_model": ending}})
		findings == {{"code": "kept", "path": ["withdrawal", "voice_model"]}}
	}
}

test_withdrawal_that_was_carried_out_passes if {
	every instant in [_now, "2026-11-02T09:00:00+08:00"] {
		done := {"withdrawn_at": "2026-11-01T09:00:00+08:00", "withdrawal": {"completed_at": instant}}
		count(deletion_on_withdrawal.warn) == 0 with input as _consent(done)
	}
}

test_withdrawal_that_was_not_carried_out_warns if {
	every instant in [null, "2026-11-23T12:00:01Z"] {
		open := {"withdrawn_at": "2026-11-01T09:00:00+08:00", "withdrawal": {"completed_at": instant}}
		findings := deletion_on_withdrawal.warn with input as _consent(open)
		findings == {{
			"code": "unfinished",
			"path": ["withdrawal", "completed_at"],
			"related": [{"path": ["withdrawn_at"]}],
			"date": "2026-11-01T09:00:00+08:00",
		}}
	}
}

test_withdrawal_of_this_moment_counts_and_one_to_come_does_not if {
	findings := deletion_on_withdrawal.warn with input as _consent({"withdrawn_at": _now})
	{finding.code | some finding in findings} == {"unfinished"}
	count(deletion_on_withdrawal.warn) == 0 with input as _consent({"withdrawn_at": "2026-11-23T12:00:01Z"})
}

test_absent_completion_warns if {
	open := json.patch(_consent({"withdrawn_at": _now}), [{"op": "remove", "path": "/document/withdrawal/completed_at"}])
	findings := deletion_on_withdrawal.warn with input as open
	{finding.code | some finding in findings} == {"unfinished"}
}

test_training_makes_it_applicable if {
	deletion_on_withdrawal.applies with input as _consent({})
	deletion_on_withdrawal.applies with input as {"document": {"processing": {}}}
}

test_processing_without_training_is_not_applicable if {
	not deletion_on_withdrawal.applies with input as _consent({"processing": {"training": false}})
}

test_empty_document_warns if {
	deletion_on_withdrawal.applies with input as {"document": {}}
	findings := deletion_on_withdrawal.warn with input as {"as_of": _now, "document": {}}
	findings == {{"code": "kept", "path": ["withdrawal", "voice_model"]}}
}

_now := "2026-11-23T12:00:00Z"

_consent(changes) := {
	"as_of": _now,
	"document": object.union(
		{
			"processing": {"training": true},
			"withdrawal": {"voice_model": "delete", "completed_at": null},
			"withdrawn_at": null,
		},
		changes,
	),
}
