# METADATA
# scope: package
# title: Images come from a registry that is known
# schemas:
#   - input.document: schema.foreign.manifest
# custom:
#   severity: high
package foreign.manifest.registry

import data.foreign.lib.workload

deny contains {"msg": sprintf("%s comes from elsewhere", [image])} if {
	some container in workload.containers
	image := container.image
	not known(image)
}

known(image) if {
	some registry in data.foreign.params.registries
	startswith(image, concat("", [registry, "/"]))
}
