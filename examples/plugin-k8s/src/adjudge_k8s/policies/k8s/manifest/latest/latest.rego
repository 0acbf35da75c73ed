# METADATA
# scope: package
# title: "Latest"
# schemas:
#   - input.document: schema.k8s.manifest
# custom:
#   severity: medium
package k8s.manifest.latest

import data.k8s.lib.kubernetes

deny contains msg if {
	container := kubernetes.containers[_]
	endswith(container.image, ":latest")
	msg := sprintf("%s: the container %s runs whatever is latest", [kubernetes.name, container.name])
}

deny contains msg if {
	container := kubernetes.containers[_]
	steps := split(container.image, "/")
	last := steps[count(steps) - 1]
	not contains(last, ":")
	msg := sprintf("%s: the image of the container %s has no tag", [kubernetes.name, container.name])
}
