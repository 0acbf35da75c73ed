# METADATA
# scope: package
# title: "Node port"
# schemas:
#   - input.document: schema.k8s.manifest
# custom:
#   severity: medium
package k8s.manifest.services_node_port

warn contains msg if {
	input.document.kind == "Service"
	input.document.spec.type == "NodePort"
	msg := sprintf("Service %s: a port of every node is open", [input.document.metadata.name])
}
