# METADATA
# scope: package
# title: No key of a cloud is in the plan
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.everywhere_by_pattern

deny contains {"at": path, "start": substring(value, 0, 4)} if {
	walk(input.document, [path, value])
	is_string(value)
	regex.match("AKIA[0-9A-Z]{16}", value)
}
