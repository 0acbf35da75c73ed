# METADATA
# scope: package
# title: "No container runs as root"
# description: "The pod, or each of its containers, says that it runs as another user."
# schemas:
#   - input.document: schema.k8s.manifest
# custom:
#   severity: high
package k8s.manifest.root

import data.k8s.lib.kubernetes

deny contains {"msg": msg, "container": container.name} if {
	some container in kubernetes.containers
	not container.securityContext.runAsNonRoot
	not kubernetes.pod.securityContext.runAsNonRoot
	msg := sprintf("%s: the container %s may run as root", [kubernetes.name, container.name])
}
