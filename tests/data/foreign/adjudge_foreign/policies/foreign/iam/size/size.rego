# METADATA
# scope: package
# title: A policy stays readable
# schemas:
#   - input.document: schema.foreign.iam
# custom:
#   severity: high
package foreign.iam.size

warn contains {"size": size, "statements": number} if {
	size := count(json.marshal(input.document))
	number := count(input.document.Statement)
	any_of([size > 2048, number > 5])
}

any_of(conditions) if {
	some condition in conditions
	condition
}
