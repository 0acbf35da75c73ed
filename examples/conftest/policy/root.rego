# METADATA
# title: No container runs as root
# description: The pod, or each of its containers, says that it runs as another user.
# custom:
#   severity: high
package pods.root

import rego.v1

import data.lib.kubernetes

deny contains {"msg": msg, "container": container.name} if {
	some container in kubernetes.containers
	not container.securityContext.runAsNonRoot
	not kubernetes.pod.securityContext.runAsNonRoot
	msg := sprintf("%s: the container %s may run as root", [kubernetes.name, container.name])
}
