package dubbing.lib.permissions_test

import data.dubbing.lib.permissions

test_separate_consent_in_time_has_no_faults if {
	every form in ["separate_document", "separate_item"] {
		_codes({"form": form}) == set()
	}
}

test_absent_or_null_consent_is_none if {
	missing := {{"code": "no_consent", "at": ["consent"]}}
	permissions.faults({"from": "2026-03-01"}) == missing with input.as_of as _now
	permissions.faults({"from": "2026-03-01", "consent": null}) == missing with input.as_of as _now
}

test_bundled_consent_is_at_fault if {
	_codes({"form": "bundled"}) == {"bundled"}
}

test_first_day_of_china_is_in_time_and_the_next_is_late if {
	_codes({"given_at": "2026-03-01T23:59:59+08:00"}) == set()
	_codes({"given_at": "2026-03-01T16:00:00Z"}) == {"late"}
}

test_consent_of_the_future_is_late if {
	later := object.union(_thing, {"from": "2026-12-01", "consent": {"given_at": "2026-11-23T12:00:01Z"}})
	permissions.faults(later) == {{"code": "late", "at": ["consent", "given_at"]}} with input.as_of as _now
	now := object.union(_thing, {"from": "2026-12-01", "consent": {"given_at": _now}})
	permissions.faults(now) == set() with input.as_of as _now
}

test_each_absent_field_is_a_fault if {
	permissions.faults({"from": "2026-03-01", "consent": {}}) == {
		{"code": "bundled", "at": ["consent", "form"]},
		{"code": "late", "at": ["consent", "given_at"]},
	} with input.as_of as _now
	endless := object.remove(_thing, ["from"])
	permissions.faults(endless) == {{"code": "late", "at": ["consent", "given_at"]}} with input.as_of as _now
}

test_findings_stand_at_their_place_and_what_is_late_points_to_the_first_day if {
	bundled := object.union(_thing, {"from": "2026-02-01", "consent": {"form": "bundled"}})
	permissions.findings(bundled, ["supplies", 1], ["supplies", 1, "from"]) == {
		{"code": "bundled", "path": ["supplies", 1, "consent", "form"]},
		{
			"code": "late",
			"path": ["supplies", 1, "consent", "given_at"],
			"related": [{"path": ["supplies", 1, "from"]}],
		},
	} with input.as_of as _now
}

test_items_that_were_not_told_are_named if {
	permissions.untold({"told": {"contact": "a", "types": ["b"]}}, ["contact", "types", "rights"]) == {"rights"}
	permissions.untold({}, ["contact", "types"]) == {"contact", "types"}
}

_now := "2026-11-23T12:00:00Z"

_thing := {"from": "2026-03-01", "consent": {"form": "separate_item", "given_at": "2026-02-20T10:30:00+08:00"}}

_codes(changes) := {fault.code |
	some fault in permissions.faults(object.union(_thing, {"consent": changes})) with input.as_of as _now
}
