# METADATA
# scope: package
# title: JSON Pointers (RFC 6901)
package lib.pointers

# METADATA
# description: The pointer of a path, as related entries write it; ["voices", 0, "consent"] is /voices/0/consent.
of(path) := concat("", [concat("", ["/", _token(step)]) | some step in path])

_token(step) := format_int(step, 10) if is_number(step)

_token(step) := replace(replace(step, "~", "~0"), "/", "~1") if is_string(step)
