# METADATA
# scope: package
# title: Labels are written as names
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.label_values

deny contains {"label": key, "value": value} if {
	some key, value in input.document.metadata.labels
	not regex.match("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", value)
}
