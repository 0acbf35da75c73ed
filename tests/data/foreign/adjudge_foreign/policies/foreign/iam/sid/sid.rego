# METADATA
# scope: package
# title: Names of statements are unique and readable
# schemas:
#   - input.document: schema.foreign.iam
# custom:
#   severity: high
package foreign.iam.sid

deny contains {"sid": sid, "places": places} if {
	some sid, places in by_sid
	count(places) > 1
}

by_sid[statement.Sid] contains i if some i, statement in input.document.Statement

warn contains {"sid": sid} if {
	some statement in input.document.Statement
	sid := statement.Sid
	regex.replace(sid, `\W+`, "") != sid
}
