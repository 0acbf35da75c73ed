# METADATA
# scope: package
# title: Whole days in China
# description: |
#   Days are texts such as 2025-09-01, which sort as they follow each other. China has had one offset, UTC+8, without
#   summer time since 1991, so no zone database is asked. Give these functions only what is defined: OPA leaves
#   `not f(x)` undefined when x is, and what is undefined denies nothing.
package lib.dates

# METADATA
# description: The day in China at an instant (RFC 3339).
day(instant) := time.format([time.parse_rfc3339_ns(instant) + _offset, "UTC", "2006-01-02"])

# METADATA
# description: The day lies between the first and the last, both included; a last of null is no end.
within(day, first, last) if {
	first <= day
	day <= last
}

within(day, first, null) if first <= day

# METADATA
# description: How many days later the last day is than the first; negative when it is earlier.
days_between(first, last) := (_midnight(last) - _midnight(first)) / _nanoseconds_a_day

_midnight(day) := time.parse_rfc3339_ns(concat("", [day, "T00:00:00Z"]))

_offset := (8 * 3600) * 1000000000

_nanoseconds_a_day := (24 * 3600) * 1000000000
