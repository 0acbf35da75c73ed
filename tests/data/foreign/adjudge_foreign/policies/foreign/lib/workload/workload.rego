# METADATA
# scope: package
# title: What runs, whatever kind of manifest holds it
package foreign.lib.workload

kind := input.document.kind

name := object.get(input.document, ["metadata", "name"], "unnamed")

pod := input.document.spec if {
	kind == "Pod"
} else := input.document.spec.jobTemplate.spec.template.spec if {
	kind == "CronJob"
} else := input.document.spec.template.spec

containers contains container if {
	some container in pod.containers
}

containers contains container if container := pod.initContainers[_]
