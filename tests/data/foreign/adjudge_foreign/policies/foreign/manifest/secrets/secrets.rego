# METADATA
# scope: package
# title: No secret is written into the environment
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.secrets

import data.foreign.lib.workload

deny contains {"variable": env.name, "container": container.name} if {
	some container in workload.containers
	some env in container.env
	regex.match(`(?i)(password|secret|token|_key)$`, env.name)
	env.value != ""
}
