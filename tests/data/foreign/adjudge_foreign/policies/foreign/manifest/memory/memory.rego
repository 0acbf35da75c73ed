# METADATA
# scope: package
# title: Memory stays below the most that is allowed
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.memory

import data.foreign.lib.workload

deny contains {"container": container.name, "bytes": bytes} if {
	some container in workload.containers
	bytes := units.parse_bytes(container.resources.limits.memory)
	bytes > ((2 * 1024) * 1024) * 1024
}
