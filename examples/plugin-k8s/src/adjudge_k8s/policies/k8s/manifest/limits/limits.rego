# METADATA
# scope: package
# title: "Limits"
# schemas:
#   - input.document: schema.k8s.manifest
# custom:
#   severity: medium
package k8s.manifest.limits

import data.k8s.lib.kubernetes

deny contains msg if {
	some container in kubernetes.containers
	some resource in data.k8s.limits.required
	not container.resources.limits[resource]
	msg := sprintf("%s: the container %s may use any amount of %s", [kubernetes.name, container.name, resource])
}
