# METADATA
# scope: package
# title: Processor time is asked for in a form that can be read
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.cpu

import data.foreign.lib.workload

deny contains {"container": container.name, "cpu": millicores} if {
	some container in workload.containers
	millicores := canonify_cpu(container.resources.limits.cpu)
	millicores > 4000
}

canonify_cpu(orig) := new if {
	is_number(orig)
	new := orig * 1000
}

canonify_cpu(orig) := new if {
	not is_number(orig)
	endswith(orig, "m")
	new := to_number(replace(orig, "m", ""))
}

canonify_cpu(orig) := new if {
	not is_number(orig)
	not endswith(orig, "m")
	regex.match(`^\d+(\.\d+)?$`, orig)
	new := to_number(orig) * 1000
}
