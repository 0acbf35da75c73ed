# METADATA
# scope: package
# title: How old an update is
package content_security.lib.freshness

import data.lib.dates

# METADATA
# description: |
#   What is wrong with the time of an update (RFC 3339; null: there is none), in whole days in China; undefined when it
#   is fresh.
finding(null, _, _) := {"code": "undated"}

finding(updated, as_of, days) := {"code": "old", "updated": updated, "age": age, "days": days} if {
	updated != null
	age := _age(updated, as_of)
	age > days
}

finding(updated, as_of, _) := {"code": "future", "updated": updated} if {
	updated != null
	_age(updated, as_of) < 0
}

_age(updated, as_of) := dates.days_between(dates.day(updated), dates.day(as_of))
