package pods.capabilities

import rego.v1

import data.lib.kubernetes

deny contains msg if {
	some container in kubernetes.containers
	some capability in container.securityContext.capabilities.add
	allowed := data.capabilities.allowed
	not capability in allowed
	msg := sprintf("%s: the container %s adds the capability %s", [kubernetes.name, container.name, capability])
}

warn contains msg if {
	some container in kubernetes.containers
	not "ALL" in object.get(container, ["securityContext", "capabilities", "drop"], [])
	msg := sprintf("%s: the container %s keeps the capabilities that it starts with", [kubernetes.name, container.name])
}
