# METADATA
# scope: package
# title: Ports are in the range that is open
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.ports

import data.foreign.lib.workload

deny contains {"port": port.containerPort, "name": object.get(port, "name", null)} if {
	some container in workload.containers
	some port in container.ports
	not in_range(port.containerPort)
}

in_range(port) if {
	port >= 1024
	port <= 49151
}
