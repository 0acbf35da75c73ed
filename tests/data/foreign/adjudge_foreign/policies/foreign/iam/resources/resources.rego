# METADATA
# scope: package
# title: Resources are named
# schemas:
#   - input.document: schema.foreign.iam
# custom:
#   severity: high
package foreign.iam.resources

deny contains {"statement": i, "resource": resource} if {
	some i, statement in input.document.Statement
	some resource in statement.Resource
	arn := split(resource, ":")
	count(arn) < 6
}

deny contains {"statement": i, "account": arn[4]} if {
	some i, statement in input.document.Statement
	some resource in statement.Resource
	arn := split(resource, ":")
	arn[4] != ""
	not regex.match(`^\d{12}$`, arn[4])
}
