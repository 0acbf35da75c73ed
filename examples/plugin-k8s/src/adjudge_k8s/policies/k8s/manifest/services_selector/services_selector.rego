# METADATA
# scope: package
# title: "Selector"
# schemas:
#   - input.document: schema.k8s.manifest
# custom:
#   severity: medium
package k8s.manifest.services_selector

deny contains msg if {
	input.document.kind == "Service"
	not input.document.spec.selector
	input.document.spec.type != "ExternalName"
	msg := sprintf("Service %s: it selects no pods", [input.document.metadata.name])
}
