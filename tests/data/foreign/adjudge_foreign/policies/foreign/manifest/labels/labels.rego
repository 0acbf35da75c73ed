# METADATA
# scope: package
# title: Required labels are there
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.labels

deny contains {"msg": msg, "missing": missing} if {
	provided := {label | input.document.metadata.labels[label]}
	required := {"app", "team", "env"}
	missing := required - provided
	count(missing) > 0
	msg := sprintf("you must provide labels: %v", [missing])
}
