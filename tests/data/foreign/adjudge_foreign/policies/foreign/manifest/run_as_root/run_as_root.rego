# METADATA
# scope: package
# title: Containers do not run as root
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.run_as_root

import data.foreign.lib.workload

deny contains {"msg": sprintf("%s/%s runs as root", [workload.kind, workload.name])} if {
	some container in workload.containers
	not has_non_root(container)
}

has_non_root(container) if container.securityContext.runAsNonRoot == true

has_non_root(container) if {
	not has_key(container.securityContext, "runAsNonRoot")
	workload.pod.securityContext.runAsNonRoot == true
}

has_key(object, key) if {
	_ = object[key]
}
