# METADATA
# scope: package
# title: "Capabilities"
# schemas:
#   - input.document: schema.k8s.manifest
# custom:
#   severity: medium
package k8s.manifest.capabilities

import data.k8s.lib.kubernetes

deny contains msg if {
	some container in kubernetes.containers
	some capability in container.securityContext.capabilities.add
	allowed := data.k8s.capabilities.allowed
	not capability in allowed
	msg := sprintf("%s: the container %s adds the capability %s", [kubernetes.name, container.name, capability])
}

warn contains msg if {
	some container in kubernetes.containers
	not "ALL" in object.get(container, ["securityContext", "capabilities", "drop"], [])
	msg := sprintf("%s: the container %s keeps the capabilities that it starts with", [kubernetes.name, container.name])
}
