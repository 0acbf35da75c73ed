# METADATA
# scope: package
# title: Capabilities are dropped
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.capabilities

import data.foreign.lib.workload

deny contains {"container": container.name, "added": added} if {
	some container in workload.containers
	added := [cap | some cap in container.securityContext.capabilities.add; not cap in {"NET_BIND_SERVICE", "CHOWN"}]
	count(added) > 0
}

warn contains {"container": container.name} if {
	some container in workload.containers
	not dropped_all(container)
}

dropped_all(container) if "ALL" in container.securityContext.capabilities.drop
