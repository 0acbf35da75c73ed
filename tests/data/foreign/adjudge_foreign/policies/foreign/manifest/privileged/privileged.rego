# METADATA
# scope: package
# title: No container is privileged
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.privileged

import data.foreign.lib.workload

deny contains {"msg": msg, "container": container.name} if {
	some container in workload.containers
	container.securityContext.privileged
	msg := sprintf("container %s of %v is privileged", [container.name, workload.name])
}
