# METADATA
# scope: package
# title: No value anywhere is a password
# schemas:
#   - input.document: schema.foreign.plan
# custom:
#   severity: high
package foreign.plan.everywhere

deny contains {"path": concat("/", [sprintf("%v", [step]) | some step in path])} if {
	[path, value] := walk(input.document.planned_values)
	is_string(value)
	some word in ["hunter2", "changeme"]
	contains(lower(value), word)
}
