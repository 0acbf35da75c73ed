# METADATA
# scope: package
# title: A further consent, given on its own, in time and informed
package dubbing.lib.permissions

import data.lib.dates
import future.keywords.not

# METADATA
# description: |
#   What is wrong with the separate consent that something needs from its first day on: codes, each with its place below
#   that something. no_consent: there is none; bundled: it was given together with other terms; late: it was given after
#   the first day, or is dated later than the check.
faults(thing) := {fault |
	some code, at in {
		"no_consent": ["consent"],
		"bundled": ["consent", "form"],
		"late": ["consent", "given_at"],
	}
	_has(code, thing)
	fault := {"code": code, "at": at}
}

# METADATA
# description: |
#   The same faults as findings, of something that stands at a place; the one that is late points to the first day too.
findings(thing, place, first_day) := {finding |
	some fault in faults(thing)
	about := {"code": fault.code, "path": array.concat(place, fault.at)}
	finding := object.union(about, _against(fault.code, first_day))
}

# METADATA
# description: Which of the items the performer was not told of a recipient.
untold(thing, items) := {item |
	some item in items
	not thing.told[item]
}

_against("late", first_day) := {"related": [{"path": first_day}]}

_against(code, _) := {} if code != "late"

_has("no_consent", thing) if not _is_there(thing)

_has("bundled", thing) if {
	_is_there(thing)
	not _is_separate(thing)
}

_has("late", thing) if {
	_is_there(thing)
	not _is_in_time(thing)
}

_is_there(thing) if is_object(thing.consent)

_is_separate(thing) if thing.consent.form in {"separate_document", "separate_item"}

_is_in_time(thing) if {
	dates.day(thing.consent.given_at) <= thing.from
	time.parse_rfc3339_ns(thing.consent.given_at) <= time.parse_rfc3339_ns(input.as_of)
}
