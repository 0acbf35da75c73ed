# METADATA
# scope: package
# title: Every container has limits
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.limits

import data.foreign.lib.workload

deny contains {"container": name, "missing": missing} if {
	some container in workload.containers
	name := object.get(container, "name", "?")
	limits := object.get(container, ["resources", "limits"], {})
	missing := {"cpu", "memory"} - object.keys(limits)
	count(missing) > 0
}
