# @title No container is privileged
#
# A privileged container has all that the host has.
package pods.privileged

import data.lib.kubernetes

violation[{"msg": msg, "details": {"container": container.name}}] {
	container := kubernetes.containers[_]
	container.securityContext.privileged
	msg := sprintf("%s: the container %s is privileged", [kubernetes.name, container.name])
}
