# METADATA
# scope: package
# title: Containers are probed
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.probes

import data.foreign.lib.workload

warn contains {"container": container.name, "probe": probe} if {
	container := workload.containers[_]
	probe := ["livenessProbe", "readinessProbe"][_]
	not container[probe]
}
