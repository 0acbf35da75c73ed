#
# A privileged container has all that the host has.

# METADATA
# scope: package
# title: "No container is privileged"
# schemas:
#   - input.document: schema.k8s.manifest
# custom:
#   severity: medium
package k8s.manifest.privileged

import data.k8s.lib.kubernetes

deny contains {"msg": msg, "details": {"container": container.name}} if {
	container := kubernetes.containers[_]
	container.securityContext.privileged
	msg := sprintf("%s: the container %s is privileged", [kubernetes.name, container.name])
}
