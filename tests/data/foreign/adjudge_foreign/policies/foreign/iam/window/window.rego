# METADATA
# scope: package
# title: Access ends
# schemas:
#   - input.document: schema.foreign.iam
# custom:
#   severity: high
package foreign.iam.window

deny contains {"statement": i, "until": until} if {
	some i, statement in input.document.Statement
	until := statement.Condition.DateLessThan["aws:CurrentTime"]
	time.parse_rfc3339_ns(until) < time.parse_rfc3339_ns(input.as_of)
}

warn contains {"statement": i, "weekday": day} if {
	some i, statement in input.document.Statement
	until := statement.Condition.DateLessThan["aws:CurrentTime"]
	day := time.weekday(time.parse_rfc3339_ns(until))
	day in {"Saturday", "Sunday"}
}
